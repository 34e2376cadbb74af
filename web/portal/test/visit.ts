import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { languages, type Language } from '../../src/core/model';
import { words } from '../../src/core/words';
import { leaves } from '../../test/words';
import { portalWords } from '../src/core/words';

export interface Visit {
  page: Page;
  /** What went wrong: errors and warnings of the browser, breaches of the policy, requests to anybody else. */
  problems: string[];
  to(path: string): Promise<void>;
  close(): Promise<void>;
}

export async function visit(browser: Browser, base: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || message.text().includes('GPU stall')) return;
    // A refusal that the page shows is no mistake of the page.
    if (!/Failed to load resource/.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !/^(blob|data):/.test(url)) problems.push(`request: ${url}`);
  });
  return {
    page,
    problems,
    async to(path) {
      await page.goto(base + path);
      await settled(page);
    },
    close: () => context.close(),
  };
}

export const settled = async (page: Page): Promise<void> => {
  await page.waitForSelector('#app[data-state]:not([data-state=loading])');
};

const ownNames = ['Қазақша', 'Русский', 'English'];

/** Whole sentences of the product in a language, as they stand in the files of words. */
const sentences = (language: Language): string[] =>
  [...leaves(words[language]), ...leaves(portalWords[language])].map(([, sentence]) => sentence).filter((sentence) => !sentence.includes('{'));

/**
 * What of other languages stands in a printed page. English holds no Cyrillic letter; Russian no Kazakh letter; neither Kazakh nor Russian a Latin word (names
 * such as Dostyq, numerals, file endings and ids apart); and no line is a sentence that only another language has. `names` are the data's own words in
 * this language: a region is «область Жетісу» in Russian too.
 */
export function foreign(text: string, language: Language, names: string[] = []): string[] {
  const found: string[] = [];
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line && !ownNames.includes(line));
  const body = names.reduce((rest, name) => rest.replaceAll(name, ''), lines.join('\n'));
  if (language === 'en') found.push(...(body.match(/[а-яёәғқңөұүһі]+/gi) ?? []));
  // «Елдесу және татуласу» is a name, the same in Russian.
  if (language === 'ru') found.push(...(body.replace(/«[^»]*»/g, '').match(/[а-яё]*[әғқңөұүһі][а-яёәғқңөұүһі]*/gi) ?? []));
  if (language !== 'en') {
    const allowed = /^(Dostyq|Excel|[A-Z]{1,5}|[XVI]+|[A-Za-z]{1,2}-?\d.*|pdf|id)$/;
    found.push(...(body.match(/(?<![\w.:/@-])[A-Za-z][A-Za-z]+(?![\w.:/@-])/g) ?? []).filter((word) => !allowed.test(word)));
  }
  const own = new Set(sentences(language));
  for (const other of languages) {
    if (other === language) continue;
    const theirs = new Set(sentences(other).filter((sentence) => !own.has(sentence) && sentence.length > 3));
    found.push(...lines.filter((line) => theirs.has(line)));
  }
  return found;
}

/** The text that goes to paper. */
export async function printed(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const text = await page.evaluate(() => document.body.innerText);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  return text;
}
