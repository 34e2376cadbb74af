import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages, type Language } from '../../src/core/model';
import { executablePath, hasBrowser, quiet, software, violations } from '../../test/browser';
import { binary, canServe, RealServer } from './real_server';
import { foreign, printed, settled, visit } from './visit';

const ready = hasBrowser && canServe();
if (!ready) console.warn(`real_test is skipped: it needs ${binary} (./dev build) and a browser.`);

const report = `<!doctype html><meta charset="utf-8"><title>News</title><article><h1>A House for Karatas</h1><p>15 January 2026</p>
<p>The Head of State instructed the akimat of North Region to open a House of Friendship in Karatas District.</p>
<p>"We must support mediators in every region," said the Head of State.</p><p>Akimats should publish their plans.</p></article>`;

/** The pages in the binary, served by the binary, on its own register. */
describe.skipIf(!ready)('dostyq serve', () => {
  const server = new RealServer();
  let browser: Browser;

  beforeAll(async () => {
    await server.start();
    browser = await chromium.launch({ executablePath, args: [...quiet, ...software] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server.stop();
  });

  async function logIn(page: Page, role: string, language: Language): Promise<void> {
    await page.goto(`${server.base}/${language}/login`);
    await page.fill('#login-form-name', `demo-${role}`);
    await page.fill('#login-form-password', server.passwords.get(`demo-${role}`)!);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.who a[href$="/account"]');
    await settled(page);
  }

  test.each(languages)('a visitor finds the nearest House (%s)', async (language) => {
    const { page, problems, to, close } = await visit(browser, server.base);
    await to(`/${language}/`);
    await page.waitForSelector('#live-map[data-loaded]');
    await page.fill('#nearest-place', { kk: 'қаратас', ru: 'каратас', en: 'KARATAS' }[language]);
    await page.waitForSelector('#nearest-place-list li');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.nearest-house');
    const first = page.locator('.nearest-house').first();
    expect(await first.locator('h4').textContent()).toContain({ kk: 'Ақжол', ru: 'Акжол', en: 'Akzhol' }[language]);
    expect(await first.textContent()).toContain({ kk: 'белгісіз', ru: 'неизвестно', en: 'not known' }[language]);
    expect(await page.locator('#table-sites tbody tr').count()).toBeGreaterThanOrEqual(2);
    if (language === 'kk') expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test('an officer files evidence and sees the verdict change', async () => {
    const { page, problems, close } = await visit(browser, server.base);
    await logIn(page, 'officer', 'en');
    await page.goto(`${server.base}/en/orders/D5`);
    await settled(page);
    expect(await page.locator('.rows').first().textContent()).toContain('no data');
    await page.click('details.do:has(#evidence-form) > summary');
    await page.fill('#evidence-form-title', 'Order of the akim No. 12');
    await page.fill('#evidence-form-day', '2026-03-01');
    await page.setInputFiles('#evidence-form-file', { name: 'act.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
    await page.click('#evidence-form button[type=submit]');
    await page.waitForSelector('.notice');
    expect((await page.locator('.notice').textContent())!.replace(/\s+/g, ' ')).toMatch(/D5.*no data.*met/);
    expect(await page.locator('.rows').first().textContent()).toContain('met');
    expect(await page.locator('.evidence-list').textContent()).toContain('Order of the akim No. 12');
    expect(problems).toEqual([]);
    await close();
  });

  test('a secretariat member runs a plan, sees its proof, and adopts it', async () => {
    const { page, problems, close } = await visit(browser, server.base);
    await logIn(page, 'secretariat', 'ru');
    await page.goto(`${server.base}/ru/scenarios/new`);
    await page.fill('#scenario-form-name', 'План 1');
    await page.click('#scenario-form button[type=submit]');
    await page.waitForSelector('#proof-title', { timeout: 60_000 });
    expect(await page.locator('main').textContent()).toContain('Оптимальность доказана');
    expect(await page.locator('#table-openings tbody tr').count()).toBeGreaterThan(0);
    await page.click('button:has-text("Принять этот план")');
    await page.click('.confirm button.main');
    await page.waitForSelector('.notice');
    await page.waitForSelector('main .good');
    expect(await page.locator('main .good').textContent()).toContain('Это принятый план');
    await page.goto(`${server.base}/ru/orders/D1`);
    await settled(page);
    expect(await page.locator('#related-title ~ *').first().textContent()).toMatch(/планиров/);
    expect(problems).toEqual([]);
    await close();
  });

  test('a secretariat member reads a report, confirms, edits and rejects its drafts, and takes them away', async () => {
    const { page, problems, close } = await visit(browser, server.base);
    await logIn(page, 'secretariat', 'en');
    await page.goto(`${server.base}/en/readings`);
    await page.setInputFiles('#reading-form-file', { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 broken') });
    await page.click('#reading-form button[type=submit]');
    await page.waitForSelector('#reading-form-file-problem');
    expect(await page.locator('#reading-form-file-problem').textContent()).toContain('PDF');
    await page.setInputFiles('#reading-form-file', { name: 'report.html', mimeType: 'text/html', buffer: Buffer.from(report) });
    await page.click('#reading-form button[type=submit]');
    await page.waitForSelector('.draft.now');
    expect(page.url()).toMatch(/\/en\/readings\/reading-1$/);
    expect(await page.locator('h1').textContent()).toBe('A House for Karatas');
    expect(await page.locator('.draft').count()).toBe(3);
    expect(await page.locator('.read-source mark.ordered').textContent()).toContain('Karatas District');
    expect(await page.locator('.draft.now').textContent()).toContain('Head of State');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('c');
    await page.waitForSelector('.draft:nth-of-type(1) .draft-decision');
    await page.keyboard.press('e');
    await page.waitForFunction(() => document.activeElement?.matches('.draft.now form select')); // the form begins there
    const form = page.locator('.draft.now form');
    await form.locator('textarea[name="text.en"]').fill('Support mediators everywhere.');
    await page.locator('.draft.now input[id$=-bodies]').fill('lake');
    await page.waitForSelector('.draft.now [id$=-bodies-list] li');
    await page.locator('.draft.now input[id$=-bodies]').press('ArrowDown');
    await page.waitForSelector('.draft.now [id$=-bodies-list] [aria-selected=true]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.draft.now .draft-form')?.textContent?.includes('×'));
    await form.locator('button[type=submit]').click();
    await page.waitForSelector('.draft:nth-of-type(2) .draft-decision');
    await page.keyboard.press('r');
    await page.waitForSelector('.draft.rejected');
    // Another visit shows what was decided, with who and when.
    await page.reload();
    await page.waitForSelector('.draft.rejected');
    expect(await page.locator('.draft-decision b').allTextContents()).toEqual(['confirmed', 'edited', 'rejected']);
    expect(await page.locator('.draft-decision .caption').first().textContent()).toContain('demo-secretariat');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#read-download')]);
    const drafts = readFileSync(await download.path(), 'utf8');
    expect(drafts.match(/^\[\[directive\]\]/gm)).toHaveLength(2);
    expect(drafts).toContain('Support mediators everywhere.');
    expect(drafts).toContain('akimat-lake');
    expect(drafts).toContain('issuer = "president"');
    expect(drafts).toContain('decided_by = "demo-secretariat"');
    expect(drafts.match(/force = "(\w+)"/g)).toEqual(['force = "watched"', 'force = "watched"']);
    await page.goto(`${server.base}/en/readings`);
    expect((await page.locator('#table-readings tbody tr').textContent())!.replace(/\s+/g, ' ')).toContain('A House for Karatas');
    expect(problems).toEqual([]);
    await close();
  });

  test('a stranger is kept out of the pages and of what stands behind them', async () => {
    const { page, to, close } = await visit(browser, server.base);
    for (const path of ['audit', 'accounts', 'scenarios', 'readings', 'readings/reading-1', 'programme', 'sites/new']) {
      await to(`/kk/${path}`);
      expect(await page.locator('.state.problem a[href^="/kk/login"]').count(), path).toBe(1);
    }
    const status = (path: string, method = 'GET') =>
      page.evaluate(async ([path, method]) => (await fetch(`/api/v1${path}`, { method: method! })).status, [path, method] as const);
    for (const path of ['/audit', '/accounts', '/scenarios', '/readings', '/readings/reading-1', '/readings/reading-1/source', '/readings/reading-1/directives.toml']) expect(await status(path), path).toBe(401);
    for (const path of ['/evidence', '/registers/mediators', '/sites', '/scenarios', '/readings?name=a']) expect([401, 403], path).toContain(await status(path, 'POST'));
    await page.fill('.search-box input', 'demo-officer');
    await page.keyboard.press('Enter');
    await page.waitForSelector('main .nothing');
    await to('/kk/login');
    await page.fill('#login-form-name', 'demo-officer');
    await page.fill('#login-form-password', 'not the password');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.form-problem p');
    await close();
  });

  test.each(languages)('tourist routes are switched by profile on the map and each has its page (%s)', async (language) => {
    const { page, problems, to, close } = await visit(browser, server.base);
    const names = { kk: ['Жаға', 'Қонақ жолы', 'Мүйіс'], ru: ['Берег', 'Путь гостей', 'Мыс'], en: ['Shore', 'Way of guests', 'Cape'] }[language];
    await to(`/${language}/`);
    await page.waitForSelector('#live-map[data-loaded]');
    expect(await page.locator('#table-routes').count()).toBe(0);
    await page.click('#map-routes label:nth-of-type(2)');
    await page.waitForSelector('#table-routes');
    expect(await page.locator('#table-routes').textContent()).toContain(names[0]);
    expect(await page.locator('#table-routes').textContent()).not.toContain(names[1]);
    await page.click('#map-routes label:nth-of-type(3)');
    await page.waitForSelector(`#table-routes a:has-text("${names[1]}")`);
    expect(await page.locator('.legend .tourist-line').count()).toBe(1);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.waitForSelector('.drawn-map .tourist-line', { state: 'attached' });
    expect(await page.locator('.drawn-map .tourist-line').count()).toBe(await page.locator('#table-routes tbody tr').count());
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await violations(page)).toEqual([]);
    await page.click('#map-routes label:nth-of-type(1)');
    await page.waitForSelector('#table-routes', { state: 'detached' });

    await to(`/${language}/routes?profile=foreign-guests`);
    await page.click(`#table-routes a:has-text("${names[1]}")`);
    await page.waitForSelector('.route-map .tourist-line');
    const text = (await page.locator('main').textContent())!;
    expect(text).toContain(names[2]);
    expect(text).toContain({ kk: 'модельденген', ru: 'смоделировано', en: 'modelled' }[language]);
    expect(await page.locator('.route-map .route-stop').count()).toBeGreaterThanOrEqual(2);
    expect(await violations(page)).toEqual([]);
    const files = await page.locator('.exports a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    expect(files).toHaveLength(6);
    for (const file of files) {
      const answer = await page.evaluate(async (file) => {
        const got = await fetch(file);
        return { status: got.status, text: await got.text() };
      }, file);
      expect(answer.status, file).toBe(200);
      if (!file.includes('.pdf')) expect(answer.text, file).toContain(names[1]);
    }
    expect(problems).toEqual([]);
    await close();
  });

  test('what is printed in one language holds no word of another', async () => {
    const { page, to, close } = await visit(browser, server.base);
    const paths = ['', 'orders', 'orders/D1', 'orders/D5', 'regions', 'regions/steppe', 'routes', 'routes/shore', 'bodies', 'bodies/akimat-north', 'sites/house-akzhol', 'search?q=D1'];
    await to('/kk/orders');
    const own = await ownWords(page);
    const found: Record<string, string[]> = {};
    for (const path of paths) {
      await to(`/kk/${path}`);
      if (path === '') await page.waitForSelector('#live-map[data-loaded]');
      for (const language of languages) {
        if (language !== 'kk') {
          await page.click(`.language-links a[lang=${language}]`);
          await page.waitForSelector(`html[lang=${language}]`);
        }
        const words = foreign(await printed(page), language, own[language]);
        if (words.length > 0) found[`${language}: ${path}`] = words;
      }
    }
    expect(found).toEqual({});
    await close();
  });
});

/**
 * The register's own words in each language: its texts, longest first, and what it has in one form only (titles of sources, addresses, names of people and
 * plans). What is left of a print when these are taken out is the product's wording.
 */
async function ownWords(page: Page): Promise<Record<Language, string[]>> {
  const words: Record<Language, Set<string>> = { kk: new Set(), ru: new Set(), en: new Set() };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (value === null || typeof value !== 'object') return;
    const own = value as Record<string, unknown>;
    for (const language of languages) if (typeof own[language] === 'string') words[language].add(own[language]);
    for (const key of ['address', 'decided_by', 'title', 'id', 'author', 'by', 'number', 'project', 'source']) {
      if (typeof own[key] === 'string') for (const language of languages) words[language].add(own[key]);
    }
    Object.values(own).forEach(walk);
  };
  for (const path of ['/programme', '/map', '/outlines', '/orders', '/orders/D1', '/orders/D5', '/regions', '/regions/steppe', '/routes', '/routes/shore', '/discipline', '/bodies/akimat-north', '/sites/house-akzhol', '/search?q=D1'])
    walk(await page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), path));
  const sorted = (language: Language) => [...words[language]].filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
  return { kk: sorted('kk'), ru: sorted('ru'), en: sorted('en') };
}
