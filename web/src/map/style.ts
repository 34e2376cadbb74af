import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import { notReached, type Language, type Report } from '../core/model';
import { largestPlace } from '../core/select';
import { dotRadius } from './geometry';
import { phaseColour } from './symbols';

export interface Palette {
  dark: boolean;
  ground: string;
  land: string;
  chosenLand: string;
  border: string;
  ink: string;
  soft: string;
  unreached: string;
  /** A tourist route. */
  way: string;
}

export const palette = (dark: boolean): Palette =>
  dark
    ? {
        dark,
        ground: '#12171a',
        land: '#1d2529',
        chosenLand: '#263238',
        border: '#52636c',
        ink: '#f1f3f2',
        soft: '#a9b6bc',
        unreached: '#c9a98f',
        way: '#e3a3d2',
      }
    : {
        dark,
        ground: '#eef0ec',
        land: '#fcfbf7',
        chosenLand: '#ffffff',
        border: '#a9b1ac',
        ink: '#1c2327',
        soft: '#4c5856',
        unreached: '#8a5a3c',
        way: '#8b2f78',
      };

/** maplibre draws these names with the page's own fonts: there is no glyph server. */
const regular = ['Noto Sans'];
const bold = ['Noto Sans Bold'];

const features = (list: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: list,
});
export const pointFeature = (coordinates: [number, number], properties: Record<string, unknown>): GeoJSON.Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates },
});

/** Where a name may stand around a sign, in ems from it: close by, then farther out where signs crowd. */
function around(near: number): ExpressionSpecification {
  const slant = near * 0.75;
  const far = near + 1.4;
  const close = ['left', [near, 0], 'right', [-near, 0], 'top', [0, near], 'bottom', [0, -near]];
  const corners = [
    'top-left',
    [slant, slant],
    'bottom-left',
    [slant, -slant],
    'top-right',
    [-slant, slant],
    'bottom-right',
    [-slant, -slant],
  ];
  return [
    'literal',
    [...close, ...corners, 'top', [0, far], 'bottom', [0, -far], 'left', [far, 0], 'right', [-far, 0]],
  ] as ExpressionSpecification;
}

/** A complete style: the report's data inside it, nothing to be fetched. */
export function mapStyle(report: Report, language: Language, dark: boolean): StyleSpecification {
  const colours = palette(dark);
  const largest = largestPlace(report);
  const siteNames = new Set(report.sites.map((site) => site.place[language]));
  const bySize = [...report.places].sort((a, b) => b.people - a.people);
  const rank = new Map(bySize.map((place, index) => [place, index]));
  return {
    version: 8,
    sources: {
      regions: {
        type: 'geojson',
        data: features(
          report.outlines.map((outline) => ({
            type: 'Feature',
            properties: { id: outline.region_id },
            geometry: { type: 'MultiPolygon', coordinates: outline.polygons },
          })),
        ),
      },
      names: {
        type: 'geojson',
        data: features(
          report.outlines.map((outline) =>
            pointFeature(outline.label, { id: outline.region_id, name: outline.name[language] }),
          ),
        ),
      },
      places: {
        type: 'geojson',
        data: features(
          report.places.map((place) =>
            pointFeature(place.point, {
              name: siteNames.has(place.name[language]) ? '' : place.name[language],
              people: place.people,
              reached: place.reached,
              site: place.site,
              region: place.region_id,
              rank: rank.get(place)!,
              radius: dotRadius(place, largest, 13),
            }),
          ),
        ),
      },
      sites: { type: 'geojson', data: features([]) },
      links: { type: 'geojson', data: features([]) },
      lines: { type: 'geojson', data: features([]) },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
      { id: 'regions', type: 'fill', source: 'regions', paint: { 'fill-color': colours.land } },
      {
        id: 'region-chosen',
        type: 'fill',
        source: 'regions',
        filter: ['==', 'id', ''],
        paint: { 'fill-color': colours.chosenLand },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'regions',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours.border, 'line-width': 0.8 },
      },
      {
        id: 'border-chosen',
        type: 'line',
        source: 'regions',
        filter: ['==', 'id', ''],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours.ink, 'line-width': 1.8 },
      },
      {
        id: 'lines',
        type: 'line',
        source: 'lines',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': colours.way, 'line-width': 2.2 },
      },
      {
        id: 'links',
        type: 'line',
        source: 'links',
        paint: { 'line-color': colours.ink, 'line-width': 1, 'line-opacity': 0.65 },
      },
      {
        id: 'places',
        type: 'circle',
        source: 'places',
        layout: { 'circle-sort-key': ['-', 0, ['get', 'people']] },
        paint: {
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            3,
            ['get', 'radius'],
            9,
            ['*', 2.4, ['get', 'radius']],
          ],
        },
      },
      // The layer on top is placed first: room for the sites' symbols, which are buttons above the canvas, with an invisible icon; then names of
      // sites, of regions, of places, as far as there is room.
      {
        id: 'place-names',
        type: 'symbol',
        source: 'places',
        filter: [
          'all',
          ['!=', ['get', 'name'], ''],
          ['<', ['get', 'rank'], ['step', ['zoom'], 24, 4, 40, 5, 80, 6, 300, 7, 100000]],
        ],
        layout: {
          'symbol-sort-key': ['-', 0, ['get', 'people']],
          'text-field': ['get', 'name'],
          'text-font': regular,
          'text-size': 11.5,
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
          'text-radial-offset': 0.7,
          'text-justify': 'auto',
          'text-padding': 4,
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 1.4 },
      },
      {
        id: 'region-names',
        type: 'symbol',
        source: 'names',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': regular,
          'text-size': 11.5,
          'text-letter-spacing': 0.06,
          'text-max-width': 7,
          'text-padding': 6,
        },
        paint: { 'text-color': colours.soft, 'text-halo-color': colours.land, 'text-halo-width': 1.4 },
      },
      {
        id: 'site-names',
        type: 'symbol',
        source: 'sites',
        layout: {
          'symbol-sort-key': ['-', 0, ['get', 'people']],
          'text-field': ['get', 'name'],
          'text-font': bold,
          'text-size': ['interpolate', ['linear'], ['zoom'], 3, 11.5, 8, 14],
          'text-variable-anchor-offset': ['interpolate', ['linear'], ['zoom'], 2.6, around(0.95), 6.3, around(1.5)],
          'text-justify': 'auto',
          'text-padding': 1,
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 1.6 },
      },
      {
        id: 'site-rooms',
        type: 'symbol',
        source: 'sites',
        layout: {
          'icon-image': 'room',
          'icon-allow-overlap': true,
          'icon-padding': 0,
          'icon-size': ['interpolate', ['linear'], ['zoom'], 2.6, 0.72, 6.3, 1.4],
        },
      },
    ],
  };
}

const reachedBy = (step: number): ExpressionSpecification => [
  'all',
  ['!=', ['get', 'reached'], notReached],
  ['<=', ['get', 'reached'], step],
];

/** Colours of the dots at a step. Not reached is a ring, reached a disc: so colour is not all that tells them apart. */
export function dotPaint(
  report: Report,
  step: number,
  region: string | null,
  focus: number | null,
  dark: boolean,
): Record<string, unknown> {
  const colours = palette(dark);
  const byPhase = report.phases.flatMap((_, phase) => [phase, phaseColour(phase, dark)]);
  const fill: ExpressionSpecification =
    byPhase.length > 0
      ? (['match', ['get', 'reached'], ...byPhase, phaseColour(-1, dark)] as unknown as ExpressionSpecification)
      : ['literal', phaseColour(-1, dark)];
  const served: ExpressionSpecification = ['==', ['get', 'site'], focus ?? -9];
  const aside: ExpressionSpecification = region === null ? ['literal', false] : ['!=', ['get', 'region'], region];
  const strength = (plain: number): ExpressionSpecification => [
    'case',
    served,
    1,
    aside,
    plain * 0.3,
    focus === null ? plain : plain * 0.45,
  ];
  return {
    'circle-color': ['case', reachedBy(step), fill, colours.land],
    'circle-opacity': strength(0.82),
    'circle-stroke-color': ['case', served, colours.ink, reachedBy(step), colours.land, colours.unreached],
    'circle-stroke-width': ['case', served, 1.8, reachedBy(step), 0.6, 1.3],
    'circle-stroke-opacity': strength(1),
  };
}

export const nameOpacity = (region: string | null): ExpressionSpecification | number =>
  region === null ? 1 : ['case', ['==', ['get', 'region'], region], 1, 0.45];

/** Other regions step back when one is chosen. */
export const landColour = (oneChosen: boolean, dark: boolean): string =>
  oneChosen ? palette(dark).ground : palette(dark).land;
