import { describe, expect, test } from 'vitest';
import { csv, csvCell } from '../src/core/csv';

describe('csv', () => {
  test('quotes what needs quotes', () => {
    expect(csvCell('plain')).toBe('plain');
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "hi"')).toBe('"say ""hi"""');
    expect(csvCell('two\nlines')).toBe('"two\nlines"');
    expect(csvCell(' edge ')).toBe('" edge "');
    expect(csvCell(null)).toBe('');
  });

  test.each(['=1+1', '+7 701', '-2', '@SUM(A1)', '\t=1', ' =1', '\r=1'])(
    'no spreadsheet takes %j for a formula',
    (text) => {
      expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test('numbers stay numbers', () => {
    expect(csvCell(-3.5)).toBe('-3.5');
  });

  test('a file has a byte-order mark and RFC 4180 line ends', () => {
    expect(
      csv(
        ['а', 'b'],
        [
          ['Қонаев', 1],
          ['x', null],
        ],
      ),
    ).toBe('\ufeffа,b\r\nҚонаев,1\r\nx,\r\n');
  });
});
