import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { languages } from '../../src/core/model';
import { executablePath, hasBrowser, quiet, software, violations } from '../../test/browser';
import type { Role } from '../src/api/types';
import { TestServer } from './server';
import { names } from './fixture';
import { foreign, printed, visit } from './visit';

/** Every page, and who can see it. */
export const everyPage: [string, Role][] = [
  ['orders', 'public'],
  ['orders/R1', 'officer'],
  ['orders/R3', 'controller'],
  ['orders/R11', 'public'],
  ['regions', 'public'],
  ['regions/almaty', 'public'],
  ['routes', 'public'],
  ['routes?profile=foreign-guests', 'officer'],
  ['routes/ring', 'public'],
  ['bodies', 'public'],
  ['bodies/akimat', 'public'],
  ['sessions', 'public'],
  ['sessions/session-34', 'public'],
  ['search?q=XXXIV', 'public'],
  ['sites/house-almaty', 'officer'],
  ['sites/new', 'secretariat'],
  ['sites/house-almaty/edit', 'secretariat'],
  ['registers', 'officer'],
  ['registers/mediators', 'officer'],
  ['registers/mediators/m-1', 'officer'],
  ['changes', 'viewer'],
  ['scenarios', 'secretariat'],
  ['scenarios/new', 'secretariat'],
  ['scenarios/s2', 'secretariat'],
  ['scenarios/compare?a=s1&b=s2', 'viewer'],
  ['readings', 'secretariat'],
  ['readings/reading-1', 'secretariat'],
  ['programme', 'administrator'],
  ['audit', 'administrator'],
  ['accounts', 'administrator'],
  ['account', 'viewer'],
  ['login', 'public'],
];

describe.skipIf(!hasBrowser)('every page', () => {
  const server = new TestServer();
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    if (!existsSync(fileURLToPath(new URL('../dist/index.html', import.meta.url)))) throw new Error('web/portal/dist is missing: run "npm run build" first');
    base = await server.start();
    browser = await chromium.launch({ executablePath, args: [...quiet, ...software] });
  });
  beforeEach(() => server.reset());
  afterAll(async () => {
    await browser?.close();
    server.stop();
  });

  test('obeys the strict policy, calls nobody else, and axe finds nothing, in dress and in the dark', async () => {
    const light = await visit(browser, base);
    const dark = await visit(browser, base, { colorScheme: 'dark' });
    for (const [i, [path, role]] of everyPage.entries()) {
      server.reset(role);
      const own = i % 2 === 0 ? light : dark;
      await own.to(`/${languages[i % 3]}/${path}`);
      expect(await own.page.getAttribute('#app', 'data-state'), path).toBe('ready');
      await own.page.evaluate(() => document.querySelectorAll('details.do').forEach((details) => ((details as HTMLDetailsElement).open = true)));
      expect(await violations(own.page), path).toEqual([]);
    }
    expect(light.problems).toEqual([]);
    expect(dark.problems).toEqual([]);
    await light.close();
    await dark.close();
  }, 300_000);

  test('printed in one language holds no word of another', async () => {
    const { page, to, close } = await visit(browser, base);
    const found: Record<string, string[]> = {};
    for (const [path, role] of everyPage) {
      server.reset(role);
      await to(`/kk/${path}`);
      for (const language of languages) {
        if (language !== 'kk') {
          await page.click(`.language-links a[lang=${language}]`);
          await page.waitForSelector(`html[lang=${language}]`);
        }
        const words = foreign(await printed(page), language, names(language));
        if (words.length > 0) found[`${language}: ${path}`] = words;
      }
    }
    expect(found).toEqual({});
    await close();
  }, 300_000);

  test('fits a phone 360 wide', async () => {
    const { page, to, close } = await visit(browser, base, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
    for (const [i, [path, role]] of everyPage.entries()) {
      server.reset(role);
      await to(`/${languages[(i + 1) % 3]}/${path}`);
      await page.evaluate(() => document.querySelectorAll('details.do').forEach((details) => ((details as HTMLDetailsElement).open = true)));
      expect(await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]), path).toEqual([360, 360]);
    }
    await close();
  }, 300_000);

  test('says so when there is nothing, and when the server refuses or is silent', async () => {
    const { page, problems, to, close } = await visit(browser, base);
    for (const path of ['orders', 'regions', 'routes', 'bodies', 'sessions', 'search?q=x', 'registers/mediators', 'changes']) {
      server.reset('viewer');
      server.empty = true;
      await to(`/en/${path}`);
      expect(await page.locator('main .nothing').count(), path).toBeGreaterThan(0);
    }
    server.reset();
    for (const [status, words] of [
      [503, 'code 503'],
      [404, 'nothing at this address'],
      [403, 'Your role does not allow'],
    ] as const) {
      server.broken.set('/orders', status);
      await to('/en/orders');
      expect(await page.locator('.state.problem').textContent()).toContain(words);
      expect(await violations(page)).toEqual([]);
    }
    server.broken.set('/orders', 503);
    await to('/en/orders');
    server.broken.clear();
    await page.click('.state.problem button');
    await page.waitForSelector('#table-orders');
    await to('/en/no/such/page');
    expect(await page.locator('h1').textContent()).toBe('Not found');
    expect(problems).toEqual([]);
    await close();
  });

  test('a stranger sees no form, no button of staff, and none of their pages', async () => {
    const { page, to, close } = await visit(browser, base);
    for (const path of ['orders/R1', 'sites/house-almaty', 'registers/mediators', 'registers/mediators/m-1']) {
      await to(`/en/${path}`);
      expect(await page.locator('main form:not([role=search]), main details.do, main details.history').count(), path).toBe(0);
    }
    for (const path of ['audit', 'accounts', 'scenarios', 'scenarios/new', 'readings', 'readings/reading-1', 'programme', 'sites/new', 'account']) {
      await to(`/en/${path}`);
      expect(await page.locator('.state.problem a[href^="/en/login"]').count(), path).toBe(1);
    }
    expect(await page.locator('.sections .staff').count()).toBe(0);
    expect(server.asked.filter((line) => /\/(audit|accounts|scenarios|readings)/.test(line))).toEqual([]);
    await close();
  });

  test('no page has a button that sets a verdict', async () => {
    const { page, to, close } = await visit(browser, base);
    server.reset('secretariat');
    await to('/en/orders/R1');
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    const buttons = await page.locator('main button').allTextContents();
    expect(buttons.filter((text) => /\b(done|met|complete|close the order)\b/i.test(text))).toEqual([]);
    expect(await page.locator('main select option[value=met], main input[name=verdict]').count()).toBe(0);
    await close();
  });
});
