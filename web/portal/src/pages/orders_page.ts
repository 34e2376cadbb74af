import { html, nothing, type TemplateResult } from 'lit-html';
import { verdicts, type Verdict } from '../../../src/core/model';
import { fill } from '../../../src/core/words';
import { address } from '../api/client';
import type { Alarm, AlarmKind, List, OrderBrief } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { orderTable } from '../parts/order_table';
import { alarmMark, orderLink, pageHead, section, verdictMark } from '../parts/marks';
import { empty } from '../parts/states';

/** Sooner to be looked at first. */
const alarmKinds: AlarmKind[] = ['reported_but_disagrees', 'late', 'breach_forecast', 'silence', 'stale_evidence'];

export const ordersPage = definePage<List<OrderBrief>>({
  pattern: 'orders',
  section: 'orders',
  title: (app) => app.words.contents.orders,
  load: (app, _params, signal) => app.client.get<List<OrderBrief>>('/orders', { limit: 500 }, signal),
  show(app, { items }) {
    const judged = items.filter((order) => order.modality !== 'described');
    const background = items.filter((order) => order.modality === 'described');
    const shown = judged.filter((order) => passes(app, order));
    return html`${pageHead(app.words.orders.title, app.words.orders.intro)}
      ${items.length === 0 ? empty(app.t.orders.none) : html`${tally(app, judged)}${alarms(app, judged)}
      <section class="part" aria-labelledby="list-title"><h2 id="list-title">${app.t.orders.list}</h2>
        ${filters(app, judged)}${orderTable(app, 'orders', app.t.orders.list, shown)}${exports(app)}</section>
      ${background.length > 0 ? section('background', fill(app.words.orders.background, { n: background.length }), html`<p class="caption">${app.words.orders.background_meaning}</p>
        <ul class="plain-list">${background.map((order) => html`<li>${orderLink(app, order.id)} ${app.say(order.text)}</li>`)}</ul>`) : nothing}`}`;
  },
});

const passes = (app: App, order: OrderBrief): boolean => {
  const { query } = app;
  const verdict = query.get('verdict');
  const region = query.get('region');
  const body = query.get('body');
  const alarm = query.get('alarm');
  return (
    (!verdict || order.today === verdict) &&
    (!region || order.regions.length === 0 || order.regions.includes(region)) &&
    (!body || order.body_ids.includes(body)) &&
    (!alarm || order.alarms.some(({ kind }) => kind === alarm))
  );
};

/** How many orders have which verdict. What is met on demo data only is told apart and never counted as met. */
function tally(app: App, judged: OrderBrief[]): TemplateResult {
  const onDemo = judged.filter((order) => order.today === 'met' && order.confidence === 'demo').length;
  const count = (verdict: Verdict) => judged.filter((order) => order.today === verdict).length - (verdict === 'met' ? onDemo : 0);
  const late = judged.filter((order) => order.met_on && (order.days_late ?? 0) > 0).length;
  return html`<dl class="tally">${verdicts
    .filter((verdict) => verdict !== 'described')
    .map((verdict) => html`<div><dt>${verdictMark(app, verdict)}</dt><dd><a href=${app.href('orders', { verdict })}>${count(verdict)}</a>
      ${verdict === 'met' ? html`<span class="caption">${late > 0 ? fill(app.t.discipline.met_late, { n: late }) : nothing} ${onDemo > 0 ? fill(app.t.discipline.met_on_demo, { n: onDemo }) : nothing}</span>` : nothing}</dd></div>`)}</dl>`;
}

function alarms(app: App, judged: OrderBrief[]): TemplateResult | typeof nothing {
  const all = judged.flatMap((order) => order.alarms);
  if (all.length === 0) return nothing;
  const sorted = [...all].sort((a, b) => alarmKinds.indexOf(a.kind) - alarmKinds.indexOf(b.kind));
  return section('alarms', fill(app.t.alarms.title, { n: all.length }), html`<ul class="alarms">${sorted.map((alarm) => alarmLine(app, alarm))}</ul>`);
}

export const alarmLine = (app: App, alarm: Alarm): TemplateResult => html`<li>${alarmMark(app, alarm)} ${orderLink(app, alarm.order)}
  <span>${app.say(alarm.text)} <span class="caption">${fill(app.t.alarms.since, { day: app.format.date(alarm.since) })}</span></span></li>`;

function filters(app: App, judged: OrderBrief[]): TemplateResult {
  const ask = (name: string) => (event: Event) =>
    app.ask({ ...Object.fromEntries(app.query), [name]: (event.target as HTMLSelectElement).value });
  const choice = (name: string, label: string, all: string, options: [string, string][]) => html`<label><span>${label}</span>
    <select id="filter-${name}" @change=${ask(name)}><option value="">${all}</option>
    ${options.map(([value, text]) => html`<option value=${value} ?selected=${app.query.get(name) === value}>${text}</option>`)}</select></label>`;
  const bodies = new Set(judged.flatMap((order) => order.body_ids));
  return html`<div class="table-tools filters">
    ${choice('verdict', app.words.orders.today, app.words.orders.all, verdicts.filter((own) => own !== 'described').map((own) => [own, app.words.verdict[own]]))}
    ${choice('alarm', app.t.alarms.label, app.t.alarms.any, alarmKinds.map((kind) => [kind, app.t.alarms[kind]]))}
    ${choice('region', app.words.bar.region, app.words.bar.all_regions, (app.programme?.regions ?? []).map((own) => [own.id, app.say(own.name)]))}
    ${choice('body', app.t.discipline.body, app.t.orders.any_body, (app.programme?.bodies ?? []).filter((own) => bodies.has(own.id)).map((own) => [own.id, app.say(own.name)]))}
    ${app.query.size > 0 ? html`<button type="button" class="plain" @click=${() => app.ask({})}>${app.t.orders.clear}</button>` : nothing}
  </div>`;
}

/** The files that the server makes; each in the page's language. */
export const exports = (app: App, path = '/discipline'): TemplateResult => html`<p class="exports"><span>${app.t.take_away}</span>
  ${['xlsx', 'csv', 'pdf'].map((kind) => html`<a href=${address(`${path}.${kind}`, { lang: app.language })} download>${kind.toUpperCase()}</a>`)}
  ${path === '/discipline' ? html`<a href=${address('/deadlines.ics', { lang: app.language })} download>${app.t.orders.calendar}</a>` : nothing}
  <button type="button" class="plain" @click=${() => window.print()}>${app.words.bar.print}</button></p>`;
