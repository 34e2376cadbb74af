import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { dataTable, type Column } from '../../../src/parts/data_table';
import type { BodyBrief, Discipline, Verdict } from '../api/types';
import type { App } from '../core/app';
import { bodyLink, verdictMark } from './marks';

const shown: (Verdict & keyof Discipline)[] = ['met', 'on_track', 'at_risk', 'not_met', 'no_data'];

/** Counts by verdict, and what stands behind them: late but done, silence, extensions, reports that the register contradicts. */
export const disciplineFigures = (app: App, own: Discipline): TemplateResult => html`<dl class="tally">
  <div><dt>${app.t.discipline.orders}</dt><dd>${own.orders}</dd></div>
  ${shown.map((verdict) => html`<div><dt>${verdictMark(app, verdict)}</dt><dd>${own[verdict]}${verdict === 'met' ? metParts(app, own) : nothing}</dd></div>`)}
  <div><dt>${app.t.discipline.silent}</dt><dd>${own.silent}</dd></div>
  <div><dt>${app.t.discipline.extensions}</dt><dd>${own.extensions}</dd></div>
  <div><dt>${app.t.alarms.reported_but_disagrees}</dt><dd>${own.reported_but_disagrees}</dd></div>
</dl>`;

const metParts = (app: App, own: Discipline): TemplateResult => html`<span class="caption">
  ${own.met_late > 0 ? fill(app.t.discipline.met_late, { n: own.met_late }) : nothing}
  ${own.met_on_demo > 0 ? fill(app.t.discipline.met_on_demo, { n: own.met_on_demo }) : nothing}</span>`;

/** One line a body. */
export function disciplineTable(app: App, bodies: BodyBrief[]): TemplateResult {
  const count = (id: keyof Discipline, name: string): Column<BodyBrief> => ({ id, name, value: (body) => body.discipline[id], numeric: true });
  return dataTable(app, {
    id: 'discipline',
    caption: app.t.discipline.by_body,
    rows: bodies,
    brief: 100,
    firstSort: { column: 'orders', descending: true },
    search: (body) => Object.values(body.name),
    columns: [
      { id: 'name', name: app.t.discipline.body, value: (body) => app.say(body.name), cell: (body) => bodyLink(app, body) },
      count('orders', app.t.discipline.orders),
      ...shown.map((verdict) => count(verdict, app.words.verdict[verdict])),
      count('met_late', app.t.discipline.late_column),
      count('silent', app.t.discipline.silent),
      count('extensions', app.t.discipline.extensions),
      count('reported_but_disagrees', app.t.discipline.disagrees),
    ],
  });
}
