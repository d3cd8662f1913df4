// Starts a journey and shows how far it has come.
(function () {
  const form = document.getElementById('journey');
  const state = document.getElementById('state');
  const now = document.getElementById('now');
  const buttons = document.querySelectorAll('button');

  function show(kind, text) {
    state.className = 'mt-3 alert alert-' + kind;
    state.textContent = text;
  }

  function fill(template, values) {
    return template.replace(/\{(\d)}/g, (all, index) => values[index]);
  }

  function wallClock(iso) {
    return iso.substring(0, 16).replace('T', ' ');
  }

  async function watch() {
    const position = await (await fetch('/api/time-machine')).json();
    if (position.running) {
      now.textContent = wallClock(position.now);
      show('info', fill(form.dataset.travelling, [wallClock(position.now), position.fired]));
    }
  }

  async function travel(to) {
    buttons.forEach(button => { button.disabled = true; });
    const watching = setInterval(watch, 500);
    try {
      const answer = await fetch('/api/time-machine', {
        method: 'POST',
        headers: {'Content-Type': 'application/json', [form.dataset.csrfHeader]: form.dataset.csrf},
        body: JSON.stringify({to: to})
      });
      const body = await answer.json();
      clearInterval(watching);
      if (answer.ok) {
        now.textContent = wallClock(body.now);
        show('success', fill(form.dataset.arrived, [wallClock(body.now), body.fired, body.failed]));
      } else {
        show('danger', (body.errors && body.errors.length) ? body.errors.map(e => e.reason).join(' ') : body.detail);
      }
    } catch (e) {
      clearInterval(watching);
      show('danger', form.dataset.lost);
    }
    buttons.forEach(button => { button.disabled = false; });
  }

  document.querySelectorAll('button[data-to]').forEach(button =>
    button.addEventListener('click', () => travel(button.dataset.to)));
  form.addEventListener('submit', event => {
    event.preventDefault();
    travel(document.getElementById('to').value + ':00+08:00');
  });
})();
