// While an import runs, shows how far it is; the page that follows tells what came of it.
(function () {
  const form = document.querySelector('form[data-import]');
  const box = document.getElementById('zf-progress');
  if (!form || !box) {
    return;
  }
  const bar = box.querySelector('.progress-bar');
  const text = box.querySelector('[aria-live]');

  function show(status) {
    const part = status.total > 0 ? Math.round(100 * status.done / status.total) : 0;
    bar.style.width = Math.max(part, 3) + '%';
    text.textContent = box.dataset[status.phase.toLowerCase()] + (status.total > 0 ? ' ' + status.done + ' / ' + status.total : '');
  }

  async function watch() {
    const answer = await fetch(form.dataset.progress, {headers: {Accept: 'application/json'}});
    if (answer.ok) {
      show(await answer.json());
    }
  }

  form.addEventListener('submit', event => {
    if (event.submitter && event.submitter.hasAttribute('data-discard')) {
      return;
    }
    box.classList.remove('d-none');
    show({phase: 'WAITING', done: 0, total: 0});
    setTimeout(() => form.querySelectorAll('button').forEach(button => { button.disabled = true; }));
    setInterval(() => watch().catch(() => {}), 500);
  });
})();
