// What every page does: asks before what can't be undone, loads the charts where there are any.
(function () {
  const me = document.currentScript;
  const words = document.body.dataset;

  /* A question of the page's own, since the browser's window names the host and can't be styled. */
  function ask(sentence, then) {
    const dialog = document.createElement('dialog');
    dialog.className = 'zf-dialog';
    const title = document.createElement('h2');
    title.className = 'h6';
    title.textContent = words.ask;
    const text = document.createElement('p');
    text.className = 'zf-lines';
    text.textContent = sentence;
    const buttons = document.createElement('form');
    buttons.method = 'dialog';
    buttons.className = 'd-flex justify-content-end gap-2';
    [['no', words.no, 'btn-outline-secondary'], ['yes', words.yes, 'btn-primary']].forEach(([value, label, style]) => {
      const button = document.createElement('button');
      button.value = value;
      button.className = 'btn ' + style;
      button.textContent = label;
      buttons.append(button);
    });
    dialog.append(title, text, buttons);
    dialog.setAttribute('aria-label', words.ask);
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (dialog.returnValue === 'yes') {
        then();
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    buttons.lastElementChild.focus();
  }

  document.addEventListener('click', event => {
    const button = event.target.closest('[data-confirm]');
    if (!button || button.dataset.confirmed) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    ask(button.dataset.confirm, () => {
      button.dataset.confirmed = 'true';
      button.click();
      delete button.dataset.confirmed;
    });
  }, true);

  // the company switcher is for typing at once
  document.querySelectorAll('.zf-switch').forEach(menu => menu.addEventListener('shown.bs.dropdown',
    () => menu.querySelector('input[type=search]').focus()));

  // the charts' library is large, so only pages with charts load it
  if (document.querySelector('.zf-chart')) {
    [me.dataset.echarts, me.dataset.charts].forEach(source => {
      const script = document.createElement('script');
      script.src = source;
      script.async = false;
      document.body.append(script);
    });
  }
})();
