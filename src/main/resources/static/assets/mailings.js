// Files are sent at once, each with its progress, as drafts of the open task; the form then carries their ids. Without this
// script the browser sends them with the form.
(function () {
  const AT_ONCE = 3;
  const KINDS = /\.(pdf|ofd|xml|png|jpe?g|xlsx|csv|zip)$/i;
  const drop = document.querySelector('.zf-drop');
  const form = drop && drop.closest('form');
  if (!form) {
    return;
  }
  const chooser = drop.querySelector('input[type=file]');
  const list = drop.querySelector('#sent-files');
  const category = form.querySelector('[name=category]');
  const token = form.querySelector('[name=_csrf]').value;
  const words = drop.dataset;
  const waiting = [];
  let sending = 0;

  function row(file) {
    const item = document.createElement('li');
    const name = document.createElement('span');
    name.className = 'zf-file-name';
    name.textContent = file.name;
    const bar = document.createElement('progress');
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', words.progress.replace('{0}', file.name));
    const state = document.createElement('span');
    state.className = 'small';
    item.append(name, bar, state);
    list.append(item);
    return { item, bar, state };
  }

  function failed(entry, sentence) {
    entry.bar.remove();
    entry.state.className = 'small text-danger';
    entry.state.textContent = sentence;
    entry.item.append(remover(entry, null));
  }

  function remover(entry, id) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-sm btn-link p-0';
    button.textContent = words.remove;
    button.addEventListener('click', () => {
      if (id) {
        fetch('/api/documents/' + id, { method: 'DELETE', headers: { 'X-CSRF-TOKEN': token } });
      }
      entry.item.remove();
    });
    return button;
  }

  function hidden(name, value) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    return input;
  }

  function kept(entry, answer) {
    entry.bar.remove();
    entry.state.className = 'small text-success';
    entry.state.textContent = drop.querySelector('#sent-word').textContent;
    entry.item.append(remover(entry, answer.id), hidden('documentIds', answer.id),
      hidden('documentNames', answer.fileName));
  }

  /* The server's own sentence, where it gave one. */
  function sentence(text) {
    try {
      const answer = JSON.parse(text);
      return (answer.errors && answer.errors[0] && answer.errors[0].reason) || answer.detail || words.failed;
    } catch (unreadable) {
      return words.failed;
    }
  }

  function send(file, entry) {
    const data = new FormData();
    data.append('file', file);
    data.append('category', category.value);
    data.append(words.task ? 'taskId' : 'companyId', words.task || words.company);
    const request = new XMLHttpRequest();
    request.open('POST', '/api/documents');
    request.setRequestHeader('X-CSRF-TOKEN', token);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = sent => { entry.bar.value = sent.lengthComputable ? sent.loaded * 100 / sent.total : 0; };
    request.onload = () => request.status === 201 ? kept(entry, JSON.parse(request.responseText))
      : failed(entry, sentence(request.responseText));
    request.onerror = () => failed(entry, words.failed);
    request.onloadend = () => { sending--; next(); };
    request.send(data);
  }

  function next() {
    while (sending < AT_ONCE && waiting.length) {
      const { file, entry } = waiting.shift();
      sending++;
      send(file, entry);
    }
  }

  function take(files) {
    [...files].forEach(file => {
      const entry = row(file);
      if (file.size > Number(words.max)) {
        failed(entry, words.tooLarge);
      } else if (!KINDS.test(file.name)) {
        failed(entry, words.kind);
      } else {
        waiting.push({ file, entry });
      }
    });
    next();
  }

  chooser.addEventListener('change', () => {
    take(chooser.files);
    chooser.value = '';
  });
  ['dragenter', 'dragover'].forEach(kind => drop.addEventListener(kind, event => {
    event.preventDefault();
    drop.classList.add('zf-drop-over');
  }));
  ['dragleave', 'drop'].forEach(kind => drop.addEventListener(kind, event => {
    event.preventDefault();
    drop.classList.remove('zf-drop-over');
  }));
  drop.addEventListener('drop', event => take(event.dataTransfer.files));
  // before the script that lets a form be sent only once
  form.addEventListener('submit', event => {
    if (sending || waiting.length) {
      event.preventDefault();
      event.stopImmediatePropagation();
      window.alert(words.wait);
    }
  }, true);
  // what was sent before the form came back can be taken out again, too
  list.querySelectorAll('li').forEach(item => item.append(remover({ item }, item.querySelector('[name=documentIds]').value)));
  // the browser's own button speaks the browser's language
  chooser.classList.add('visually-hidden');
  drop.querySelector('label').className = 'btn btn-outline-primary';
  drop.classList.add('zf-drop-ready');
})();
