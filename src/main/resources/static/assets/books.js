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

  // one dialog renames whichever account it was opened for
  document.querySelectorAll('[data-rename]').forEach(button => button.addEventListener('click', () => {
    const dialog = document.querySelector(button.dataset.bsTarget);
    dialog.querySelector('form').action = button.dataset.rename;
    dialog.querySelector('input[name=name]').value = button.dataset.name;
  }));

  // a long list of accounts is found in by code, name or pinyin initials
  document.querySelectorAll('select[data-finder]').forEach(list => {
    const finder = document.createElement('input');
    finder.type = 'search';
    finder.className = 'form-control zf-finder';
    finder.placeholder = list.dataset.finder;
    finder.setAttribute('aria-label', list.dataset.finder);
    const all = Array.from(list.options);
    const find = () => {
      const text = finder.value.trim().toLowerCase();
      const found = all.filter(option => !text || option.value.startsWith(text) || option.text.toLowerCase().includes(text)
        || (option.dataset.initials || '').includes(text));
      list.replaceChildren(...(found.length ? found : all));
      if (text && found.length) {
        found[0].selected = true;
      }
    };
    finder.addEventListener('input', find);
    finder.addEventListener('keydown', event => {
      if (event.key === 'Enter') {
        event.preventDefault();
        list.form.requestSubmit();
      } else if (event.key === 'ArrowDown') {
        event.preventDefault();
        list.focus();
      }
    });
    list.before(finder);
  });
})();
