/* The way back from Tasklist and Cockpit to the product's own pages. */
const camunda = document.querySelector('base').getAttribute('app-root');
const home = camunda.replace(/\/camunda$/, '') + '/';

const places = {
  tasklist: 'tasklist.navbar.action',
  cockpit: 'cockpit.navigation'
};

/* Tasklist links each task to Cockpit, also for those whom Cockpit refuses. */
const watchers = ['process-owners', 'camunda-admin'];
fetch(home + 'api/session').then(answer => answer.json()).then(session => {
  if (!session.roles.some(role => watchers.includes(role))) {
    document.body.classList.add('zf-without-cockpit');
  }
});

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
