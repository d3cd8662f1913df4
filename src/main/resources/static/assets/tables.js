// Tables that are whole on their page are sorted and exported by the browser: class zf-sortable, data-export the file's name.
(function () {
  const words = document.body.dataset;
  const order = new Intl.Collator('zh-CN', { numeric: true });
  const value = cell => cell === undefined ? '' : cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim();

  function compare(a, b) {
    const numbers = [a, b].map(text => text === '' ? NaN : Number(text));
    return numbers.some(Number.isNaN) ? order.compare(a, b) : numbers[0] - numbers[1];
  }

  function sortBy(table, heading, column) {
    const down = heading.getAttribute('aria-sort') === 'ascending';
    table.querySelectorAll('thead th[aria-sort]').forEach(other => other.removeAttribute('aria-sort'));
    heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const body = table.tBodies[0];
    [...body.rows].map((row, at) => ({ row, at, key: value(row.cells[column]) }))
      .sort((a, b) => (down ? -1 : 1) * compare(a.key, b.key) || a.at - b.at)
      .forEach(each => body.append(each.row));
  }

  /* What a spreadsheet would take for a formula is told to be text. */
  function quoted(text) {
    const safe = /^[=+@\t\r]|^-(?![\d.,]+$)/.test(text) ? "'" + text : text;
    return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function save(table) {
    const rows = [...table.querySelectorAll('tr')].map(row => [...row.cells]
      .filter(cell => !cell.classList.contains('zf-no-export'))
      .map(cell => quoted(cell.tagName === 'TD' && cell.dataset.value !== undefined ? cell.dataset.value
        : cell.textContent.trim().replace(/\s+/g, ' '))).join(','));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['\uFEFF' + rows.join('\r\n')], { type: 'text/csv' }));
    link.download = table.dataset.export + '.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  document.querySelectorAll('table.zf-sortable').forEach(table => {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      if (!heading.textContent.trim()) {
        return;
      }
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'zf-sort';
      button.title = words.sort;
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener('click', () => sortBy(table, heading, column));
    });
    if (table.dataset.export) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'btn btn-sm btn-outline-secondary zf-export zf-no-print';
      button.textContent = words.export;
      button.addEventListener('click', () => save(table));
      const place = table.closest('.card')?.querySelector('.card-header') ?? table.closest('.table-responsive') ?? table;
      if (place.classList.contains('card-header')) {
        place.append(button);
      } else {
        place.before(button);
      }
    }
  });
})();
