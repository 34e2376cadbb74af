import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, open, quiet, violations } from './browser';

// The review page of dostyq read, as the program writes it.
const program = resolve(__dirname, '../../build/release/dostyq');
const source = resolve(__dirname, '../../tests/reading/pages/ru.txt');
if (!existsSync(program)) console.warn(`review_test is skipped: there is no ${program} (./dev build).`);

describe.skipIf(!hasBrowser || !existsSync(program))('the review page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dostyq-review-'));
  const file = join(folder, 'review.html');
  let browser: Browser;

  beforeAll(async () => {
    execFileSync(program, ['read', source, '--review', file, '--lang', 'en']);
    browser = await chromium.launch({ executablePath, args: quiet });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows each passage by its modality, calls nobody and can be read by everybody', async () => {
    const { page, problems, close } = await open(browser, file);
    expect(await page.locator('mark.ordered').count()).toBeGreaterThan(0);
    expect(await page.locator('mark.required').count()).toBeGreaterThan(4);
    const drafts = await page.locator('article').count();
    expect(drafts).toBeGreaterThan(8);
    // The passage that is shown is the passage of the source.
    const text = await page.locator('#source').textContent();
    expect(text?.trim()).toBe(readFileSync(source, 'utf8').trim());
    for (const language of ['kk', 'ru', 'en']) {
      await page.click(`#languages button[lang=${language}]`);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await violations(page)).toEqual([]);
    }
    expect(problems).toEqual([]);
    await close();
  });

  test('is worked by keyboard alone, and the decisions are applied by the program', async () => {
    const { page, problems, close } = await open(browser, file);
    const ids = await page.locator('article').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.id));
    await page.keyboard.press('c');
    await page.keyboard.press('r');
    await page.keyboard.press('e');
    await page.locator('article.now textarea[name=text-en]').fill('In our own words.');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('k');
    expect(await page.locator('article.now').getAttribute('data-id')).toBe(ids[2]);
    await page.fill('#reviewer', 'A. Secretary');
    await page.locator('#source').focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('s')]);
    const saved = join(folder, 'decisions.json');
    await download.saveAs(saved);
    const decisions = JSON.parse(readFileSync(saved, 'utf8'));
    expect(decisions.reviewer).toBe('A. Secretary');
    expect(decisions.decisions.map((d: { statement: string; decision: string }) => [d.statement, d.decision])).toEqual([
      [ids[0], 'confirm'],
      [ids[1], 'reject'],
      [ids[2], 'edit'],
    ]);
    const draft = join(folder, 'directives.toml');
    execFileSync(program, ['read', source, '--decisions', saved, '--draft', draft, '--lang', 'en']);
    const toml = readFileSync(draft, 'utf8');
    expect(toml.match(/\[\[directive\]\]/g)).toHaveLength(2);
    expect(toml).toContain('In our own words.');
    expect(toml).toContain('Confirmed by A. Secretary');
    // Another visit finds the decisions where they were left.
    await page.reload();
    expect(await page.locator('article .state').first().textContent()).toBe('confirmed');
    expect(problems).toEqual([]);
    await close();
  });
});
