/* The way back from Tasklist and Cockpit to the product's own pages. */
const camunda = document.querySelector('base').getAttribute('app-root');
const home = camunda.replace(/\/camunda$/, '') + '/';

const places = {
  tasklist: 'tasklist.navbar.action',
  cockpit: 'cockpit.navigation'
};

export default {
  id: 'zhangfang-home',
  pluginPoint: places[document.querySelector('base').getAttribute('app-name')],
  priority: 500,
  render: place => {
    const link = document.createElement('a');
    link.href = home;
    const icon = document.createElement('span');
    icon.className = 'glyphicon glyphicon-th-large';
    link.append(icon, document.documentElement.lang.startsWith('zh') ? ' 账房首页' : ' Zhangfang');
    place.append(link);
  }
};
