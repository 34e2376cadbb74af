import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import { languages, type Language } from '../core/model';
import { coverageAt, countSites, lastStep } from '../core/select';
import { fill } from '../core/words';

const ownNames: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

export const skipLink = ({ words }: Context): TemplateResult =>
  html`<a class="skip" href="#main" @click=${(event: Event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }}>${words.skip}</a>`;

/** The bar on top: which region, which language, print. */
export const bar = (
  context: Context,
): TemplateResult => html`<div class="bar" role="region" aria-label=${context.words.bar.label}>
  ${context.report.regional ? html`<span class="bar-area">${context.say(context.report.area_name)}</span>` : regionChoice(context)}
  <div class="languages" role="group" aria-label=${context.words.bar.language}>
    ${languages.map(
      (
        language,
      ) => html`<button type="button" lang=${language} aria-pressed=${language === context.state.language ? 'true' : 'false'}
      @click=${() => context.set({ language })}>${ownNames[language]}</button>`,
    )}
  </div>
  <button type="button" class="print-button" @click=${() => window.print()}>${context.words.bar.print}</button>
</div>`;

function regionChoice(context: Context): TemplateResult {
  const { report, state, words, say } = context;
  const names = new Map([
    ...report.outlines.map((row) => [row.region_id, row.name] as const),
    ...report.regions.map((row) => [row.id, row.name] as const),
  ]);
  const sorted = [...names].sort((a, b) => say(a[1]).localeCompare(say(b[1]), state.language));
  const choose = (event: Event) =>
    context.set({ region: (event.target as HTMLSelectElement).value || null, selected: null });
  return html`<label class="region-choice"><span>${words.bar.region}</span>
    <select id="region" @change=${choose}>
      <option value="" ?selected=${state.region === null}>${words.bar.all_regions}</option>
      ${sorted.map(([id, name]) => html`<option value=${id} ?selected=${state.region === id}>${say(name)}</option>`)}
    </select></label>`;
}

/** Title, what the plan does in one sentence, and how good it is. */
export function header(context: Context): TemplateResult {
  const { report, words, say, format, state } = context;
  const region = report.regions.find((row) => row.id === state.region);
  const area = region && !report.regional ? say(region.name) : say(report.area_name);
  return html`<header class="head">
    <p class="eyebrow">${words.head.kind} · ${fill(words.head.as_of, { date: format.longDate(report.as_of) })}</p>
    <h1>${say(report.programme)}</h1>
    <p class="area">${area}</p>
    <p class="lead">${lead(context)}</p>
    <p class="status ${report.status}">${statusIcon(report.status)}<strong>${words.status[report.status]}</strong>
      <span>${fill(words.status_meaning[report.status], { gap: gapOf(context) })}</span></p>
    ${contents(context)}
    <p class="review-note">${state.language === 'ru' ? nothing : words.head.wording}</p>
  </header>`;
}

/** Links to the parts. The location's hash holds the state, so they scroll by themselves. */
function contents({ words, report }: Context): TemplateResult {
  const go = (id: string) => (event: Event) => {
    event.preventDefault();
    const part = document.getElementById(id);
    part?.scrollIntoView();
    part?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  };
  const parts = Object.entries(words.contents).filter(
    ([id]) => id !== 'label' && (id !== 'groups' || report.groups.length > 0),
  );
  return html`<nav class="contents" aria-label=${words.contents.label}><ul>${parts.map(([id, name]) => html`<li><a href="#${id}" @click=${go(id)}>${name}</a></li>`)}</ul></nav>`;
}

const statusIcon = (status: string) =>
  html`<svg viewBox="0 0 16 16" aria-hidden="true"><path class="line" d=${
    {
      optimal: 'M2 8.4 6.2 13 14 3.4',
      feasible: 'M2 10.5q3-6 6-2.5t6-3',
      conflict: 'm3 3 10 10m0-10L3 13',
      limit: 'M4 2h8M4 14h8M5 2c0 6 6 6 6 12M11 2c0 6-6 6-6 12',
    }[status] ?? ''
  } /></svg>`;

const gapOf = ({ report, format }: Context): string => format.written(report.objectives[0]?.gap ?? '');

/** One sentence made of the report's own figures. */
function lead({ report, state, words, format }: Context): string {
  const end = lastStep(report);
  const today = countSites(report, state.region, -1);
  const then = countSites(report, state.region, end);
  const before = coverageAt(report, state.region, -1);
  const after = coverageAt(report, state.region, end);
  return fill(words.head.lead, {
    houses: then.houses - today.houses,
    representations: then.representations - today.representations,
    phase: report.phases[end]?.id ?? '–',
    minutes: report.minutes,
    before: format.percent(before.reached, before.people),
    after: format.percent(after.reached, after.people),
  });
}
