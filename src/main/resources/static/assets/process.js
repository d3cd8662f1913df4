'use strict';
/* Draws a process model with the state of one instance on it. The list below the drawing says the same in words. */
(() => {
  const box = document.querySelector('.zf-diagram');
  if (!box || !window.BpmnJS) {
    return;
  }
  const viewer = new window.BpmnJS({ container: box });
  const nodes = name => (box.dataset[name] || '').split(' ').filter(id => id);

  function mark(canvas, registry) {
    for (const state of ['done', 'now', 'failed']) {
      nodes(state).filter(id => registry.get(id)).forEach(id => canvas.addMarker(id, 'zf-node-' + state));
    }
  }

  /** The whole model where it stays readable; else what is going on now, at a size that can be read. */
  function show(canvas, registry, what) {
    canvas.resized();
    canvas.zoom('fit-viewport', 'auto');
    const node = nodes('failed').concat(nodes('now')).map(id => registry.get(id)).find(found => found);
    if (what === 'fit' || !node || what !== 'now' && canvas.zoom() > 0.6) {
      return;
    }
    canvas.zoom(0.9);
    const view = canvas.viewbox();
    canvas.viewbox({ x: node.x + node.width / 2 - view.width / 2, y: node.y + node.height / 2 - view.height / 2,
      width: view.width, height: view.height });
  }

  viewer.importXML(document.querySelector('.zf-diagram-model').value).then(() => {
    const canvas = viewer.get('canvas');
    const registry = viewer.get('elementRegistry');
    mark(canvas, registry);
    show(canvas, registry);
    document.querySelectorAll('[data-zoom]').forEach(button => button.addEventListener('click', () => {
      if (button.dataset.zoom === 'in' || button.dataset.zoom === 'out') {
        viewer.get('zoomScroll').stepZoom(button.dataset.zoom === 'in' ? 1 : -1);
      } else {
        show(canvas, registry, button.dataset.zoom);
      }
    }));
  });
})();
