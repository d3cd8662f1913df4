// The workbench: filters show at once what was chosen; rows are ticked one by one, in ranges with the shift key, from row to
// row with the arrow keys, or all of them.
(function () {
  document.querySelectorAll('.zf-workbench [data-submits]').forEach(field =>
    field.addEventListener('change', () => field.form.submit()));

  const form = document.getElementById('zf-selection');
  const all = form && form.querySelector('[data-all]');
  if (!all) {
    return;
  }
  const boxes = Array.from(form.querySelectorAll('input[name="' + all.dataset.all + '"]'));
  const everything = form.querySelector('input[name="all"]');
  const chosen = form.querySelector('[data-chosen]');
  let last = null;

  function show() {
    const count = boxes.filter(box => box.checked).length;
    const whole = everything && everything.checked;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    boxes.forEach(box => { box.closest('tr').classList.toggle('zf-chosen', box.checked || whole); });
    chosen.textContent = whole ? everything.labels[0].textContent
      : count === 0 ? chosen.dataset.none : chosen.dataset.some.replace('{n}', count);
    form.querySelectorAll('[data-needs-choice]').forEach(button => { button.disabled = count === 0 && !whole; });
  }

  all.addEventListener('change', () => {
    boxes.forEach(box => { box.checked = all.checked; });
    show();
  });
  if (everything) {
    everything.addEventListener('change', show);
  }
  boxes.forEach((box, at) => {
    box.addEventListener('click', event => {
      if (event.shiftKey && last !== null) {
        boxes.slice(Math.min(at, last), Math.max(at, last) + 1).forEach(each => { each.checked = box.checked; });
      }
      last = at;
      show();
    });
    box.addEventListener('keydown', event => {
      const next = event.key === 'ArrowDown' ? boxes[at + 1] : event.key === 'ArrowUp' ? boxes[at - 1] : null;
      if (next) {
        event.preventDefault();
        next.focus();
        if (event.shiftKey) {
          next.checked = box.checked;
          show();
        }
      }
    });
  });
  window.addEventListener('pageshow', show);
  show();
})();
