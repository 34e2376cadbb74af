import { describe, expect, test } from 'vitest';
import {
  concerns,
  costByPhase,
  countOrders,
  countSites,
  coverageAt,
  fold,
  isReached,
  matches,
  openConfidence,
  phaseMarks,
  weakest,
} from '../src/core/select';
import { initialState, readHash, regionIds, writeHash } from '../src/core/state';
import { sortRows, type Column } from '../src/parts/data_table';
import { passes } from '../src/parts/orders';
import { report } from './fixture';

describe('select', () => {
  test('sites are counted by step and region', () => {
    expect(countSites(report, null, -1)).toEqual({ houses: 6, representations: 0 });
    expect(countSites(report, null, 0)).toEqual({ houses: 7, representations: 2 });
    expect(countSites(report, null, 2)).toEqual({ houses: 12, representations: 3 });
    expect(countSites(report, 'almaty', 2)).toEqual({ houses: 3, representations: 1 });
  });

  test('coverage of the whole is the sum of the regions, and never falls', () => {
    const steps = [-1, 0, 1, 2].map((step) => coverageAt(report, null, step).reached);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    const parts = report.regions.map((row) => coverageAt(report, row.id, 2).reached).reduce((a, b) => a + b, 0);
    expect(parts).toBe(steps[3]);
  });

  test('without figures by region the places are summed', () => {
    expect(coverageAt({ ...report, regions: [] }, null, 1)).toEqual(coverageAt(report, null, 1));
  });

  test('a place that is never reached is not reached at any step', () => {
    const far = report.places.find((place) => place.reached === -2)!;
    expect([-1, 0, 1, 2].some((step) => isReached(far, step))).toBe(false);
  });

  test('cost by phase: of the whole as reported, of regions from sites; they agree', () => {
    const whole = costByPhase(report, null);
    const regions = regionIds(report).map((id) => costByPhase(report, id));
    expect(whole).toEqual(whole.map((_, phase) => regions.reduce((sum, costs) => sum + costs[phase]!, 0)));
  });

  test('met on demo data is told apart and not counted', () => {
    expect(countOrders(report, null)).toEqual({ plannable: 5, met: 3, metOnDemo: 1 });
  });

  test('an order without regions concerns them all', () => {
    const [r1, r2] = report.orders;
    expect([concerns(r1!, 'almaty'), concerns(r1!, 'abay'), concerns(r2!, 'abay'), concerns(r1!, null)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('the weakest confidence wins', () => {
    expect(weakest(['derived', 'demo', 'published'])).toBe('demo');
    expect(weakest([], 'modelled')).toBe('modelled');
    expect(openConfidence(report, null, 'published')).toBe('unverified');
  });

  test('search ignores case and forgives letters that a Russian keyboard lacks', () => {
    expect(fold('Қонаев  ҮЙІ')).toBe('конаев уйи');
    expect(matches('конаев', ['Қонаев Достық үйі'])).toBe(true);
    expect(matches('house alma', ['Almaty House of Friendship'])).toBe(true);
    expect(matches('house tokyo', ['Almaty House of Friendship'])).toBe(false);
  });

  test('orders pass by the plan or by today', () => {
    const r3 = report.orders.find((order) => order.id === 'R3')!;
    expect([passes(r3, ''), passes(r3, 'plan:met'), passes(r3, 'today:met'), passes(r3, 'today:at_risk')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test('phases are marked by year, or by number when years repeat', () => {
    expect(phaseMarks(report)).toEqual(['27', '28', '29']);
    const half = report.phases.map((phase) => ({ ...phase, end: '2027-06-30' }));
    expect(phaseMarks({ ...report, phases: half })).toEqual(['1', '2', '3']);
  });
});

describe('sorting', () => {
  const columns: Column<{ n: number | null; name: string }>[] = [
    { id: 'n', name: '', value: (row) => row.n },
    { id: 'name', name: '', value: (row) => row.name },
  ];
  const rows = [
    { n: 2, name: 'Ұлытау' },
    { n: null, name: 'Абай' },
    { n: 10, name: 'Үржар' },
  ];
  const order = (by: string, descending: boolean) =>
    sortRows(rows, { columns }, by, descending, 'kk').map((row) => row.n);

  test('unknown is last in either direction', () => {
    expect(order('n', false)).toEqual([2, 10, null]);
    expect(order('n', true)).toEqual([10, 2, null]);
  });

  test('names by the language', () => {
    expect(order('name', false)[0]).toBe(null);
  });
});

describe('the hash', () => {
  const state = initialState(report, '', 'en');

  test('keeps language, region and step', () => {
    expect(writeHash({ ...state, language: 'ru', region: 'abay', step: -1 }, report)).toBe(
      '#lang=ru&region=abay&step=today',
    );
    expect(readHash('#lang=ru&region=abay&step=2028', report, state)).toEqual({
      language: 'ru',
      region: 'abay',
      step: 1,
    });
    expect(writeHash(state, report)).toBe('#lang=en');
  });

  test('nonsense is ignored', () => {
    expect(readHash('#lang=xx&region=<b>&step=1999', report, state)).toEqual({ language: 'en', region: null, step: 2 });
  });

  test('a regional report stays in its region', () => {
    const regional = { ...report, regional: true, area: 'abay' };
    expect(initialState(regional, '', 'kk').region).toBe('abay');
    expect(writeHash(initialState(regional, '', 'kk'), regional)).toBe('#lang=kk');
    expect(readHash('#region=almaty', regional, initialState(regional, '', 'kk')).region).toBe('abay');
  });
});
