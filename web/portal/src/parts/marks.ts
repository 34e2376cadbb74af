import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { confidenceMark, verdictMark } from '../../../src/parts/icons';
import type { Alarm, MapSite, OrderBrief, Ref, SiteState, VerdictMove } from '../api/types';
import type { App } from '../core/app';

export { confidenceMark, verdictMark };

export const orderLink = (app: App, id: string): TemplateResult => html`<a class="order-id" href=${app.href(`orders/${id}`)}>${id}</a>`;

export const bodyLink = (app: App, body: Ref | null): TemplateResult =>
  body ? html`<a href=${app.href(`bodies/${body.id}`)}>${app.say(body.name)}</a>` : html`<span class="not-known">${app.t.not_known}</span>`;

/** Who did it: a body by its name, a person as recorded. */
export function byWhom(app: App, by: string): string {
  const body = app.programme?.bodies.find((own) => own.id === by);
  return body ? app.say(body.name) : by;
}

export const regionLink = (app: App, id: string): TemplateResult => {
  const region = app.programme?.regions.find((known) => known.id === id);
  return region ? html`<a href=${app.href(`regions/${id}`)}>${app.say(region.name)}</a>` : html`${id}`;
};

export const siteLink = (app: App, site: Pick<MapSite, 'id' | 'name'>): TemplateResult =>
  html`<a href=${app.href(`sites/${site.id}`)}>${app.say(site.name)}</a>`;

export const stateMark = (app: App, state: SiteState): TemplateResult => html`<span class="site-state ${state}">${app.t.site_state[state]}</span>`;

/** "R1: no data → met". */
export const verdictMove = (app: App, move: VerdictMove): TemplateResult =>
  html`${orderLink(app, move.order)} ${verdictMark(app, move.before)} <span aria-hidden="true">→</span><span class="unseen">${app.t.becomes}</span> ${verdictMark(app, move.after)}`;

/** An alarm: a shape, its name, since when. */
export const alarmMark = (app: App, alarm: Pick<Alarm, 'kind'>, times = 1): TemplateResult => html`<span class="alarm ${alarm.kind}"
  ><svg viewBox="0 0 16 16" aria-hidden="true"><path class="line" d="M8 1.6a4.4 4.4 0 0 1 4.4 4.4c0 4 1.6 5.4 1.6 5.4H2s1.6-1.4 1.6-5.4A4.4 4.4 0 0 1 8 1.6ZM6.4 13.6a1.7 1.7 0 0 0 3.2 0"/></svg
  >${app.t.alarms[alarm.kind]}${times > 1 ? ` × ${times}` : ''}</span>`;

/** One mark for each kind of alarm: what four bodies are silent about is one mark, × 4. */
export const alarmMarks = (app: App, alarms: Alarm[]): TemplateResult | typeof nothing =>
  alarms.length > 0 ? html`<span class="alarm-list">${[...new Set(alarms.map(({ kind }) => kind))].map((kind) => alarmMark(app, { kind }, alarms.filter((one) => one.kind === kind).length))}</span>` : nothing;

/** Due: the day, whose reading it is, and how late. Red only after the day has ended, which the server decides (`days_late`). */
export function dueCell(app: App, order: OrderBrief): TemplateResult {
  if (!order.due) return html`${app.words.orders.no_due}`;
  const late = (order.days_late ?? 0) > 0;
  return html`${app.format.date(order.due)}${order.due_is_interpreted ? html`<span class="caption"> ${app.words.orders.due_interpreted}</span>` : nothing}
    ${late ? html`<span class="late ${order.met_on ? 'done' : ''}">${fill(order.met_on ? app.t.orders.done_late : app.t.orders.late, { n: order.days_late! })}</span>` : nothing}`;
}

/** A list of name and value; an absent value is "not known". */
export const rows = (list: [string, unknown][]): TemplateResult => html`<dl class="rows">${list.map(
  ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
)}</dl>`;

export const known = (app: App, value: unknown): unknown =>
  value === null || value === undefined || value === '' ? html`<span class="not-known">${app.t.not_known}</span>` : value;

/** Page title and what stands under it. */
export const pageHead = (title: unknown, lead?: unknown, eyebrow?: unknown): TemplateResult => html`<header class="page-head">
  ${eyebrow ? html`<p class="eyebrow">${eyebrow}</p>` : nothing}<h1 tabindex="-1">${title}</h1>${lead ? html`<p class="lead">${lead}</p>` : nothing}</header>`;

export const section = (id: string, title: string, content: unknown): TemplateResult =>
  html`<section aria-labelledby="${id}-title" class="part"><h2 id="${id}-title">${title}</h2>${content}</section>`;
