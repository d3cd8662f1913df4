import speakChinese, { readsEnglish } from '../../chinese.js';

await speakChinese();

export default {
  app: readsEnglish() ? { name: 'Welcome', vendor: 'Zhangfang' } : { name: '首页', vendor: '账房' },
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  dateFormat: {
    monthName: 'MMMM',
    day: 'DD',
    abbr: 'YYYY-MM-DD HH:mm',
    normal: 'YYYY-MM-DD HH:mm',
    long: 'YYYY-MM-DD dddd HH:mm',
    short: 'YYYY-MM-DD'
  },
  links: [
    {
      label: '账房首页',
      href: document.querySelector('base').getAttribute('app-root').replace(/\/camunda$/, '') + '/',
      description: '企业、订单、账簿与报表',
      priority: 10
    }
  ],
  customScripts: ['../home'],
  disableWelcomeMessage: true
};
