import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import type { Coverage } from '../core/model';
import { lastStep, reachedAt, reachConfidence } from '../core/select';
import { fill } from '../core/words';
import { confidenceMark } from './icons';
import { phaseFill } from './patterns';

/** Share of people with a House within reach, before the plan and after each phase: of regions, and of groups. */
export function coverage(context: Context): TemplateResult {
  const { report, words, state } = context;
  const regions = report.regions.filter((row) => state.region === null || row.id === state.region);
  return html`
    <section id="regions" aria-labelledby="regions-title">
      <h2 id="regions-title" tabindex="-1">${fill(words.coverage.regions, { minutes: report.minutes })}</h2>
      ${chart(context, regions, words.coverage.region, 'regions-title')}
    </section>
    ${
      report.groups.length > 0
        ? html`<section id="groups" aria-labelledby="groups-title">
      <h2 id="groups-title" tabindex="-1">${fill(words.coverage.groups, { minutes: report.minutes })}</h2>
      <p class="intro">${words.coverage.groups_note}${state.region !== null && !report.regional ? html` <strong>${words.coverage.groups_whole}</strong>` : nothing}</p>
      ${chart(context, report.groups, words.coverage.group, 'groups-title')}
    </section>`
        : nothing
    }`;
}

const key = (context: Context): TemplateResult => html`<ul class="legend bar-key">
  ${[-1, ...context.report.phases.map((_, i) => i)].map(
    (
      phase,
    ) => html`<li><svg class="swatch" aria-hidden="true"><rect width="100%" height="100%" .style=${`fill: ${phaseFill(phase)}`} /></svg>
    ${phase < 0 ? context.words.coverage.today : fill(context.words.coverage.added, { phase: context.report.phases[phase]!.id })}</li>`,
  )}
</ul>`;

function chart(context: Context, rows: Coverage[], first: string, title: string): TemplateResult {
  const { report, words, format, say } = context;
  const end = lastStep(report);
  const share = (row: Coverage, step: number) => (row.people > 0 ? reachedAt(row, step) / row.people : 0);
  const sorted = [...rows].sort((a, b) => share(b, end) - share(a, end) || b.people - a.people);
  const percent = (row: Coverage, step: number) => format.percent(reachedAt(row, step), row.people);
  return html`${key(context)}
    <table class="coverage" role="table" aria-labelledby=${title}>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">${first}</th><th role="columnheader" scope="col" class="bar-cell"><span class="unseen">${words.coverage.chart}</span></th>
        <th role="columnheader" scope="col" class="number">${words.coverage.today}</th>
        ${report.phases.map((phase, i) => html`<th role="columnheader" scope="col" class="number ${i < end ? 'between' : ''}">${phase.id}</th>`)}
        <th role="columnheader" scope="col" class="number people">${words.coverage.people}</th>
      </tr></thead>
      <tbody role="rowgroup">${sorted.map(
        (row) => html`<tr role="row">
        <th role="rowheader" scope="row">${say(row.name)}</th>
        <td role="cell" class="bar-cell">${bars(row, end)}</td>
        <td role="cell" class="number first-value">${percent(row, -1)}</td>
        ${report.phases.map((_, i) => html`<td role="cell" class="number ${i < end ? 'between' : 'last-value'}">${percent(row, i)}</td>`)}
        <td role="cell" class="number people">${format.number(row.people)}</td>
      </tr>`,
      )}</tbody>
    </table>
    <p class="caption">${words.coverage.note} ${confidenceMark(context, reachConfidence(report, null))}</p>`;
}

/** One bar: what is reached today, then what each phase adds. */
function bars(row: Coverage, end: number): TemplateResult {
  const total = Math.max(row.people, 1);
  const pieces = Array.from({ length: end + 2 }, (_, i) => {
    const from = i === 0 ? 0 : reachedAt(row, i - 2);
    const width = ((reachedAt(row, i - 1) - from) / total) * 100;
    return width > 0
      ? svg`<rect x="${(from / total) * 100}%" width="${width}%" height="100%" .style=${`fill: ${phaseFill(i - 1)}`} />`
      : nothing;
  });
  return html`<svg class="bar-of" aria-hidden="true"><rect class="track" width="100%" height="100%" />${pieces}</svg>`;
}
