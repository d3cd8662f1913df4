// The list of vouchers by keyboard: j and k or the arrows move, x chooses, Enter opens, e edits, n writes, / searches.
(function () {
  const form = document.getElementById('zf-vouchers');
  if (!form) {
    return;
  }
  const vouchers = Array.from(form.querySelectorAll('tbody[data-address]'));
  const chosen = form.querySelector('[data-chosen]');
  const nothing = chosen ? chosen.textContent : '';

  function boxOf(voucher) {
    return voucher.querySelector('input[name=ids]');
  }

  function tell() {
    const count = vouchers.filter(voucher => boxOf(voucher).checked).length;
    chosen.textContent = count === 0 ? nothing : chosen.dataset.text.replace('#', count);
    vouchers.forEach(voucher => voucher.classList.toggle('zf-ticked', boxOf(voucher).checked));
  }

  function move(step) {
    const at = vouchers.indexOf(document.activeElement.closest('tbody'));
    const next = vouchers[at < 0 ? 0 : Math.max(0, Math.min(vouchers.length - 1, at + step))];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    }
  }

  form.addEventListener('change', () => setTimeout(tell));

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input:not([type=checkbox]), select, textarea, dialog, .dropdown-menu')) {
      return;
    }
    const here = document.activeElement.closest('tbody[data-address]');
    const commands = {
      j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
      n: () => { const link = document.querySelector('[data-new]'); if (link) { link.click(); } },
      '/': () => document.querySelector('[data-search]').focus(),
      x: () => { if (here) { boxOf(here).click(); } },
      e: () => { const link = here && here.querySelector('[data-edit]'); if (link) { window.location = link.href; } },
    };
    if (commands[event.key] && vouchers.length + (event.key === 'n' ? 1 : 0) > 0) {
      event.preventDefault();
      commands[event.key]();
    } else if (event.key === 'Enter' && document.activeElement === here && here) {
      window.location = here.dataset.address;
    }
  });
  if (chosen) {
    tell();
  }
})();
