// Three selects that depend on each other: province, city, district. Each choice brings the next one's list.
(function () {
  const levels = ['province', 'city', 'district']
      .map(level => document.querySelector(`select[data-division="${level}"]`));
  if (levels.some(select => !select)) {
    return;
  }

  function clear(select) {
    select.length = 1;
    select.disabled = true;
  }

  function fill(select, rows) {
    clear(select);
    rows.forEach(row => {
      const option = new Option(row.name, row.name);
      option.dataset.code = row.code;
      select.add(option);
    });
    select.disabled = rows.length === 0;
    if (rows.length === 1) { // a municipality is its own only city
      select.selectedIndex = 1;
      select.dispatchEvent(new Event('change'));
    }
  }

  levels.forEach((select, at) => {
    const next = levels[at + 1];
    if (!next) {
      return;
    }
    next.disabled = next.length < 2;
    select.addEventListener('change', async () => {
      levels.slice(at + 1).forEach(clear);
      const code = select.selectedOptions[0].dataset.code;
      if (!code) {
        return;
      }
      const answer = await fetch('/api/divisions?within=' + code, { headers: { Accept: 'application/json' } });
      if (answer.ok && select.selectedOptions[0].dataset.code === code) {
        fill(next, (await answer.json()).rows);
      }
    });
  });
})();
