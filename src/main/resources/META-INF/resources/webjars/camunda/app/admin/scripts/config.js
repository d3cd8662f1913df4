import speakChinese, { readsEnglish } from '../../chinese.js';

await speakChinese();

export default {
  app: readsEnglish() ? { name: 'Admin', vendor: 'Zhangfang' } : { name: '系统管理', vendor: '账房' },
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
  customScripts: ['../dates', '../home'],
  disableWelcomeMessage: true
};
