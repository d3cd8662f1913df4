import speakChinese, { readsEnglish } from '../../chinese.js';

await speakChinese();

// A task outside any process has no place here, notes are written on the product's own pages, and the engine keeps no
// history of single tasks.
document.querySelector('base').setAttribute('cam-exclude-plugins', [
  'tasklist.navbar.action:create-task-action',
  'tasklist.task.action:task-action-comment',
  'tasklist.task.detail:task-detail-history'
].join(','));

export default {
  app: readsEnglish() ? { name: 'Tasklist', vendor: 'Zhangfang' } : { name: '任务列表', vendor: '账房' },
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
  customScripts: ['../dates', '../home', 'forms', 'sorting'],
  disableWelcomeMessage: true,
  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: '认领当前选中的任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: '跳到第一个筛选器'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: '跳到列表中的第一个任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: '跳到任务表单的第一个输入框'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: '打开“启动流程”窗口'
    }
  }
};
