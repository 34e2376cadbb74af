import type { Outline, Place, Point, Report } from '../core/model';

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export function boxOf(points: Iterable<Point>): Box | undefined {
  let box: Box | undefined;
  for (const [lon, lat] of points) {
    box = box
      ? {
          west: Math.min(box.west, lon),
          south: Math.min(box.south, lat),
          east: Math.max(box.east, lon),
          north: Math.max(box.north, lat),
        }
      : { west: lon, south: lat, east: lon, north: lat };
  }
  return box;
}

/** The area to show: the region's outline, else its places and sites; null for everything. */
export function viewBox(report: Report, region: string | null): Box {
  if (report.view) return roomy(report.view);
  const own = (row: { region_id: string }) => region === null || row.region_id === region;
  const corners = report.outlines
    .filter(own)
    .flatMap((outline) => outline.polygons.flatMap((polygon) => polygon[0] ?? []));
  const points = [...report.places.filter(own), ...report.sites.filter(own)].map((row) => row.point);
  const box = boxOf([...corners, ...points]) ??
    boxOf(report.sites.map((site) => site.point)) ?? { west: 0, south: 0, east: 1, north: 1 };
  const spare = Math.max(0, 0.2 - Math.max(box.east - box.west, box.north - box.south)) / 2;
  return { west: box.west - spare, south: box.south - spare, east: box.east + spare, north: box.north + spare };
}

/** A margin for names around it, and never flatter or narrower than a map can be read. */
function roomy({ west, south, east, north }: Box): Box {
  const across = Math.max(0.2, east - west);
  const up = Math.max(0.2, north - south);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const halfX = Math.max(across, up) * 0.68;
  const halfY = Math.max(up * 0.62, across * 0.24);
  return { west: x - halfX, south: y - halfY, east: x + halfX, north: y + halfY };
}

const mercator = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

export interface Projection {
  width: number;
  height: number;
  project(point: Point): { x: number; y: number };
}

/** Web Mercator, fitted into `width` with a margin; the height follows, but is at most `maxHeight`. */
export function fit(box: Box, width: number, maxHeight: number, margin: number): Projection {
  const across = ((box.east - box.west) * Math.PI) / 180;
  const up = mercator(box.north) - mercator(box.south);
  const scale = Math.min((width - 2 * margin) / across, (maxHeight - 2 * margin) / up);
  const height = Math.round(up * scale + 2 * margin);
  const left = (width - across * scale) / 2;
  return {
    width,
    height,
    project: ([lon, lat]) => ({
      x: left + (((lon - box.west) * Math.PI) / 180) * scale,
      y: margin + (mercator(box.north) - mercator(lat)) * scale,
    }),
  };
}

export const outlinePath = (outline: Outline, projection: Projection): string =>
  outline.polygons
    .flat()
    .map(
      (ring) =>
        ring
          .map((point, i) => {
            const { x, y } = projection.project(point);
            return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
          })
          .join('') + 'Z',
    )
    .join('');

/** Radius of a place's dot: its area grows with its people. */
export function dotRadius(place: Place, largest: number, atMost: number): number {
  return Math.max(1.6, atMost * Math.sqrt(place.people / Math.max(1, largest)));
}
