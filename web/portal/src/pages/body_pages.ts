import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { BodyDetail, DisciplineSummary, Ref } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { disciplineFigures, disciplineTable } from '../parts/discipline';
import { entryList } from '../parts/entries';
import { bodyLink, known, pageHead, regionLink, rows, section } from '../parts/marks';
import { orderTable } from '../parts/order_table';
import { empty } from '../parts/states';
import { alarmLine, exports } from './orders_page';

export const bodiesPage = definePage<DisciplineSummary>({
  pattern: 'bodies',
  section: 'bodies',
  title: (app) => app.t.nav.bodies,
  load: (app, _params, signal) => app.client.get<DisciplineSummary>('/discipline', {}, signal),
  show: (app, summary) => html`${pageHead(app.t.discipline.title, app.t.discipline.lead, fill(app.words.head.as_of, { date: app.format.longDate(summary.as_of) }))}
    ${section('overall', app.t.discipline.overall, disciplineFigures(app, summary.overall))}
    ${section('by-body', app.t.discipline.by_body, summary.bodies.length > 0 ? disciplineTable(app, summary.bodies) : empty(app.t.body.none))}
    ${exports(app)}`,
});

/** On paper this page is what lies on the table at a meeting: the counts, the alarms, every order with its verdict and date. */
export const bodyPage = definePage<BodyDetail>({
  pattern: 'bodies/:id',
  section: 'bodies',
  title: (app, body) => app.say(body.name),
  load: (app, { id }, signal) => app.client.get<BodyDetail>(`/bodies/${encodeURIComponent(id!)}`, {}, signal),
  show: (app, body) => html`${pageHead(app.say(body.name), nothing, app.t.discipline.body)}
    ${rows([
      [app.t.area, known(app, body.area && areaLink(app, body.area))],
      ...(body.from || body.to ? [[app.t.body.period, `${app.day(body.from)} – ${body.to ? app.format.date(body.to) : app.t.body.now}`] as [string, unknown]] : []),
      ...succession(app, app.t.body.predecessors, body.predecessors),
      ...succession(app, app.t.body.successors, body.successors),
    ])}
    ${section('discipline', app.t.discipline.title, html`${disciplineFigures(app, body.discipline)}
      ${body.alarms.length > 0 ? html`<ul class="alarms">${body.alarms.map((alarm) => alarmLine(app, alarm))}</ul>` : nothing}
      ${exports(app, `/bodies/${encodeURIComponent(body.id)}/discipline`)}`)}
    ${section('orders', app.words.contents.orders, body.order_list.length > 0 ? orderTable(app, 'orders', app.words.contents.orders, body.order_list) : empty(app.t.body.no_orders))}
    ${section('entries', app.t.body.entries, html`<p class="intro">${app.t.body.entries_note}</p>${entryList(app, body.entries)}`)}`,
});

const areaLink = (app: App, area: Ref): unknown => (app.programme?.regions.some((region) => region.id === area.id) ? regionLink(app, area.id) : app.say(area.name));

const succession = (app: App, name: string, list: BodyDetail['successors']): [string, TemplateResult][] =>
  list.length === 0 ? [] : [[name, html`${list.map(({ body, on }) => html`<p>${bodyLink(app, body)} <span class="caption">${app.format.date(on)}</span></p>`)}`]];
