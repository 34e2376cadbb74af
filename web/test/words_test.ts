import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languages } from '../src/core/model';
import { fill, words } from '../src/core/words';
import { leaves, slots } from './words';

describe('words', () => {
  const all = Object.fromEntries(languages.map((language) => [language, leaves(words[language])]));

  test('the three languages have the same keys, in the same order', () => {
    const keys = all.en!.map(([key]) => key);
    for (const language of languages) expect(all[language]!.map(([key]) => key)).toEqual(keys);
  });

  test('no sentence is empty, and each takes the same values in every language', () => {
    const english = new Map(all.en);
    for (const language of languages) {
      for (const [key, sentence] of all[language]!) {
        expect(sentence.trim(), `${language}: ${key}`).not.toBe('');
        expect(slots(sentence), `${language}: ${key}`).toEqual(slots(english.get(key)!));
      }
    }
  });

  test('Kazakh and Russian are not English, and every key is used', () => {
    for (const language of ['kk', 'ru'] as const) {
      for (const [key, sentence] of all[language]!)
        expect(sentence.replace(/\{\w+\}/g, ''), key).toMatch(/[а-яәғқңөұүһі/]/i);
    }
    const folder = fileURLToPath(new URL('../src', import.meta.url));
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n');
    const byValue = /^(currency|status|status_meaning|confidence|confidence_meaning|modality|force|verdict|contents)\./;
    for (const [key] of all.en!)
      if (!byValue.test(key)) expect(code, key).toMatch(new RegExp(`\\b${key.split('.').at(-1)}\\b`));
  });

  test('fill leaves an unknown slot as it is', () => {
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });
});
