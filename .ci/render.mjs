// Draws BPMN models as PNG at twice the size, as bpmn-js shows them. Called by .ci/render.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import puppeteer from 'puppeteer-core';

const MARGIN = 20;
const [directory, ...models] = process.argv.slice(2);
const viewer = createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js');
if (!process.env.CHROMIUM) {
  console.error('no Chromium found: apt-get install chromium');
  process.exit(1);
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
let failed = false;
try {
  await mkdir(directory, { recursive: true });
  for (const model of models) {
    const picture = join(directory, basename(model).replace(/\.bpmn$/, '') + '.png');
    try {
      await draw(model, picture);
      console.log(picture);
    } catch (error) {
      failed = true;
      console.error(`${model}: ${error.message}`);
    }
  }
} finally {
  await browser.close();
}
process.exit(failed ? 1 : 0);

async function draw(model, picture) {
  const page = await browser.newPage();
  try {
    await page.setContent(`<!doctype html><meta charset="utf-8">
      <style>body { margin: 0; background: white } .bjs-powered-by { display: none }</style><div id="canvas"></div>`);
    await page.addScriptTag({ path: viewer });
    const size = await page.evaluate(async (xml, margin) => {
      const font = '"Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", sans-serif';
      const canvas = document.getElementById('canvas');
      canvas.style.width = canvas.style.height = '100px';
      const bpmn = new BpmnJS({
        container: canvas,
        textRenderer: { defaultStyle: { fontFamily: font }, externalStyle: { fontFamily: font } },
      });
      const { warnings } = await bpmn.importXML(xml);
      if (warnings.length) {
        throw new Error(warnings.map(warning => warning.message).join('; '));
      }
      // the drawn area is only known after drawing; inner holds texts that stick out of their element, too
      const drawn = canvas.querySelector('.viewport').getBBox();
      const area = {
        x: drawn.x - margin, y: drawn.y - margin,
        width: Math.ceil(drawn.width + 2 * margin), height: Math.ceil(drawn.height + 2 * margin),
      };
      canvas.style.width = `${area.width}px`;
      canvas.style.height = `${area.height}px`;
      bpmn.get('canvas').resized();
      bpmn.get('canvas').viewbox(area);
      return { width: area.width, height: area.height };
    }, await readFile(model, 'utf8'), MARGIN);
    await page.setViewport({ ...size, deviceScaleFactor: 2 });
    await page.screenshot({ path: picture });
  } finally {
    await page.close();
  }
}
