import { html, nothing, render, type TemplateResult } from 'lit-html';
import './styles/index.css';
import { Refused } from './api/client';
import type { Me, Programme } from './api/types';
import { App } from './core/app';
import type { Page } from './core/page';
import { match, preferredLanguage, readAddress, writeAddress, type Route } from './core/router';
import { pages } from './pages';
import { followPalette, palette } from './parts/palette';
import { shell } from './parts/shell';
import { loading, notAllowed, problemView } from './parts/states';

type Shown =
  | { kind: 'loading' }
  | { kind: 'ready'; page: Page; data: unknown }
  | { kind: 'refused' }
  | { kind: 'problem'; problem: Refused['problem'] };

const root = document.getElementById('app')!;
const app = new App(draw, navigate, load);
let shown: Shown = { kind: 'loading' };
let current: Page | undefined;
let leave: (() => void) | undefined;
let asking = new AbortController();
let drawing = false;
let arrived = false;

function main(): TemplateResult | typeof nothing {
  if (shown.kind === 'loading') return loading(app);
  if (shown.kind === 'refused') return notAllowed(app);
  if (shown.kind === 'problem') return problemView(app, shown.problem, () => void load());
  return shown.page.show(app, shown.data);
}

/** Several changes in one turn are drawn once. */
function draw(): void {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    drawNow();
  });
}

function drawNow(): void {
  document.documentElement.lang = app.language;
  const title = shown.kind === 'ready' ? shown.page.title(app, shown.data) : app.t.states[shown.kind === 'loading' ? 'loading' : 'problem'];
  document.title = [title, app.programme ? app.say(app.programme.name) : 'Dostyq'].join(' – ');
  root.dataset.state = shown.kind;
  render(html`${shell(app, current?.section ?? '', main())}${palette(app)}`, root);
  if (shown.kind === 'ready') shown.page.drawn?.(app, shown.data);
}

function route(): Route | undefined {
  const found = readAddress(new URL(location.href));
  if (!found) {
    history.replaceState(null, '', writeAddress(preferredLanguage(navigator.languages), ''));
    return readAddress(new URL(location.href));
  }
  return found;
}

/** Brings the page in line with the address: only the language changed, only the question, or all of it. */
async function follow(): Promise<void> {
  const now = route();
  if (!now) return;
  const sameQuestion = now.path === app.path && now.query.toString() === app.query.toString();
  const samePage = now.path === app.path;
  app.set({ language: now.language });
  app.client.language = now.language;
  if (sameQuestion && shown.kind === 'ready') return;
  app.path = now.path;
  app.query = now.query;
  if (!samePage) app.forget();
  await load(samePage);
  if (!samePage && arrived) arrive();
  arrived = true;
}

/** Tells a reader of the screen that the page is another one. */
function arrive(): void {
  window.scrollTo(0, 0);
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

function navigate(address: string, replace: boolean): void {
  app.notice = null;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  void follow();
}

async function load(keepShown = true): Promise<void> {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const found = pages
    .map((page) => ({ page: page as unknown as Page, params: match(page.pattern, app.path) }))
    .find(({ params }) => params);
  leave?.();
  leave = undefined;
  current = found?.page;
  if (!keepShown || shown.kind !== 'ready' || shown.page !== current) {
    shown = { kind: 'loading' };
    draw();
  }
  try {
    if (!app.programme) await begin();
    if (!found?.params) throw new Refused({ type: 'about:blank', title: '', status: 404 });
    if (found.page.right && !app.may(found.page.right)) shown = { kind: 'refused' };
    else {
      const data = await found.page.load(app, found.params, signal);
      if (signal.aborted) return;
      shown = { kind: 'ready', page: found.page, data };
    }
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Refused)) console.error(error);
    shown = { kind: 'problem', problem: error instanceof Refused ? error.problem : { type: 'about:blank', title: '', status: 0 } };
  }
  drawNow();
  if (shown.kind === 'ready') leave = shown.page.enter?.(app, shown.data) ?? undefined;
}

async function begin(): Promise<void> {
  app.become(await app.client.get<Me>('/me'));
  app.programme = await app.client.get<Programme>('/programme');
}

/** Links within the product change the page without loading all of it anew. */
function follows(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (!readAddress(new URL(link.href)) || link.getAttribute('href')!.startsWith('#')) return;
  event.preventDefault();
  navigate(link.href, false);
}

document.addEventListener('click', follows);
window.addEventListener('popstate', () => void follow());
window.addEventListener('beforeprint', () => {
  app.set({ printing: true });
  drawNow();
});
window.addEventListener('afterprint', () => app.set({ printing: false }));
followPalette(app);
void follow();
