/*
 * Most urgent first. Tasklist reads the order of its list from its address, and sorts by creation where the address says
 * nothing, whatever the filter asks for. Runs before the application starts.
 */
const URGENT_FIRST = encodeURIComponent(JSON.stringify([{ sortBy: 'dueDate', sortOrder: 'asc' }]));

if (!location.hash.includes('sorting=')) {
  const hash = location.hash || '#/';
  const separator = hash.includes('?') ? (hash.endsWith('?') ? '' : '&') : '?';
  history.replaceState(history.state, '', hash + separator + 'sorting=' + URGENT_FIRST);
}
