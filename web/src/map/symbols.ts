import { svg, type SVGTemplateResult } from 'lit-html';
import type { Context } from '../core/context';

// How a site looks, the same on the live map, the drawn map and in the legend. The outline tells what it is (a House, or a diamond for a
// representation), the mark inside and the colour tell when: a door for one that is open already, the year for one of the plan.

const okabeIto = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const okabeItoOnDark = ['#56b4e9', '#e98845', '#2fbf93', '#e29ac0', '#f0b429', '#4a90c8'];

/** CSS colour of a phase; the variables are set in tokens.css. -1 is what is open already. */
export const phaseVariable = (phase: number): string =>
  phase < 0 ? 'var(--open)' : `var(--phase-${phase % okabeIto.length})`;

export const phaseColour = (phase: number, dark: boolean): string =>
  phase < 0 ? (dark ? '#aab6bd' : '#4d5b63') : (dark ? okabeItoOnDark : okabeIto)[phase % okabeIto.length]!;

const housePath = 'M12 1.6 22.4 10.4V21a1.4 1.4 0 0 1-1.4 1.4H3A1.4 1.4 0 0 1 1.6 21V10.4Z';
const diamondPath = 'M12 1 23 12 12 23 1 12Z';

/** A site in a box of 24 × 24 whose middle is the site. */
export function siteSymbol(isHouse: boolean, phase: number, mark: string): SVGTemplateResult {
  const inside =
    phase < 0
      ? isHouse
        ? svg`<path class="site-mark" d="M9.5 22.4v-7.2h5v7.2Z"/>`
        : svg`<circle class="site-mark" cx="12" cy="12" r="3.4"/>`
      : svg`<text class="site-mark" x="12" y=${isHouse ? 18.6 : 15.8} text-anchor="middle" font-size=${isHouse ? 11 : 10} font-weight="700">${mark}</text>`;
  return svg`<g class="site-symbol" .style="--fill: ${phaseVariable(phase)}; --mark: ${phase < 0 ? 'var(--open-ink)' : `var(--phase-ink-${phase % okabeIto.length})`}"
    ><path class="site-shape" d=${isHouse ? housePath : diamondPath} />${inside}</g>`;
}

/** A site's name for those who do not see it. */
export function siteLabel({ report, words, say }: Context, index: number): string {
  const site = report.sites[index]!;
  const when = site.phase < 0 ? words.phase.open : report.phases[site.phase]!.id;
  return `${say(site.name)}, ${say(site.place)}, ${when}`;
}
