export function readsEnglish() {
  const language = (navigator.languages && navigator.languages[0]) || navigator.language || '';
  return language.toLowerCase().startsWith('en');
}

/*
 * An application shows the words it remembers from its last start and fetches new ones for the next; at its very first
 * start it shows keys where it is quicker than they are. So the words are here before it starts.
 */
export default async function speakChinese() {
  if (readsEnglish()) {
    return;
  }
  document.documentElement.lang = 'zh-CN';
  const base = document.querySelector('base');
  const place = base.getAttribute('app-root') + '/app/' + base.getAttribute('app-name') + '/locales/';
  try {
    const response = await fetch(place + 'zh.json?bust=' + window.bust);
    if (response.ok) {
      const remembered = JSON.parse(localStorage.getItem('camunda-web') || '{}');
      remembered[place + '_locales_data_zh_' + window.bust] = await response.text();
      localStorage.setItem('camunda-web', JSON.stringify(remembered));
    }
  } catch (e) {
    console.warn(e);
  }
}
