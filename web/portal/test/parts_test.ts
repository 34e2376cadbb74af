import { describe, expect, test } from 'vitest';
import { address } from '../src/api/client';
import { match, preferredLanguage, readAddress, writeAddress } from '../src/core/router';
import { networkReport } from '../src/map/network';
import { monthBefore } from '../src/pages/changes_page';
import { readCoordinates } from '../src/parts/place_box';
import { map, orders } from './fixture';
import { App } from '../src/core/app';
import type { Role } from '../src/api/types';
import { meOf } from './fixture_staff';
import { report } from '../../test/fixture';

describe('addresses', () => {
  test('language, path and question are read and written', () => {
    const read = readAddress(new URL('http://x/ru/orders/R7.1?verdict=met'))!;
    expect([read.language, read.path, read.query.get('verdict')]).toEqual(['ru', 'orders/R7.1', 'met']);
    expect(writeAddress('kk', 'registers/mediators/м 1')).toBe('/kk/registers/mediators/%D0%BC%201');
    expect(readAddress(new URL('http://x/kk/registers/mediators/%D0%BC%201'))!.path).toBe('registers/mediators/м 1');
    expect(readAddress(new URL('http://x/de/orders'))).toBeUndefined();
    expect(readAddress(new URL('http://x/en/%E0%A4%A'))!.path).toBe('%E0%A4%A');
  });

  test('patterns', () => {
    expect(match('orders/:id', 'orders/R1')).toEqual({ id: 'R1' });
    expect(match('orders/:id', 'orders')).toBeUndefined();
    expect(match('orders', 'orders/R1')).toBeUndefined();
    expect(match('', '')).toEqual({});
  });

  test('the language is the first asked for that there is', () => {
    expect(preferredLanguage(['de-DE', 'ru-RU', 'en'])).toBe('ru');
    expect(preferredLanguage(['de'])).toBe('kk');
  });

  test('what is empty is not asked for', () => {
    expect(address('/orders', { verdict: '', body: null, region: 'abay', limit: 5 })).toBe('/api/v1/orders?region=abay&limit=5');
  });
});

test.each([
  ['43.04, 74.71', [74.71, 43.04]],
  ['43,04 74,71', [74.71, 43.04]],
  ['43.04;74.71', [74.71, 43.04]],
  ['43.04° N 74.71° E', [74.71, 43.04]],
  ['-33.9, 18.4', [18.4, -33.9]],
  ['97.0, 10', undefined],
  ['Қордай', undefined],
  ['2027', undefined],
])('coordinates in %j', (text, point) => {
  expect(readCoordinates(text)).toEqual(point);
});

test('an officer is offered to write in the own region only, a controller writes no facts, a visitor nothing', () => {
  const nobody = () => undefined;
  const appOf = (role: Role) => {
    const app = new App(nobody, nobody, () => Promise.resolve());
    app.become(meOf(role));
    return app;
  };
  const officer = appOf('officer');
  expect([officer.may('record.write', 'almaty'), officer.may('record.write', 'abay'), officer.may('scenario.adopt')]).toEqual([true, false, false]);
  expect(appOf('controller').may('record.write')).toBe(false);
  expect(appOf('controller').may('extension.decide')).toBe(true);
  expect(appOf('public').may('scenario.read')).toBe(false);
});

test('a month before a day', () => {
  expect(monthBefore('2026-03-01')).toBe('2026-01-30');
});

test('the map of the register: ordered spots follow the sites, and a place keeps its House', () => {
  const drawn = networkReport(map, { items: report.outlines, next: null, indicative: true });
  expect(drawn.sites.length).toBe(map.sites.length + map.ordered.length);
  expect(drawn.sites.at(-1)!.because).toEqual(['R3']);
  for (const [i, place] of map.places.entries()) {
    expect(drawn.places[i]!.site >= 0 ? map.sites[drawn.places[i]!.site]!.id : null).toBe(place.site);
  }
  expect(orders.every((order) => order.bodies.length === order.body_ids.length)).toBe(true);
});
