import { html, svg, type TemplateResult } from 'lit-html';
import { phaseVariable } from '../map/symbols';

const drawings = [
  svg`<path d="M-1 7 7-1M-1 1 1-1M5 7 7 5" stroke="#fff" stroke-width="1.4" stroke-opacity=".75"/>`,
  svg`<circle cx="1.5" cy="1.5" r="1" fill="#fff" fill-opacity=".85"/><circle cx="4.5" cy="4.5" r="1" fill="#fff" fill-opacity=".85"/>`,
  svg`<path d="M1.5 0V6M4.5 0V6" stroke="#fff" stroke-width="1" stroke-opacity=".75"/>`,
  svg`<path d="M0 3H6M3 0V6" stroke="#fff" stroke-width="1" stroke-opacity=".8"/>`,
  svg`<path d="M0 1.5H6M0 4.5H6" stroke="#fff" stroke-width="1" stroke-opacity=".8"/>`,
  svg`<path d="M-1-1 7 7M5-1 7 1M-1 5 1 7" stroke="#fff" stroke-width="1.4" stroke-opacity=".75"/>`,
];

/** Fill of what a phase adds: its colour and its own pattern, so that a grey print still tells the phases apart. -1: solid. */
export const phaseFill = (phase: number): string =>
  phase < 0 ? 'var(--open)' : `url(#phase-${phase % drawings.length})`;

export const patterns = (): TemplateResult => html`<svg class="unseen" aria-hidden="true" width="0" height="0"><defs>
  ${drawings.map(
    (drawing, i) => svg`<pattern id="phase-${i}" width="6" height="6" patternUnits="userSpaceOnUse"
    ><rect width="6" height="6" .style=${`fill: ${phaseVariable(i)}`} />${drawing}</pattern>`,
  )}
</defs></svg>`;
