import { readsEnglish } from './chinese.js';

/*
 * The date picker, the time picker and the date filter of AngularJS take their words from $locale, which the locale files
 * of the applications do not reach. Runs before the application starts.
 */
const dates = {
  AMPMS: ['上午', '下午'],
  DAY: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  ERANAMES: ['公元前', '公元'],
  ERAS: ['公元前', '公元'],
  FIRSTDAYOFWEEK: 0,
  MONTH: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  SHORTDAY: ['日', '一', '二', '三', '四', '五', '六'],
  SHORTMONTH: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  STANDALONEMONTH: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  fullDate: 'yyyy年M月d日EEEE',
  longDate: 'yyyy年M月d日',
  medium: 'yyyy-MM-dd HH:mm:ss',
  mediumDate: 'yyyy-MM-dd',
  mediumTime: 'HH:mm:ss',
  short: 'yyyy-MM-dd HH:mm',
  shortDate: 'yyyy-MM-dd',
  shortTime: 'HH:mm'
};

if (!readsEnglish()) {
  const angular = window.angular;
  angular.module('ng').run(['$locale', $locale => Object.assign($locale.DATETIME_FORMATS, dates)]);
  angular.module('ui.bootstrap.datepicker').run(['uibDatepickerConfig', config => Object.assign(config, {
    formatDayTitle: 'yyyy年 MMMM',
    formatMonthTitle: 'yyyy年',
    startingDay: 1,
    showWeeks: false
  })]);
  angular.module('ui.bootstrap.datepickerPopup').run(['uibDatepickerPopupConfig', config => Object.assign(config, {
    currentText: '今天',
    clearText: '清除',
    closeText: '完成'
  })]);
  angular.module('ui.bootstrap.timepicker').run(['uibTimepickerConfig', config => Object.assign(config, {
    showMeridian: false
  })]);
}
