import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, quiet, software, violations } from '../../test/browser';
import { names } from './fixture';
import { TestServer } from './server';
import { foreign, printed, settled, visit } from './visit';

describe.skipIf(!hasBrowser)('what people do', () => {
  const server = new TestServer();
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    base = await server.start();
    browser = await chromium.launch({ executablePath, args: [...quiet, ...software] });
  });
  beforeEach(() => server.reset());
  afterAll(async () => {
    await browser?.close();
    server.stop();
  });

  test('a visitor finds the nearest House by name, by coordinates and by a click on the map', async () => {
    const { page, problems, to, close } = await visit(browser, base);
    await to('/en/');
    await page.waitForSelector('#live-map[data-loaded]');
    await page.fill('#nearest-place', 'taraz');
    await page.waitForSelector('#nearest-place-list li');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.nearest-house');
    expect(await page.locator('.nearest-answer h3').textContent()).toContain('Taraz');
    expect(await page.locator('.nearest-house').first().textContent()).toContain('not known');
    await page.fill('#nearest-place', '43.25, 76.95');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.nearest-answer h3:has-text("43.25")');
    expect(await page.locator('.nearest-house a[href^="tel:"]').getAttribute('href')).toBe('tel:+77270000000');
    const before = await page.locator('.nearest-answer h3').textContent();
    await page.click('#live-map canvas', { position: { x: 60, y: 330 } });
    await page.waitForFunction((old) => document.querySelector('.nearest-answer h3')?.textContent !== old, before);
    expect(await page.locator('#live-map .here').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test('the map shows step by step what is open, under way, planned, ordered; a sign has its card; its print is of one language', async () => {
    const { page, to, close } = await visit(browser, base);
    await to('/ru/');
    await page.waitForSelector('#live-map[data-loaded]');
    const shown = () => page.locator('#live-map .site-button:not([hidden])').count();
    const counts = [];
    for (let step = 0; step < 4; ++step) {
      await page.locator('.steps input').nth(step).check({ force: true });
      counts.push(await shown());
    }
    expect(counts).toEqual([6, 8, 15, 16]);
    await page.locator('#live-map .site-button:not([hidden])').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.card h3');
    await page.selectOption('#map-region', 'zhetisu');
    for (const language of ['ru', 'kk', 'en'] as const) {
      await page.click(`.language-links a[lang=${language}]`);
      await page.waitForSelector(`html[lang=${language}]`);
      expect(foreign(await printed(page), language, names(language)), language).toEqual([]);
    }
    await close();
  });

  test('without WebGL the map is drawn', async () => {
    const flat = await chromium.launch({ executablePath, args: [...quiet, '--disable-gpu', '--disable-3d-apis'] });
    const { page, to, close } = await visit(flat, base);
    await to('/en/');
    await page.waitForSelector('svg.drawn-map .site-button');
    expect(await page.locator('#live-map').count()).toBe(0);
    await page.locator('svg.drawn-map .site-button').first().press('Enter');
    await page.waitForSelector('.card h3');
    await close();
    await flat.close();
  });

  test('logging in asks for the code of the second factor, then leads to where one wanted to go', async () => {
    const { page, to, close } = await visit(browser, base);
    await to('/en/scenarios');
    await page.click('.state.problem a[href^="/en/login"]');
    await page.waitForSelector('#login-form');
    await page.click('#login-form button');
    expect(await page.locator('#login-form-name-problem').textContent()).toBe('Please fill this in.');
    await page.waitForFunction(() => document.activeElement?.id === 'login-form-name');
    await page.fill('#login-form-name', 'secretariat');
    await page.fill('#login-form-password', 'wrong');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.form-problem p');
    await page.fill('#login-form-password', 'right horse battery');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#login-form-totp');
    await page.fill('#login-form-totp', '123456');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("Scenarios")');
    expect(page.url()).toMatch(/\/en\/scenarios$/);
    await close();
  });

  test('an officer files evidence: mistakes stand beside their fields, the verdict turns, undo turns it back', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('officer');
    await to('/en/orders/R1');
    await page.click('details.do:has(#evidence-form) > summary');
    await page.click('#evidence-form button[type=submit]');
    for (const name of ['title', 'day', 'file']) expect(await page.locator(`#evidence-form-${name}-problem`).count(), name).toBe(1);
    await page.fill('#evidence-form-title', 'bad');
    await page.fill('#evidence-form-day', '2027-01-01');
    await page.setInputFiles('#evidence-form-file', { name: 'act.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await page.click('#evidence-form button[type=submit]');
    expect(await page.locator('#evidence-form-day-problem').textContent()).toContain('27\u00a0Nov\u00a02026');
    await page.fill('#evidence-form-day', '2026-11-01');
    await page.click('#evidence-form button[type=submit]');
    await page.waitForSelector('#evidence-form-title-problem:has-text("refused title")');
    await page.fill('#evidence-form-title', 'Act 12');
    await page.click('#evidence-form button[type=submit]');
    await page.waitForSelector('.notice:has-text("no data")');
    expect(await page.locator('.notice').textContent()).toContain('met');
    expect(await page.locator('.evidence-list').textContent()).toContain('Act 12');
    expect(await violations(page)).toEqual([]);
    await page.click('.notice button:has-text("Undo")');
    await page.waitForSelector('.notice:has-text("taken back")');
    expect(await page.locator('.evidence-list').count()).toBe(0);
    await close();
  });

  test('a record has its history, and a change is undone from it', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('secretariat');
    await to('/kk/registers/mediators/m-1');
    await page.click('details.history summary');
    await page.waitForSelector('.change-list li');
    await page.click('.change-list button');
    await page.waitForSelector('.notice');
    expect(server.asked).toContain('POST /changes/c2/undo');
    await close();
  });

  test('a file is looked through before it is written', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('officer');
    await to('/en/registers/mediators');
    await page.click('details.do:has(.import) > summary');
    const choose = (text: string) => page.setInputFiles('#import-mediators', { name: 'm.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose('bad');
    await page.waitForSelector('.problems');
    expect(await page.locator('.problems tbody').textContent()).toContain('no such body');
    expect(await page.locator('.import button.main').count()).toBe(0);
    await choose('good');
    await page.waitForSelector('.import button.main');
    expect(await violations(page)).toEqual([]);
    expect(server.asked.some((line) => line.includes('preview=false'))).toBe(false);
    await page.click('.import button.main');
    await page.waitForSelector('.notice:has-text("imported")');
    await close();
  });

  test('a run shows incumbent, bound and gap as they come; Stop keeps the best, which is adopted', async () => {
    const { page, problems, to, close } = await visit(browser, base);
    server.reset('secretariat');
    await to('/en/scenarios/new');
    await page.fill('#scenario-form-name', 'Cheaper');
    await page.click('#scenario-form button[type=submit]');
    await page.waitForSelector('.running');
    await expect.poll(() => server.asked.some((line) => line.includes('/jobs/j1/events'))).toBe(true);
    server.send('progress', { stage: { kk: 'адамдар', ru: 'люди', en: 'people' }, stage_index: 0, stages: 3, incumbent: 8_123_456, bound: 8_200_000, gap: 0.0094, seconds: 12, eta: 40, nodes: 7 });
    await page.waitForSelector('.running:has-text("8,123,456")');
    expect(await page.locator('.running').textContent()).toContain('8,200,000');
    expect(await page.locator('.running').textContent()).toContain('0.9400%');
    expect(await violations(page)).toEqual([]);
    await page.click('.running button.main');
    await page.waitForSelector('main:has-text("The best plan found until then")');
    await page.click('button:has-text("Adopt this plan")');
    await page.click('.confirm button.main');
    await page.waitForSelector('.notice:has-text("adopted")');
    expect(await page.locator('.notice').textContent()).toContain('on track');
    expect(problems).toEqual([]);
    await close();
  });

  test('Ctrl-K finds pages, actions and records from the keyboard', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('secretariat');
    await to('/en/orders');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('#palette[open]');
    await page.keyboard.type('compute');
    await page.waitForSelector('#palette-input-list li:has-text("Compute a plan")');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#scenario-form');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('XXXIV');
    await page.waitForSelector('#palette-input-list li:has-text("Session XXXIV")');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("Session XXXIV")');
    expect(await page.locator('#palette[open]').count()).toBe(0);
    await close();
  });

  test('every page is reached and the language changed by keyboard, and the heading gets the focus', async () => {
    const { page, to, close } = await visit(browser, base);
    await to('/en/sessions');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.focus('.sections a[href="/en/regions"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#table-regions');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.focus('.language-links a[lang=kk]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('html[lang=kk]');
    expect(page.url()).toMatch(/\/kk\/regions$/);
    await page.goBack();
    await page.waitForSelector('html[lang=en]');
    await settled(page);
    await close();
  });

  test('the second factor: a key as picture and text, then codes for a lost telephone', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('viewer');
    await to('/ru/account');
    await page.click('button:has-text("Настроить")');
    await page.waitForSelector('.qr');
    await page.fill('#factor-form-code', '123456');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.codes');
    expect(await page.locator('.codes li').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await close();
  });

  test('another interpretation is looked at, put in force with the reason, and taken back', async () => {
    const { page, problems, to, close } = await visit(browser, base);
    await to('/en/orders/R1');
    expect(await page.locator('.readings details').count(), 'a visitor only reads').toBe(0);
    server.reset('secretariat');
    await to('/en/orders/R1');
    await page.click('.readings details > summary');
    await page.waitForSelector('.readings details li:has-text("no data")');
    expect(server.asked).toContain('POST /orders/R1/interpretation?preview=true');
    await page.click('.readings details button[type=submit]');
    expect(await page.locator('.readings .field-problem').textContent()).toBe('Please fill this in.');
    expect(await violations(page)).toEqual([]);
    await page.fill('.readings details textarea', 'Letter No. 5');
    await page.click('.readings details button[type=submit]');
    await page.waitForSelector('.notice:has-text("in force")');
    expect(await page.locator('.readings li.chosen').textContent()).toContain('It can be read otherwise.');
    await page.click('.notice button:has-text("Undo")');
    await page.waitForSelector('.notice:has-text("taken back")');
    expect(await page.locator('.readings li.chosen').textContent()).not.toContain('It can be read otherwise.');
    expect(problems).toEqual([]);
    await close();
  });

  test('where one is logged in: one is ended, then all others', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('viewer');
    await to('/kk/account');
    await page.waitForSelector('#log-ins');
    expect(await page.locator('#log-ins tbody tr').count()).toBe(3);
    expect(await page.locator('#log-ins tbody button').count(), 'not the one that asks').toBe(2);
    expect(await violations(page)).toEqual([]);
    await page.locator('#log-ins tbody button').first().press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('#log-ins tbody tr').length === 2);
    await page.click('button.danger');
    await page.waitForFunction(() => document.querySelectorAll('#log-ins tbody tr').length === 1);
    expect(server.asked).toContain('DELETE /me/sessions/s2');
    expect(server.asked).toContain('DELETE /me/sessions');
    await close();
  });

  test('a role that needs a second factor is led to it by the log-in', async () => {
    const { page, to, close } = await visit(browser, base);
    server.mustEnrol = true;
    await to('/en/login');
    await page.fill('#login-form-name', 'controller');
    await page.fill('#login-form-password', 'right horse battery');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]:has-text("needs a second factor")');
    expect(page.url()).toMatch(/\/en\/account$/);
    await page.click('button:has-text("Set up")');
    await page.fill('#factor-form-code', '123456');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.codes');
    expect(await page.locator('[role=alert]:has-text("needs a second factor")').count()).toBe(0);
    await close();
  });

  test('a day is typed by keyboard, said in the language of the page, sent as ISO and held to its rules', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('officer');
    await to('/ru/registers/mediators');
    await page.click('details.do:has(#fact-form) > summary');
    const from = page.locator('#fact-form-from');
    expect(await from.getAttribute('type')).toBe('date');
    await from.focus();
    await page.keyboard.type('11022026'); // in the browser's own order: this one is American
    expect(await from.inputValue()).toBe('2026-11-02');
    await page.keyboard.press('Tab');
    await page.waitForSelector('#fact-form-from-day');
    expect((await page.locator('#fact-form-from-day').textContent())?.replaceAll('\u00a0', ' ')).toContain('2 ноября 2026');
    expect(await from.getAttribute('aria-describedby')).toContain('fact-form-from-day');
    await page.fill('#fact-form-to', '2026-11-01');
    await page.click('#fact-form button[type=submit]');
    expect(await page.locator('#fact-form-to-problem').textContent()).toContain('Не раньше');
    expect(server.asked.some((line) => line.startsWith('POST /registers'))).toBe(false);
    await close();
  });

  test('drafts of a report are confirmed, edited and rejected by keyboard alone; each passage stands beside its draft', async () => {
    const { page, problems, to, close } = await visit(browser, base);
    server.reset('secretariat');
    await to('/en/readings/reading-1');
    expect(await page.locator('.read-source').textContent()).toBe(server.report.text);
    expect(await page.locator('.read-source mark.ordered').textContent()).toBe('1 — 2 — 3.');
    expect(await page.locator('.draft').count()).toBe(2);
    await page.keyboard.press('c');
    await page.waitForSelector('.draft[data-id=s1] .draft-decision:has-text("confirmed")');
    expect(await page.locator('.draft.now').getAttribute('data-id')).toBe('s2');
    expect(await page.locator('mark.now').textContent()).toBe('4 5 6 7.');
    await page.keyboard.press('e');
    await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT');
    expect(await violations(page)).toEqual([]);
    // A letter typed into the form decides nothing.
    await page.fill('#draft-form-s2-text-en', 'correct this');
    await page.locator('#draft-s2-areas').focus();
    await page.keyboard.type('almaty');
    await page.waitForSelector('#draft-s2-areas-list li');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.draft-form .chips li');
    await page.click('#draft-form-s2 button[type=submit]');
    await page.waitForSelector('.draft[data-id=s2] .draft-decision:has-text("edited")');
    expect(server.report.decisions.s2).toMatchObject({ decision: 'edit', areas: ['almaty'], text: { en: 'correct this' } });
    expect(server.report.decisions.s2).not.toHaveProperty('bodies');
    await page.keyboard.press('a');
    expect(await page.locator('.draft').count()).toBe(3);
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await page.waitForSelector('.draft.rejected[data-id=s3]');
    await page.keyboard.press('u');
    await page.waitForSelector('.draft[data-id=s3]:not(.rejected)');
    expect(server.report.decisions.s3?.decision).toBe(null);
    expect(await page.getAttribute('#read-download', 'href')).toBe('/api/v1/readings/reading-1/directives.toml?source=src-2&lang=en');
    // Somebody else was quicker: their decision is shown, not overwritten.
    server.report.decisions.s1 = { ...server.report.decisions.s1!, decision: 'reject', version: 5 };
    server.report = structuredClone(server.report);
    await page.click('.draft[data-id=s1] button:has-text("Take back")');
    await page.waitForSelector('.notice:has-text("Somebody else")');
    await page.waitForSelector('.draft.rejected[data-id=s1]');
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test('a controller reads the drafts and has no button to decide', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('controller');
    await to('/ru/readings/reading-1');
    expect(await page.locator('.draft').count()).toBe(2);
    expect(await page.locator('.draft button').count()).toBe(0);
    await page.keyboard.press('c');
    expect(server.asked.filter((line) => line.startsWith('PUT'))).toEqual([]);
    await close();
  });
});
