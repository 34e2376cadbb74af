import { html, nothing, type TemplateResult } from 'lit-html';
import type { Comparison } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { orderLink, pageHead, section, verdictMark } from '../parts/marks';
import { empty } from '../parts/states';

export const comparePage = definePage<Comparison>({
  pattern: 'scenarios/compare',
  section: 'scenarios',
  right: 'scenario.read',
  title: (app) => app.t.scenarios.compare,
  load: (app, _params, signal) => app.client.get<Comparison>('/scenarios/compare', { a: app.query.get('a'), b: app.query.get('b') }, signal),
  show(app, own) {
    const differing = own.sites.filter((line) => line.in_a !== line.in_b);
    return html`${pageHead(app.t.scenarios.compare, `${own.a.name} – ${own.b.name}`, html`<a href=${app.href('scenarios')}>${app.t.nav.scenarios}</a>`)}
      ${section('figures', app.words.figures.title, table(app, own, app.words.figures.title, app.words.certificate.objective, own.figures.map((line) => [html`${app.say(line.name)} <span class="caption">${app.say(line.unit)}</span>`, app.format.written(line.a), app.format.written(line.b), line.a !== line.b])))}
      ${section('sites', app.t.scenarios.differences, differing.length === 0 ? empty(app.t.scenarios.same_sites) : table(app, own, app.t.scenarios.differences, app.words.sites.name, differing.map((line) => [html`${app.say(line.site.name)} <span class="caption">${app.say(line.site.region)}</span>`, line.in_a ?? '–', line.in_b ?? '–', true])))}
      ${section('orders', app.words.contents.orders, table(app, own, app.words.contents.orders, app.words.orders.order, own.orders.map((line) => [html`${orderLink(app, line.id)} ${app.say(line.text)}`, verdictMark(app, line.a), verdictMark(app, line.b), line.a !== line.b])))}`;
  },
});

/** What differs is marked by a word too, not by weight alone. */
const table = (app: App, own: Comparison, caption: string, first: string, lines: [unknown, unknown, unknown, boolean][]): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${caption}><table class="compare"><caption class="unseen">${caption}</caption>
  <thead><tr><th scope="col">${first}</th><th scope="col">${own.a.name}</th><th scope="col">${own.b.name}</th><th scope="col"><span class="unseen">${app.t.scenarios.differs}</span></th></tr></thead>
  <tbody>${lines.map(([name, a, b, differs]) => html`<tr class=${differs ? 'differs' : ''}><th scope="row">${name}</th><td>${a}</td><td>${b}</td><td>${differs ? html`<span class="caption">${app.t.scenarios.differs}</span>` : nothing}</td></tr>`)}</tbody></table></div>`;
