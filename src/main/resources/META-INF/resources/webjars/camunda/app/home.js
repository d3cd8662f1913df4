/* The way back from Camunda's applications to the product's own pages. */
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

const app = document.querySelector('base').getAttribute('app-name');

const way = () => {
  const link = document.createElement('a');
  link.href = home;
  const icon = document.createElement('span');
  icon.className = 'glyphicon glyphicon-th-large';
  link.append(icon, document.documentElement.lang.startsWith('zh') ? ' 账房首页' : ' Zhangfang');
  return link;
};

/* Admin and Welcome have a menu, but no place in it for others. */
if (!places[app]) {
  new MutationObserver(() => {
    const menu = document.querySelector('nav.app-menu > ul');
    if (menu && !menu.querySelector('.zf-home')) {
      const entry = document.createElement('li');
      entry.className = 'zf-home';
      entry.append(way());
      menu.prepend(entry);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

export default {
  id: 'zhangfang-home',
  pluginPoint: places[app],
  priority: 500,
  render: place => place.append(way())
};
