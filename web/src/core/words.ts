import en from '../i18n/en.json';
import kk from '../i18n/kk.json';
import ru from '../i18n/ru.json';
import type { Language } from './model';

/** Every word of the page itself. All three files have the same keys (test/words_test.ts). */
export type Words = Omit<typeof en, 'currency'> & { currency: Record<string, string> };

export const words: Record<Language, Words> = { kk, ru, en };

/** Puts values into {name}. */
export const fill = (sentence: string, values: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
