// The books' pages: helps to write vouchers by keyboard.
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

  const form = document.getElementById('zf-voucher');
  if (!form) {
    return;
  }
  const lines = document.getElementById('zf-lines');
  const table = lines.closest('table');
  const template = document.getElementById('zf-line-template');
  const difference = document.getElementById('zf-difference');
  const cashCodes = new Set(Array.from(document.querySelectorAll('#zf-accounts option[data-cash]'))
    .map(option => option.value.split(' ')[0]));
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

  function show() {
    const debit = sum('debit');
    const credit = sum('credit');
    document.getElementById('zf-debit').textContent = grouped(debit);
    document.getElementById('zf-credit').textContent = grouped(credit);
    difference.textContent = debit === credit
      ? (debit === 0 ? '' : difference.dataset.balanced)
      : difference.dataset.difference + ' ' + grouped(debit - credit);
    difference.className = 'ms-3 ' + (debit === credit ? 'text-success' : 'text-danger');
    const cash = all().some(line => cashCodes.has(field(line, 'account').value.trim().split(/\s+/)[0])
      || field(line, 'cashFlowLine').value || field(line, 'cashFlowLine').classList.contains('is-invalid'));
    table.classList.toggle('zf-no-cash', !cash);
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

  /** What this side lacks to balance the voucher. */
  function balance(input) {
    const side = input.dataset.field;
    const other = side === 'debit' ? 'credit' : 'debit';
    field(input.closest('.zf-line'), other).value = '';
    input.value = plain(sum(other) - sum(side, input));
    show();
  }

  function forward(input) {
    const inputs = Array.from(lines.querySelectorAll('[data-field]')).filter(each => each.offsetParent !== null);
    const next = inputs[inputs.indexOf(input) + 1];
    if (next) {
      next.focus();
    } else {
      add();
    }
  }

  function group(input) {
    if (/^[+-]?[\d,]+(\.\d{0,2})?$/.test(input.value.trim())) {
      input.value = grouped(fen(input.value.trim()));
    }
  }

  lines.addEventListener('focusout', event => {
    if (event.target.matches('.zf-amount')) {
      group(event.target);
    }
  });

  lines.addEventListener('input', event => {
    changed = true;
    const input = event.target;
    const line = input.closest('.zf-line');
    if (input.dataset.field === 'summary' && input.value === '..') {
      copySummary(line);
    }
    if ((input.dataset.field === 'debit' || input.dataset.field === 'credit') && /^[=＝]$/.test(input.value)) {
      balance(input);
    }
    show();
  });

  lines.addEventListener('focusin', event => {
    const line = event.target.closest('.zf-line');
    if (event.target.dataset.field === 'account' && line.previousElementSibling && !field(line, 'summary').value) {
      copySummary(line);
    }
  });

  lines.addEventListener('click', event => {
    if (event.target.closest('[data-remove-line]')) {
      remove(event.target.closest('.zf-line'));
    }
  });

  form.addEventListener('keydown', event => {
    const line = event.target.closest('.zf-line');
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.getElementById('zf-save').click();
    } else if (event.isComposing) {
      return;
    } else if (event.key === 'Enter' && event.target.matches('input')) {
      event.preventDefault();
      if (line) {
        forward(event.target);
      } else {
        field(all()[0], 'summary').focus();
      }
    } else if (event.altKey && line && event.key === 'Insert') {
      event.preventDefault();
      add(line);
    } else if (event.altKey && line && event.key === 'Delete') {
      event.preventDefault();
      remove(line);
    }
  });

  document.getElementById('zf-add-line').addEventListener('click', () => add());
  form.addEventListener('submit', () => { changed = false; });
  window.addEventListener('beforeunload', event => {
    if (changed) {
      event.preventDefault();
    }
  });
  lines.querySelectorAll('.zf-amount').forEach(group);
  number();
  const wrong = form.querySelector('.is-invalid');
  (wrong || field(all()[0], 'summary')).focus();
})();
