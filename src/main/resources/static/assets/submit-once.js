// A form that moves money is sent once, however often its button is pressed.
document.querySelectorAll('form[data-submit-once]').forEach(form => form.addEventListener('submit', event => {
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'true';
  form.querySelector('button[type=submit]').classList.add('disabled');
}));
// coming back by the browser's button finds a form that can be sent
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-submit-once]').forEach(form => {
  delete form.dataset.sent;
  form.querySelector('button[type=submit]').classList.remove('disabled');
}));
