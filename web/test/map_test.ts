import { describe, expect, test } from 'vitest';
import { fit, viewBox } from '../src/map/geometry';
import { placeLabels, type Label } from '../src/map/labels';
import { spread } from '../src/map/spread';
import { report } from './fixture';

const label = (text: string, x: number, y: number): Label => ({ text, x, y, size: 10, clear: 5, kind: 'site' });

describe('the drawn map', () => {
  test('a projection fits its box and keeps north up', () => {
    const box = viewBox(report, null);
    const projection = fit(box, 720, 560, 14);
    const corner = projection.project([box.west, box.north]);
    const other = projection.project([box.east, box.south]);
    expect(corner.x).toBeGreaterThanOrEqual(13.9);
    expect(corner.y).toBeCloseTo(14);
    expect(other.x).toBeLessThanOrEqual(706.1);
    expect(other.y).toBeGreaterThan(corner.y);
    expect(projection.height).toBeLessThanOrEqual(560);
  });

  test('a region is smaller than the whole, and a report without outlines still has a view', () => {
    const whole = viewBox(report, null);
    const part = viewBox(report, 'zhetisu');
    expect(part.east - part.west).toBeLessThan(whole.east - whole.west);
    const bare = viewBox({ ...report, outlines: [], places: [], sites: report.sites.slice(0, 1) }, null);
    expect(bare.east).toBeGreaterThan(bare.west);
  });

  test('labels never cover each other or an obstacle, and stay inside', () => {
    const labels = Array.from({ length: 60 }, (_, i) =>
      label(`Жезқазған ${i}`, 20 + ((i * 37) % 360), 20 + ((i * 53) % 260)),
    );
    const placed = placeLabels(labels, { width: 400, height: 300 }, [{ x: 200, y: 150, radius: 40 }]);
    const boxes = placed.map(({ x, y, anchor, text, size }) => {
      const width = text.length * size * 0.6;
      const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
      return { left, right: left + width, top: y - size * 0.85, bottom: y + size * 0.25 };
    });
    expect(placed.length).toBeGreaterThan(10);
    boxes.forEach((a, i) => {
      expect(a.left >= 0 && a.right <= 400 && a.top >= 0 && a.bottom <= 300).toBe(true);
      boxes
        .slice(i + 1)
        .forEach((b) =>
          expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false),
        );
      expect(a.left < 240 && a.right > 160 && a.top < 190 && a.bottom > 110).toBe(false);
    });
  });

  test('signs that cover each other are moved apart, a little; others stay', () => {
    const discs = [
      { x: 0, y: 0, radius: 8 },
      { x: 0, y: 0, radius: 8 },
      { x: 5, y: 1, radius: 8 },
      { x: 100, y: 100, radius: 8 },
    ];
    const moved = spread(discs, 16);
    for (const [i, a] of moved.entries()) {
      expect(Math.hypot(a.x - discs[i]!.x, a.y - discs[i]!.y)).toBeLessThanOrEqual(16.001);
      for (const b of moved.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(12);
    }
    expect(moved[3]).toEqual({ x: 100, y: 100 });
    expect(spread(discs, 16)).toEqual(moved);
  });
});
