// Draws each chart from a table of the page, which stays as its readable twin: first column the categories, every
// other column a series; cells carry the bare number in data-value.
(function () {
  const COLOURS = ['#1f6f8b', '#c8553d', '#d9a441', '#4f8a5b', '#7a5c99', '#5c6b73'];
  const font = getComputedStyle(document.body).fontFamily;
  const plain = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 });

  const text = cell => cell.textContent.trim();
  const number = cell => cell.dataset.value === undefined || cell.dataset.value === '' ? null : Number(cell.dataset.value);

  function read(table) {
    const series = [...table.tHead.rows[0].cells].slice(1).map(text);
    const rows = [...table.tBodies[0].rows];
    return {
      series,
      categories: rows.map(row => text(row.cells[0])),
      values: series.map((name, at) => rows.map(row => number(row.cells[at + 1]))),
      links: rows.map(row => [...row.cells].slice(1).map(cell => cell.querySelector('a')?.href))
    };
  }

  /* 12 345 as 1.2 万, as people say it. */
  function short(value) {
    const chinese = document.documentElement.lang.startsWith('zh');
    if (chinese && Math.abs(value) >= 1e8) {
      return plain.format(value / 1e8) + ' 亿';
    }
    return chinese && Math.abs(value) >= 1e4 ? plain.format(value / 1e4) + ' 万' : plain.format(value);
  }

  function columns(data, type) {
    return {
      color: COLOURS,
      textStyle: { fontFamily: font },
      tooltip: { trigger: 'axis', valueFormatter: value => value === null || value === undefined ? '—' : plain.format(value) },
      legend: data.series.length > 1 ? { bottom: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8 } : undefined,
      grid: { left: 8, right: 12, top: 16, bottom: data.series.length > 1 ? 32 : 8, containLabel: true },
      xAxis: { type: 'category', data: data.categories, axisTick: { show: false }, axisLine: { lineStyle: { color: '#adb5bd' } },
        axisLabel: { color: '#495057' } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { formatter: short, color: '#495057' }, splitLine: { lineStyle: { color: '#e9ecef' } } },
      series: data.series.map((name, at) => ({
        name, type: type === 'line' ? 'line' : 'bar', data: data.values[at], stack: type === 'stack' ? 'all' : undefined,
        barMaxWidth: 28, smooth: false, symbolSize: 6, itemStyle: { borderRadius: type === 'bar' ? [3, 3, 0, 0] : 0 }
      }))
    };
  }

  function heat(data) {
    const cells = [];
    data.values.forEach((column, x) => column.forEach((value, y) => cells.push([x, y, value || 0])));
    const most = Math.max(1, ...cells.map(cell => cell[2]));
    return {
      textStyle: { fontFamily: font },
      tooltip: { formatter: item => data.categories[item.value[1]] + ' · ' + data.series[item.value[0]] + '：' + item.value[2] },
      grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: 'category', position: 'top', data: data.series, splitArea: { show: true }, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: '#495057', interval: 0 } },
      yAxis: { type: 'category', inverse: true, data: data.categories, splitArea: { show: true }, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: '#495057' } },
      visualMap: { show: false, min: 0, max: most, inRange: { color: ['#f4f6f7', '#f6d8cf', '#e08e79', '#c8553d'] } },
      series: [{ type: 'heatmap', data: cells, label: { show: true, formatter: item => item.value[2] || '' , color: '#212529' },
        itemStyle: { borderColor: '#fff', borderWidth: 2 } }]
    };
  }

  document.querySelectorAll('.zf-chart').forEach(place => {
    const table = document.getElementById(place.dataset.table);
    if (!table || !table.tBodies[0] || !table.tBodies[0].rows.length) {
      place.remove();
      return;
    }
    const data = read(table);
    place.setAttribute('role', 'img');
    if (!place.hasAttribute('aria-label')) {
      place.setAttribute('aria-label', table.caption ? text(table.caption) : data.series.join('、'));
    }
    const chart = echarts.init(place, null, { renderer: 'canvas' });
    chart.setOption(Object.assign({ animation: !matchMedia('(prefers-reduced-motion: reduce)').matches },
      place.dataset.type === 'heat' ? heat(data) : columns(data, place.dataset.type)));
    if (data.links.some(row => row.some(Boolean))) {
      chart.on('click', item => {
        const link = place.dataset.type === 'heat' ? data.links[item.value[1]][item.value[0]]
          : data.links[item.dataIndex][item.seriesIndex];
        if (link) {
          location.href = link;
        }
      });
    }
    new ResizeObserver(() => chart.resize()).observe(place);
  });
})();
