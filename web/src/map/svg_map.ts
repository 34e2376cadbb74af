import { html, svg, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import type { Place, Point, Site } from '../core/model';
import { inRegion, isOpen, isReached, largestPlace, peopleAt, phaseMarks } from '../core/select';
import { dotRadius, fit, outlinePath, viewBox, type Projection } from './geometry';
import { placeLabels, type Label } from './labels';
import { spread } from './spread';
import { phaseVariable, siteLabel, siteSymbol } from './symbols';

export interface SvgMapOptions {
  width: number;
  maxHeight: number;
  step: number;
  /** Sites can be chosen with pointer and keyboard: where there is no WebGL. Else it is a picture, for paper. */
  interactive: boolean;
}

/** A site where it is drawn: a little off its place when others are close. */
interface Mark {
  site: Site;
  index: number;
  x: number;
  y: number;
  radius: number;
}

/** The map drawn from the same data as the live one. */
export function renderSvgMap(context: Context, options: SvgMapOptions): TemplateResult {
  const { report, state, words } = context;
  const projection = fit(viewBox(report, state.region), options.width, options.maxHeight, 14);
  const places = report.places.filter((place) => visible(place.point, projection)).sort((a, b) => b.people - a.people);
  const largest = largestPlace(report);
  const marks = placeMarks(context, projection, options.step);
  const stops = placeStops(context, projection);
  return html`<svg
    class="drawn-map"
    viewBox="0 0 ${projection.width} ${projection.height}"
    role=${options.interactive ? 'group' : 'img'}
    aria-label=${words.map.label}
  >
    ${report.outlines.map(
      (outline) => svg`<path
        class="region ${state.region === outline.region_id ? 'chosen' : ''} ${inRegion(outline, state.region) ? '' : 'aside'}"
        d=${outlinePath(outline, projection)} />`,
    )}
    ${(report.lines ?? []).map((line) => svg`<polyline class="tourist-line" points=${points(line, projection)} />`)}
    ${places.map((own) => dot(context, own, projection, options.step, largest))}
    ${marks.map((mark) => marker(context, mark, options))}
    ${stops.map(routeStop)}
    ${labels(context, places, marks, stops, projection)}
  </svg>`;
}

function visible(point: Point, { project, width, height }: Projection): boolean {
  const { x, y } = project(point);
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

function placeMarks({ report }: Context, projection: Projection, step: number): Mark[] {
  const open = report.sites
    .map((site, index) => ({ site, index }))
    .filter(({ site }) => isOpen(site, step) && visible(site.point, projection));
  const discs = open.map(({ site }) => ({ ...projection.project(site.point), radius: site.is_house ? 9 : 7 }));
  const moved = spread(discs, 16);
  return open.map((own, i) => ({ ...own, ...moved[i]!, radius: discs[i]!.radius }));
}

const points = (line: Point[], { project }: Projection): string =>
  line
    .map(project)
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');

/** A stop of a tourist route where it is drawn: moved apart from others. */
interface StopMark {
  x: number;
  y: number;
  radius: number;
  house: boolean;
  number: number;
  name: string;
}

function placeStops({ report, say }: Context, { project }: Projection): StopMark[] {
  const discs = (report.stops ?? []).map(({ point }) => ({ ...project(point), radius: 8 }));
  const moved = spread(discs, 40);
  return (report.stops ?? []).map(({ house, number, name }, i) => ({ ...moved[i]!, radius: 8, house, number, name: say(name) }));
}

const routeStop = ({ x, y, radius, house, number }: StopMark) =>
  svg`<g class="route-stop" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">${
    house ? svg`<rect x=${-radius} y=${-radius} width=${2 * radius} height=${2 * radius} />` : svg`<circle r=${radius} />`
  }<text y="3.2">${number}</text></g>`;

/** A line as something that names keep off. */
function beads(line: Point[], { project }: Projection): { x: number; y: number; radius: number }[] {
  const corners = line.map(project);
  return corners.slice(1).flatMap((to, i) => {
    const from = corners[i]!;
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 5));
    return Array.from({ length: steps + 1 }, (_, k) => ({ x: from.x + ((to.x - from.x) * k) / steps, y: from.y + ((to.y - from.y) * k) / steps, radius: 2.5 }));
  });
}

function dot({ state }: Context, own: Place, projection: Projection, step: number, largest: number) {
  const { x, y } = projection.project(own.point);
  const reached = isReached(own, step);
  const classes = `dot ${reached ? 'reached' : 'unreached'} ${state.selected !== null && own.site === state.selected ? 'served' : ''} ${inRegion(own, state.region) ? '' : 'aside'}`;
  return svg`<circle class=${classes} cx=${x.toFixed(1)} cy=${y.toFixed(1)} r=${dotRadius(own, largest, 13).toFixed(1)}
    .style=${reached ? `--fill: ${phaseVariable(own.reached)}` : ''} />`;
}

function marker(context: Context, { site, index, x, y, radius }: Mark, { interactive }: SvgMapOptions) {
  const { report, state } = context;
  const move = `translate(${(x - radius).toFixed(1)} ${(y - radius).toFixed(1)}) scale(${(radius / 12).toFixed(3)})`;
  const symbol = siteSymbol(site.is_house, site.phase, phaseMarks(report)[site.phase] ?? '');
  const aside = inRegion(site, state.region) ? '' : 'aside';
  if (!interactive) return svg`<g transform=${move} class=${aside}>${symbol}</g>`;
  const choose = () => context.set({ selected: index });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  return svg`<g transform=${move} class="site-button ${aside}" role="button" tabindex="0"
    aria-pressed=${state.selected === index ? 'true' : 'false'} @click=${choose} @keydown=${press}><title>${siteLabel(context, index)}</title>${symbol}</g>`;
}

function labels({ report, say, state }: Context, places: Place[], marks: Mark[], stops: StopMark[], projection: Projection) {
  const named = new Set<string>();
  const people = peopleAt(report);
  const once = (label: Label): boolean =>
    label.kind === 'region' || (!named.has(label.text) && Boolean(named.add(label.text)));
  const own = <Row extends { region_id: string }>(row: Row) => inRegion(row, state.region);
  const all: Label[] = [
    ...stops.map(({ name, x, y, radius }): Label => ({ text: name, x, y, size: 10, clear: radius, kind: 'site' })),
    ...marks
      .filter(({ site }) => own(site))
      .sort((a, b) => people(b.site) - people(a.site))
      .map(({ site, x, y, radius }): Label => ({
        text: say(site.place),
        x,
        y,
        size: 10.5,
        clear: radius,
        kind: 'site',
      })),
    ...report.outlines.filter(own).map((outline): Label => ({
      text: say(outline.name),
      ...projection.project(outline.label),
      size: 8.5,
      clear: 0,
      kind: 'region',
    })),
    ...places
      .filter(own)
      .slice(0, 40)
      .map((row): Label => ({
        text: say(row.name),
        ...projection.project(row.point),
        size: 9,
        clear: 4,
        kind: 'place',
      })),
  ].filter(once);
  const lines = (report.lines ?? []).flatMap((line) => beads(line, projection));
  return placeLabels(all, projection, [...marks, ...stops, ...lines]).map(
    (label) =>
      svg`<text class="label ${label.kind}" x=${label.x.toFixed(1)} y=${label.y.toFixed(1)} text-anchor=${label.anchor} font-size=${label.size}>${label.text}</text>`,
  );
}
