// The books' pages: ticks many boxes at once, leads from a choice to its ledger, takes files dropped onto a field.
(function () {
  document.querySelectorAll('[data-select-all]').forEach(all => all.addEventListener('change', () => {
    document.querySelectorAll('input[name="' + all.dataset.selectAll + '"]').forEach(box => { box.checked = all.checked; });
  }));

  // an unticked box sends nothing; the hidden field before it says so, and gives way to a ticked one
  document.querySelectorAll('[data-overrides]').forEach(box => {
    const other = box.previousElementSibling;
    const follow = () => { if (other) { other.disabled = box.checked; } };
    box.addEventListener('change', follow);
    follow();
  });

  document.querySelectorAll('select[data-submits]').forEach(field =>
    field.addEventListener('change', () => field.form.submit()));

  document.querySelectorAll('form[data-ledger]:not([data-ledger=""])').forEach(form => form.addEventListener('submit', () => {
    form.action = form.dataset.ledger + encodeURIComponent(form.querySelector('[data-account]').value)
      + form.dataset.ledgerPage;
  }));

  // files dropped onto the field's frame are chosen as if by the dialog
  document.querySelectorAll('[data-drop]').forEach(place => {
    const field = place.querySelector('input[type=file]');
    ['dragover', 'dragleave', 'drop'].forEach(name => place.addEventListener(name, event => {
      event.preventDefault();
      place.classList.toggle('zf-over', name === 'dragover');
    }));
    place.addEventListener('drop', event => { field.files = event.dataTransfer.files; });
  });
})();
