import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/core/model';
import { portalWords } from '../src/core/words';
import { leaves, slots } from '../../test/words';

describe("the portal's words", () => {
  const all = Object.fromEntries(languages.map((language) => [language, leaves(portalWords[language])]));

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

  test('Kazakh and Russian are not English, and English has no Cyrillic', () => {
    for (const language of ['kk', 'ru'] as const) {
      for (const [key, sentence] of all[language]!) expect(sentence.replace(/\{\w+\}/g, ''), key).toMatch(/[а-яәғқңөұүһі]/i);
    }
    for (const [key, sentence] of all.en!) expect(sentence, key).not.toMatch(/[а-яәғқңөұүһі]/i);
    for (const [key, sentence] of all.ru!) expect(sentence, key).not.toMatch(/[әғқңөұүһі]/i);
  });

  test('every key is used', () => {
    const folder = fileURLToPath(new URL('../src', import.meta.url));
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n');
    const byValue = /^(nav|languages|language_names|roles|hit_kinds|reached|site_state|stages|alarms|events|jobs|extensions|history|evidence|audit|map\.legend)\.|^tourism\.(popular|new)$/;
    for (const [key] of all.en!) if (!byValue.test(key)) expect(code, key).toMatch(new RegExp(`\\.${key.split('.').at(-1)}\\b`));
  });
});
