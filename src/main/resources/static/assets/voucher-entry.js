// Writing vouchers by keyboard: choices by code, name and pinyin initials, sums, balancing, documents beside the form.
(function () {
  const form = document.getElementById('zf-voucher');
  if (!form) {
    return;
  }
  const lines = document.getElementById('zf-lines');
  const table = lines.closest('table');
  const template = document.getElementById('zf-line-template');
  const difference = document.getElementById('zf-difference');
  const date = document.getElementById('date');
  const LINE_FIELDS = ['summary', 'account', 'counterparty', 'debit', 'credit'];
  const MOST_OPTIONS = 60;
  let help = { accounts: [], counterparties: [], summaries: [], nextNumber: 1 };
  let accountsByCode = new Map();
  let changed = false;

  function field(line, name) {
    return line.querySelector('[data-field="' + name + '"]');
  }

  function all() {
    return Array.from(lines.querySelectorAll('.zf-line'));
  }

  // amounts in fen, as whole numbers: exact up to 15 digits, more than an entry takes
  function fen(text) {
    const match = /^([+-]?)(\d*)(?:\.(\d{0,2}))?$/.exec(text.replace(/[,\s]/g, ''));
    if (!match) {
      return 0;
    }
    const value = Number(match[2] || '0') * 100 + Number(((match[3] || '') + '00').slice(0, 2));
    return match[1] === '-' ? -value : value;
  }

  function plain(value) {
    const digits = String(Math.abs(value)).padStart(3, '0');
    return (value < 0 ? '-' : '') + digits.slice(0, -2) + '.' + digits.slice(-2);
  }

  function grouped(value) {
    return plain(value).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
  }

  function sum(name, except) {
    return all().reduce((total, line) => total + (field(line, name) === except ? 0 : fen(field(line, name).value)), 0);
  }

  function codeOf(line) {
    return field(line, 'account').value.trim().split(/\s+/)[0];
  }

  function isAmount(input) {
    return input.dataset.field === 'debit' || input.dataset.field === 'credit';
  }

  function isEmpty(line) {
    return !field(line, 'account').value.trim() && !field(line, 'debit').value.trim() && !field(line, 'credit').value.trim();
  }

  function isBalanced() {
    return sum('debit') === sum('credit') && (sum('debit') !== 0 || all().some(line => !isEmpty(line)));
  }

  // the line after which nothing is written
  function isLastWritten(line) {
    const rest = all();
    return rest.slice(rest.indexOf(line) + 1).every(isEmpty);
  }

  function show() {
    const debit = sum('debit');
    const credit = sum('credit');
    document.getElementById('zf-debit').textContent = grouped(debit);
    document.getElementById('zf-credit').textContent = grouped(credit);
    const nothing = debit === 0 && credit === 0;
    difference.textContent = debit !== credit ? difference.dataset.difference + ' ' + grouped(debit - credit)
      : nothing ? '' : difference.dataset.balanced;
    difference.className = debit === credit ? 'text-success' : 'text-danger';
    lines.querySelectorAll('.zf-amount').forEach(input => input.classList.toggle('zf-red', input.value.trim().startsWith('-')));
    all().forEach(showBalance);
    showWhatIsNeeded();
  }

  // the counterparty, where an account is kept by counterparty; the item of the cash flow, opposite to cash
  function showWhatIsNeeded() {
    const accounts = all().map(line => accountsByCode.get(codeOf(line)) || {});
    table.classList.toggle('zf-no-party', !accounts.some(account => account.byCounterparty)
      && !all().some(line => field(line, 'counterparty').value || field(line, 'counterparty').classList.contains('is-invalid')));
    const cash = accounts.some(account => account.cash);
    all().forEach((line, index) => {
      const choice = field(line, 'cashFlowLine');
      const needed = choice.value || choice.classList.contains('is-invalid')
        || cash && accounts[index].code && !accounts[index].cash;
      line.querySelector('[data-cash-choice]').hidden = !needed;
    });
  }

  function showBalance(line) {
    const account = accountsByCode.get(codeOf(line));
    field(line, 'account').title = field(line, 'account').value;
    line.querySelector('[data-balance]').textContent = account && !isEmpty(line)
      ? form.dataset.balance + ' ' + groupedText(account.balance) : '';
  }

  function groupedText(text) {
    return grouped(fen(String(text)));
  }

  function number() {
    all().forEach((line, index) => {
      line.querySelector('.zf-line-number').textContent = index + 1;
      line.querySelectorAll('[name]').forEach(input => {
        input.name = input.name.replace(/^entries\[\d+]/, 'entries[' + index + ']');
      });
    });
    show();
  }

  function add(after) {
    const line = template.content.firstElementChild.cloneNode(true);
    if (after) {
      after.after(line);
    } else {
      lines.append(line);
    }
    prepare(line);
    number();
    field(line, 'summary').focus();
  }

  function remove(line) {
    const rest = all();
    if (rest.length < 2) {
      return;
    }
    const next = line.nextElementSibling || line.previousElementSibling;
    line.remove();
    changed = true;
    number();
    field(next, 'summary').focus();
  }

  function copySummary(line) {
    const above = line.previousElementSibling;
    if (above) {
      field(line, 'summary').value = field(above, 'summary').value;
      changed = true;
    }
  }

  // what this side lacks to balance the voucher
  function balance(input) {
    const side = input.dataset.field;
    const other = side === 'debit' ? 'credit' : 'debit';
    field(input.closest('.zf-line'), other).value = '';
    input.value = grouped(sum(other) - sum(side, input));
    changed = true;
    show();
  }

  function lackingSide() {
    const lack = sum('debit') - sum('credit');
    return lack === 0 ? null : lack > 0 ? 'credit' : 'debit';
  }

  function swapSides(input) {
    const line = input.closest('.zf-line');
    const other = field(line, input.dataset.field === 'debit' ? 'credit' : 'debit');
    const value = input.value;
    input.value = other.value;
    other.value = value;
    changed = true;
    other.focus();
    show();
  }

  function forward(input) {
    const line = input.closest('.zf-line');
    if (isAmount(input) && input.value.trim()) {
      toNextLine(line);
      return;
    }
    const inputs = LINE_FIELDS.map(name => field(line, name)).filter(each => each.offsetParent !== null);
    const next = inputs[inputs.indexOf(input) + 1];
    if (next) {
      next.focus();
    } else {
      toNextLine(line);
    }
  }

  function toNextLine(line) {
    const next = line.nextElementSibling;
    if (next) {
      field(next, 'summary').focus();
    } else {
      add();
    }
  }

  function enter(input) {
    const line = input.closest('.zf-line');
    if (input.dataset.field === 'summary' && isEmpty(line) && isLastWritten(line) && isBalanced()) {
      document.getElementById('zf-save').focus();
    } else if (isAmount(input) && !input.value.trim() && field(line, 'account').value.trim() && isLastWritten(line)
        && lackingSide() === input.dataset.field
        && !field(line, input.dataset.field === 'debit' ? 'credit' : 'debit').value.trim()) {
      balance(input);
    } else {
      forward(input);
    }
  }

  function group(input) {
    if (/^[+-]?[\d,]+(\.\d{0,2})?$/.test(input.value.trim())) {
      input.value = grouped(fen(input.value.trim()));
    }
  }

  // --- choices: one list for whichever field is being typed in ---

  const options = document.createElement('ul');
  options.className = 'zf-options';
  options.id = 'zf-options';
  options.setAttribute('role', 'listbox');
  options.hidden = true;
  document.body.append(options);
  let owner = null;
  let found = [];
  let at = -1;

  function rank(text, each, code) {
    const name = each.name.toLowerCase();
    const letters = /^[a-z0-9]+$/.test(text);
    if (code && each.code.startsWith(text)) {
      return each.code === text ? 0 : 1;
    }
    if (letters && each.initials === text) {
      return 2;
    }
    if (name.startsWith(text) || letters && each.initials.startsWith(text)) {
      return 3;
    }
    if (name.includes(text)) {
      return 4;
    }
    if (letters && each.initials.includes(text)) {
      return 5;
    }
    if (each.path && each.path.toLowerCase().includes(text)) {
      return 6;
    }
    return letters && each.pathInitials && each.pathInitials.includes(text) ? 7 : -1;
  }

  function choices(input) {
    if (input.dataset.field === 'account') {
      return help.accounts;
    }
    return input.dataset.field === 'summary' ? help.summaries : help.counterparties;
  }

  function search(input, everything) {
    const isAccount = input.dataset.field === 'account';
    let text = input.value.trim().toLowerCase();
    if (isAccount && /^\d+\s/.test(text)) {
      text = text.split(/\s+/)[0];
    }
    const list = choices(input);
    if (!text || everything) {
      return list.slice(0, MOST_OPTIONS);
    }
    return list.map((each, index) => ({ each, index, rank: rank(text, each, isAccount) }))
      .filter(hit => hit.rank >= 0)
      .sort((a, b) => a.rank - b.rank || a.index - b.index)
      .slice(0, MOST_OPTIONS).map(hit => hit.each);
  }

  function open(input, everything) {
    const isAccount = input.dataset.field === 'account';
    found = search(input, everything);
    const same = found.length === 1 && !isAccount && found[0].name === input.value;
    if (found.length === 0 || same) {
      close();
      return;
    }
    owner = input;
    options.replaceChildren(...found.map((each, index) => option(each, index, isAccount)));
    options.hidden = false;
    const box = input.getBoundingClientRect();
    options.style.minWidth = Math.max(box.width, isAccount ? 420 : 200) + 'px';
    options.style.left = Math.max(4, Math.min(box.left + window.scrollX,
      window.scrollX + document.documentElement.clientWidth - options.offsetWidth - 8)) + 'px';
    options.style.top = (box.bottom + window.scrollY + 2) + 'px';
    input.setAttribute('aria-expanded', 'true');
    // a summary or a counterparty may be new; an account must be one of those found
    highlight(isAccount && input.value.trim() ? 0 : -1);
  }

  function option(each, index, isAccount) {
    const item = document.createElement('li');
    item.id = 'zf-option-' + index;
    item.setAttribute('role', 'option');
    if (isAccount) {
      item.append(part('zf-option-code', each.code));
    }
    item.append(part('zf-option-name', isAccount ? each.path : each.name));
    item.append(part('zf-option-more', isAccount ? groupedText(each.balance) : ''));
    item.addEventListener('mousedown', event => {
      event.preventDefault();
      const input = owner;
      take(index);
      forward(input);
    });
    return item;
  }

  function part(name, text) {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = text;
    return span;
  }

  function highlight(index) {
    at = index;
    Array.from(options.children).forEach((item, i) => {
      item.setAttribute('aria-selected', String(i === index));
      if (i === index) {
        item.scrollIntoView({ block: 'nearest' });
      }
    });
    if (index >= 0) {
      owner.setAttribute('aria-activedescendant', 'zf-option-' + index);
    } else if (owner) {
      owner.removeAttribute('aria-activedescendant');
    }
  }

  function close() {
    options.hidden = true;
    if (owner) {
      owner.setAttribute('aria-expanded', 'false');
      owner.removeAttribute('aria-activedescendant');
    }
    owner = null;
    at = -1;
  }

  function take(index) {
    const each = found[index];
    owner.value = owner.dataset.field === 'account' ? each.code + ' ' + each.path : each.name;
    changed = true;
    close();
    show();
  }

  // --- events ---

  function prepare(line) {
    ['summary', 'account', 'counterparty'].forEach(name => {
      const input = field(line, name);
      input.setAttribute('role', 'combobox');
      input.setAttribute('aria-autocomplete', 'list');
      input.setAttribute('aria-controls', 'zf-options');
      input.setAttribute('aria-expanded', 'false');
    });
  }

  const hasChoices = input => ['summary', 'account', 'counterparty'].includes(input.dataset.field);

  lines.addEventListener('focusout', event => {
    const input = event.target;
    if (input === owner) {
      // leaving an account by Tab takes what is marked, as Enter does
      if (input.dataset.field === 'account' && at >= 0 && !accountsByCode.has(input.value.trim().split(/\s+/)[0])) {
        take(at);
      } else {
        close();
      }
    }
    if (input.matches('.zf-amount')) {
      group(input);
    }
  });

  lines.addEventListener('input', event => {
    changed = true;
    const input = event.target;
    const line = input.closest('.zf-line');
    if (input.dataset.field === 'summary' && input.value === '..') {
      copySummary(line);
    }
    if (isAmount(input) && /^[=＝]$/.test(input.value)) {
      balance(input);
    }
    if (hasChoices(input) && !event.isComposing) {
      open(input);
    }
    show();
  });

  lines.addEventListener('compositionend', event => {
    if (hasChoices(event.target)) {
      open(event.target);
    }
  });

  lines.addEventListener('focusin', event => {
    const line = event.target.closest('.zf-line');
    if (event.target.dataset.field === 'account' && line.previousElementSibling && !field(line, 'summary').value) {
      copySummary(line);
    }
    if (event.target.matches('input')) {
      event.target.select();
    }
  });

  lines.addEventListener('click', event => {
    if (event.target.closest('[data-remove-line]')) {
      remove(event.target.closest('.zf-line'));
    }
  });

  function moveBy(input, step) {
    const line = input.closest('.zf-line');
    const target = step > 0 ? line.nextElementSibling : line.previousElementSibling;
    if (target) {
      field(target, input.dataset.field).focus();
    }
  }

  function inList(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    if (steps[event.key]) {
      event.preventDefault();
      highlight(Math.max(0, Math.min(found.length - 1, at + steps[event.key])));
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      const input = owner;
      take(at);
      forward(input);
    } else {
      return false;
    }
    return true;
  }

  form.addEventListener('keydown', event => {
    const input = event.target;
    const line = input.closest('.zf-line');
    if ((event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key.toLowerCase() === 's')) {
      event.preventDefault();
      const another = document.getElementById('zf-save-another');
      (event.shiftKey && another ? another : document.getElementById('zf-save')).click();
      return;
    }
    if (event.isComposing || input === owner && inList(event)) {
      return;
    }
    if (line && event.altKey && (event.key === 'Insert' || event.key === 'Delete')) {
      event.preventDefault();
      event.key === 'Insert' ? add(line) : remove(line);
    } else if (event.key === 'Enter' && input.matches('input')) {
      event.preventDefault();
      if (input.name === 'templateName') {
        form.querySelector('[data-keeps]').click();
      } else if (line) {
        enter(input);
      } else {
        field(all()[0], 'summary').focus();
      }
    } else if (line && hasChoices(input) && event.key === 'ArrowDown') {
      event.preventDefault();
      open(input, !input.value.trim() || accountsByCode.has(codeOf(line)) && input.dataset.field === 'account');
    } else if (line && isAmount(input) && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      moveBy(input, event.key === 'ArrowDown' ? 1 : -1);
    } else if (line && isAmount(input) && event.key === ' ') {
      event.preventDefault();
      swapSides(input);
    }
  });

  document.addEventListener('keydown', event => {
    if (event.key === '?' && !event.target.closest('input, textarea, select')) {
      event.preventDefault();
      document.querySelector('[data-bs-target="#zf-keys"]').click();
    }
  });

  document.getElementById('zf-add-line').addEventListener('click', () => add());
  form.addEventListener('submit', () => { changed = false; });
  window.addEventListener('beforeunload', event => {
    if (changed) {
      event.preventDefault();
    }
  });
  window.addEventListener('resize', close);

  // --- what the server knows: anew when the date leads into another month ---

  let month = null;

  function load() {
    const wanted = date.value.slice(0, 7);
    if (!/^\d{4}-\d{2}$/.test(wanted) || wanted === month) {
      return;
    }
    month = wanted;
    fetch(form.dataset.help + '?period=' + wanted, { headers: { Accept: 'application/json' } })
      .then(answer => answer.ok ? answer.json() : Promise.reject(answer))
      .then(json => {
        help = json;
        accountsByCode = new Map(help.accounts.map(each => [each.code, each]));
        const next = document.getElementById('zf-next-number');
        next.textContent = next.dataset.pattern.replace('#', help.nextNumber);
        form.dataset.ready = 'true';
        show();
        if (document.activeElement && document.activeElement.dataset.field === 'account' && document.activeElement.value) {
          open(document.activeElement);
        }
      })
      .catch(() => { month = null; });
    loadDocuments(wanted);
  }

  // --- documents beside the form ---

  const panel = document.getElementById('zf-documents');
  const attached = document.getElementById('zf-attached');

  function loadDocuments(period) {
    const query = new URLSearchParams({ period });
    const search = panel.querySelector('[data-document-search]');
    if (search && search.value) {
      query.set('q', search.value);
    }
    const unused = panel.querySelector('[data-document-unused]');
    query.set('unused', unused ? unused.checked : 'true');
    fetch(panel.dataset.panel + '?' + query)
      .then(answer => answer.ok ? answer.text() : Promise.reject(answer))
      .then(html => {
        panel.innerHTML = html;
        mark();
      })
      .catch(() => { });
  }

  function chosen() {
    return new Set(Array.from(attached.querySelectorAll('input')).map(input => input.value));
  }

  function mark() {
    const ids = chosen();
    document.getElementById('zf-no-source').classList.toggle('d-none', ids.size > 0);
    document.getElementById('sheets').placeholder = ids.size;
    panel.querySelectorAll('[data-source]').forEach(source => {
      const on = ids.has(source.dataset.source);
      source.classList.toggle('zf-chosen', on);
      const button = source.querySelector('[data-attach]');
      button.textContent = on ? button.dataset.off : button.dataset.on;
      button.setAttribute('aria-pressed', String(on));
    });
  }

  function attach(source) {
    const line = attached.querySelector('[data-document="' + source.dataset.source + '"]');
    if (line) {
      line.remove();
    } else {
      const item = document.getElementById('zf-attachment-template').content.firstElementChild.cloneNode(true);
      item.dataset.document = source.dataset.source;
      item.querySelector('input').value = source.dataset.source;
      item.querySelector('a').href = source.dataset.file;
      item.querySelector('a').textContent = source.dataset.name;
      attached.append(item);
    }
    changed = true;
    mark();
  }

  attached.addEventListener('click', event => {
    if (event.target.closest('[data-detach]')) {
      event.target.closest('li').remove();
      changed = true;
      mark();
    }
  });

  panel.addEventListener('click', event => {
    const button = event.target.closest('[data-attach]');
    if (button) {
      attach(button.closest('[data-source]'));
    }
  });
  panel.addEventListener('change', event => {
    if (event.target.matches('[data-document-unused], [data-document-search]')) {
      loadDocuments(month);
    }
  });
  panel.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target.matches('[data-document-search]')) {
      event.preventDefault();
      loadDocuments(month);
    }
  });

  all().forEach(prepare);
  lines.querySelectorAll('.zf-amount').forEach(group);
  number();
  date.addEventListener('change', load);
  load();
  const wrong = form.querySelector('.is-invalid');
  (wrong || field(all()[0], 'summary')).focus();
})();
