import { describe, expect, test } from 'vitest';
import { Format } from '../src/core/format';
import type { Language } from '../src/core/model';
import { words } from '../src/core/words';

const format = (language: Language, currency = 'KZT') => new Format(language, words[language], currency);
const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('numbers', () => {
  test('are grouped as the language does it', () => {
    expect(plain(format('kk').number(1234567))).toBe('1 234 567');
    expect(format('en').number(1234567)).toBe('1,234,567');
    expect(format('en').number(999)).toBe('999');
    expect(format('en').number(-1234)).toBe('−1,234');
    expect(format('ru').number(0)).toBe('0');
  });

  test('a share is rounded down, and nobody to count is a dash', () => {
    expect(plain(format('ru').percent(59999, 100000))).toBe('59,9 %');
    expect(format('en').percent(999999, 1000000)).toBe('99.9%');
    expect(format('en').percent(1, 1)).toBe('100.0%');
    expect(format('en').percent(0, 0)).toBe('–');
  });

  test('money is short', () => {
    expect(plain(format('kk').money(4_200_000_000))).toBe('4,2 млрд теңге');
    expect(plain(format('en').money(1_056_000_000))).toBe('1.06 billion tenge');
    expect(plain(format('ru').money(60_000_000))).toBe('60 млн тенге');
    expect(plain(format('ru').money(950))).toBe('950 тенге');
    expect(plain(format('en', 'XYZ').money(2e12))).toBe('2 trillion XYZ');
    expect(plain(format('en').money(1_050_000_000))).toBe('1.05 billion tenge');
  });
});

describe('time', () => {
  test('days', () => {
    expect(format('kk').date('2027-04-24')).toBe('24.04.2027');
    expect(plain(format('en').date('2027-04-04'))).toBe('4 Apr 2027');
    expect(format('ru').date(null)).toBe('–');
    expect(format('ru').date('')).toBe('–');
    expect(plain(format('kk').longDate('2027-04-24'))).toBe('2027 жылғы 24 сәуір');
    expect(plain(format('ru').longDate('2027-04-24'))).toBe('24 апреля 2027 г.');
    expect(plain(format('en').longDate('2027-12-01'))).toBe('1 December 2027');
  });

  test('a way is rounded up', () => {
    expect(plain(format('en').duration(61))).toBe('2 min');
    expect(plain(format('kk').duration(3600))).toBe('1 сағ 0 мин');
    expect(plain(format('ru').duration(10_201))).toBe('2 ч 51 мин');
  });
});

test('values of plan.json are dressed, not changed', () => {
  expect(format('en').written('49365981')).toBe('49,365,981');
  expect(plain(format('ru').written('0.5490 %'))).toBe('0,5490 %');
  expect(plain(format('kk').written('-1234.5'))).toBe('−1 234,5');
  expect(format('en').written('')).toBe('–');
  expect(format('en').written('∞')).toBe('∞');
});

test('a missing translation falls back to another language', () => {
  expect(format('kk').text({ kk: '', ru: 'по-русски', en: 'English' })).toBe('по-русски');
});
