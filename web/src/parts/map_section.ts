import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import { countSites, coverageAt, inRegion, isOpen, lastStep, phaseMarks } from '../core/select';
import { fill } from '../core/words';
import { renderSvgMap } from '../map/svg_map';
import { phaseVariable, siteSymbol } from '../map/symbols';
import { siteCard } from './site_card';

export interface MapChoice {
  webgl: boolean;
  /** Width of the window, for the drawn map on screen. */
  width: number;
}

export const mapSection = (
  context: Context,
  choice: MapChoice,
): TemplateResult => html`<section id="map" aria-labelledby="map-title">
  <h2 id="map-title" tabindex="-1">${context.words.map.heading}</h2>
  ${steps(context)}
  <div class="map-and-card">
    <figure class="map-figure">
      ${choice.webgl ? html`<div id="live-map" class="live-map" role="group" aria-label=${context.words.map.label}></div>` : nothing}
      <div class="map-drawing ${choice.webgl ? 'for-print' : ''}">${drawing(context, choice)}</div>
      <figcaption>${legend(context)}${context.report.outlines_are_indicative ? html`<p class="caption">${context.words.map.indicative}</p>` : nothing}</figcaption>
    </figure>
    <div class="card-place" aria-live="polite" aria-atomic="true">${siteCard(context)}</div>
  </div>
</section>`;

/** On paper, and on screen where there is no WebGL. */
function drawing(context: Context, { webgl, width }: MapChoice): TemplateResult | typeof nothing {
  const { printing, step } = context.state;
  if (printing) return renderSvgMap(context, { width: 720, maxHeight: 560, step, interactive: false });
  return webgl
    ? nothing
    : renderSvgMap(context, { width: Math.min(820, width), maxHeight: 620, step, interactive: true });
}

/** Today, then each phase: radio buttons, so that arrow keys walk through time. */
function steps(context: Context): TemplateResult {
  const { report, state, words, format } = context;
  const all = [-1, ...report.phases.map((_, index) => index)];
  const count = countSites(report, state.region, state.step);
  const { people, reached } = coverageAt(report, state.region, state.step);
  return html`<div class="steps-row">
    <fieldset class="steps">
      <legend>${words.map.steps}</legend>
      ${all.map(
        (step) => html`<label class=${step === state.step ? 'chosen' : ''} .style=${`--fill: ${phaseVariable(step)}`}
        ><input type="radio" name="step" value=${step} .checked=${step === state.step} @change=${() => context.set({ step })}
        ><span>${step < 0 ? words.map.today : report.phases[step]!.id}</span></label>`,
      )}
    </fieldset>
    <p class="readout" aria-live="polite">
      <span>${words.map.houses} <b>${count.houses}</b></span>
      <span>${words.map.representations} <b>${count.representations}</b></span>
      <span>${fill(words.map.reached, { minutes: report.minutes })} <b>${format.percent(reached, people)}</b></span>
    </p>
  </div>`;
}

function legend(context: Context): TemplateResult {
  const { report, state, words } = context;
  const marks = phaseMarks(report);
  const shownPhases = [-1, ...report.phases.map((_, index) => index)].filter((step) => step <= state.step);
  const has = (isHouse: boolean, phase: number) =>
    report.sites.some(
      (site) =>
        site.is_house === isHouse &&
        site.phase === phase &&
        isOpen(site, lastStep(report)) &&
        inRegion(site, state.region),
    );
  const symbol = (isHouse: boolean, phase: number) =>
    has(isHouse, phase)
      ? html`<svg class="legend-site" viewBox="0 0 24 24" aria-hidden="true">${siteSymbol(isHouse, phase, marks[phase] ?? '')}</svg>`
      : nothing;
  const dot = (style: string, kind: string) =>
    html`<svg class="legend-dot" viewBox="0 0 16 16" aria-hidden="true"><circle class="dot ${kind}" cx="8" cy="8" r="5.5" .style=${style} /></svg>`;
  return html`<ul class="legend">
    ${shownPhases.map(
      (
        phase,
      ) => html`<li>${symbol(true, phase)}${symbol(false, phase)}${dot(`--fill: ${phaseVariable(phase)}`, 'reached')}
      <span>${phase < 0 ? words.map.legend_open : fill(words.map.legend_phase, { phase: report.phases[phase]!.id })}</span></li>`,
    )}
    <li>${dot('', 'unreached')}<span>${fill(words.map.legend_unreached, { minutes: report.minutes })}</span></li>
    <li class="legend-shapes">${words.map.legend_shapes}</li>
  </ul>`;
}
