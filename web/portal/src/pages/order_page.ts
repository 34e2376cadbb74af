import { html, nothing, type TemplateResult } from 'lit-html';
import type { Text } from '../../../src/core/model';
import { fill } from '../../../src/core/words';
import type { EvidenceKey, Extension, List, OrderDetail } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { evidenceForm, evidenceList } from '../parts/evidence';
import { history } from '../parts/history';
import { alarmMark, bodyLink, byWhom, confidenceMark, dueCell, known, pageHead, regionLink, rows, section, verdictMark } from '../parts/marks';
import { fragileMark } from '../../../src/parts/icons';
import { entryList } from '../parts/entries';
import { siteTable } from '../parts/site_table';
import { empty } from '../parts/states';
import { timeline } from '../parts/timeline';
import { interpretations } from '../parts/interpretations';
import { extensionPart, reportPart } from '../parts/order_forms';

interface Data {
  order: OrderDetail;
  keys: EvidenceKey[];
}

export const orderPage = definePage<Data>({
  pattern: 'orders/:id',
  section: 'orders',
  title: (_app, { order }) => order.id,
  async load(app, { id }, signal) {
    const path = `/orders/${encodeURIComponent(id!)}`;
    const [order, keys] = await Promise.all([
      app.client.get<OrderDetail>(path, {}, signal),
      app.may('evidence.write') ? app.client.get<List<EvidenceKey>>(`${path}/evidence-keys`, {}, signal) : { items: [] },
    ]);
    return { order, keys: keys.items };
  },
  show: (app, { order, keys }) => html`<article class="order-page">
    ${pageHead(app.say(order.text), nothing, html`${order.id} · ${app.words.modality[order.modality]} · ${app.format.date(order.date)}`)}
    ${verdict(app, order)}
    ${order.alarms.length > 0 ? html`<ul class="alarms">${order.alarms.map((alarm) => html`<li>${alarmMark(app, alarm)} <span>${app.say(alarm.text)} <span class="caption">${fill(app.t.alarms.since, { day: app.format.date(alarm.since) })}</span></span></li>`)}</ul>` : nothing}
    ${order.modality === 'described' ? html`<p>${app.words.orders.background_meaning}</p>` : section('requirement', app.words.details.requirement, order.requirements.length > 0 ? texts(app, order.requirements) : empty(app.words.details.no_reading))}
    ${order.modality === 'described' ? nothing : section('witness', app.words.details.witness, witness(app, order))}
    ${section('evidence', app.t.evidence.heading, html`${evidenceList(app, order.evidence)}
      ${app.may('evidence.write') ? html`<details class="do"><summary>${app.t.evidence.file_it}</summary>${evidenceForm(app, { order: order.id, keys })}</details>` : nothing}`)}
    ${section('bodies', app.words.details.bodies, bodies(app, order))}
    ${section('source', app.words.details.source, source(app, order))}
    ${order.modality === 'described' ? nothing : section('readings', app.t.readings.title, interpretations(app, order))}
    ${section('related', app.t.orders.related, related(app, order))}
    ${order.modality === 'described' ? nothing : section('extensions', app.t.extensions.title, extensions(app, order))}
    ${section('history', app.t.orders.history, html`${timeline(app, order.history)}${app.me.account ? history(app, `order/${order.id}`) : nothing}`)}
  </article>`,
});

/** Computed, never typed in; what someone reported stands beside it as what it is. */
function verdict(app: App, order: OrderDetail): TemplateResult {
  return rows([
    [app.words.orders.today, html`${verdictMark(app, order.today)} ${confidenceMark(app, order.confidence)}`],
    [app.words.orders.in_plan, order.plannable ? html`${verdictMark(app, order.plan)} ${order.fragile ? fragileMark(app) : nothing}` : app.words.orders.not_plannable],
    [app.words.orders.due, dueCell(app, order)],
    ...(order.days_left !== null && !order.met_on && order.days_left >= 0 ? [[app.words.details.time_left, fill(app.words.details.days_left, { n: app.format.number(order.days_left) })] as [string, unknown]] : []),
    ...(order.met_on ? [[app.t.orders.met_on, app.format.date(order.met_on)] as [string, unknown]] : []),
    [app.t.orders.last_record, order.last_record ? app.format.date(order.last_record) : html`<span class="silent">${app.t.orders.silence}</span>`],
    ...(order.reported ? [[app.t.orders.reported, fill(order.reported.by ? app.t.orders.reported_by : app.t.orders.reported_on, { day: app.format.date(order.reported.on), by: byWhom(app, order.reported.by) })] as [string, unknown]] : []),
    ...(order.forecast ? [[app.t.orders.forecast, forecast(app, order.forecast)] as [string, unknown]] : []),
  ]);
}

const forecast = (app: App, own: NonNullable<OrderDetail['forecast']>): TemplateResult => html`${app.say(own.text)}
  ${own.slack_days === null ? nothing : html`<span class="caption">${fill(app.t.orders.slack, { n: app.format.number(own.slack_days) })}</span>`}`;

const texts = (app: App, list: Text[]): TemplateResult =>
  list.length === 1 ? html`<p class="read-back">${app.say(list[0]!)}</p>` : html`<ul class="read-back">${list.map((text) => html`<li>${app.say(text)}</li>`)}</ul>`;

const witness = (app: App, order: OrderDetail): TemplateResult => html`
  ${order.witness.length > 0 ? texts(app, order.witness) : empty(app.t.orders.no_witness)}
  ${order.shortfall > 0 && order.today !== 'met' ? html`<p>${fill(app.words.details.shortfall, { n: app.format.number(order.shortfall) })}</p>` : nothing}
  ${order.plan_witness.length > 0 ? html`<h3>${app.words.details.plan_witness}</h3>${texts(app, order.plan_witness)}` : nothing}
  ${app.may('evidence.write') ? reportPart(app, order) : nothing}`;

const bodies = (app: App, order: OrderDetail): TemplateResult => html`
  ${order.body_ids.length === 0 ? html`<p>${app.words.details.no_bodies}</p>` : html`<ul class="plain-list">${order.body_ids.map((id, i) => html`<li>${bodyLink(app, { id, name: order.bodies[i]! })}</li>`)}</ul>`}
  ${order.regions.length > 0 ? html`<p>${app.words.details.regions}: ${order.regions.map((id, i) => html`${i > 0 ? ', ' : ''}${regionLink(app, id)}`)}</p>` : nothing}`;

function source(app: App, order: OrderDetail): TemplateResult {
  const own = order.passage_source;
  return html`${own.text ? html`<blockquote>${app.say(own.text)}</blockquote>` : nothing}
    ${rows([
      [app.t.orders.source_title, own.url && /^https?:/.test(own.url) ? html`<a href=${own.url} rel="noopener noreferrer">${app.say(order.source)}</a>` : app.say(order.source)],
      [app.t.orders.passage, fill(app.words.orders.passage, { n: order.passage })],
      [app.t.orders.published, known(app, own.published && app.format.date(own.published))],
      [app.t.orders.issuer, known(app, order.issuer && bodyLink(app, order.issuer))],
      ...(order.session ? [[app.t.sessions.one, html`<a href=${app.href(`sessions/${order.session}`)}>${app.t.sessions.open}</a>`] as [string, unknown]] : []),
    ])}`;
}

const related = (app: App, order: OrderDetail): TemplateResult => html`
  ${order.related.sites.length > 0 ? siteTable(app, 'related', app.t.orders.related, order.related.sites) : empty(app.t.orders.no_related)}
  ${order.related.entries.length > 0 ? html`<h3>${app.t.body.entries}</h3>${entryList(app, order.related.entries, true)}` : nothing}`;

const extensions = (app: App, order: OrderDetail): TemplateResult => html`
  ${order.extensions.length === 0 ? empty(app.t.extensions.none) : html`<ul class="plain-list">${order.extensions.map((own) => extension(app, own))}</ul>`}
  ${app.me.account ? extensionPart(app, order) : nothing}`;

const extension = (app: App, own: Extension): TemplateResult => html`<li><b>${app.t.extensions[own.state]}</b>
  ${fill(app.t.extensions.line, { asked: app.format.date(own.asked_on), until: app.format.date(own.until) })} ${own.reason} <span class="caption">${byWhom(app, own.asked_by)}</span></li>`;
