import { render } from 'lit-html';
import './styles/index.css';
import { makeContext } from './core/context';
import type { Report } from './core/model';
import { initialState, readHash, Store, writeHash } from './core/state';
import { hasWebGl, LiveMap } from './map/live_map';
import { page } from './page';

const report = JSON.parse(document.getElementById('report')!.textContent!) as Report;
const store = new Store(initialState(report, location.hash, document.documentElement.dataset.language ?? null));
const root = document.getElementById('app')!;
let webgl = hasWebGl();
let map: LiveMap | undefined;

function draw(): void {
  const context = makeContext(report, store);
  render(page(context, { webgl, width: document.documentElement.clientWidth - 32 }), root);
  document.documentElement.lang = context.state.language;
  document.title = `${context.say(report.programme)} – ${context.say(report.area_name)}`;
  const hash = writeHash(context.state, report);
  if (location.hash !== hash) history.replaceState(null, '', hash);
  map?.update(context);
}

/** The map draws its names with the page's fonts, so these must be there before it. */
async function startMap(): Promise<void> {
  const letters = 'AЯӘҒҚҢӨҰҮҺІ';
  await Promise.all(['400', '700'].map((weight) => document.fonts.load(`${weight} 24px "Noto Sans"`, letters))).catch(
    () => undefined,
  );
  const box = document.getElementById('live-map');
  try {
    if (box) map = new LiveMap(box, makeContext(report, store));
  } catch (error) {
    console.warn(error);
    webgl = false;
    draw();
  }
}

store.subscribe(draw);
window.addEventListener('hashchange', () => store.set(readHash(location.hash, report, store.state)));
window.addEventListener('beforeprint', () => store.set({ printing: true }));
window.addEventListener('afterprint', () => store.set({ printing: false }));
draw();
if (webgl) void startMap();
