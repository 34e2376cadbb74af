import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../src/core/model';
import { executablePath, hasBrowser, open, quiet, software, violations } from './browser';
import { report } from './fixture';
import { template, writeReport } from './write_report';

describe.skipIf(!hasBrowser)('the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dostyq-report-'));
  const file = join(folder, 'report.html');
  const otherFile = join(folder, 'other.html');
  const regionalFile = join(folder, 'regional.html');
  let browser: Browser;
  let flat: Browser;

  beforeAll(async () => {
    if (!existsSync(template)) throw new Error('web/dist/report.html is missing: run "npm run build" first');
    writeReport(file, report, 'kk');
    const keep = <Row extends { id: string }>(rows: Row[]) => rows.filter((row) => row.id === 'zhetisu');
    const regional: Report = {
      ...report,
      regional: true,
      area: 'zhetisu',
      area_name: { kk: 'Жетісу облысы', ru: 'Область Жетісу', en: 'Zhetisu Region' },
      regions: keep(report.regions),
      status: 'optimal',
    };
    writeReport(regionalFile, regional, 'ru');
    browser = await chromium.launch({ executablePath, args: [...quiet, ...software] });
    flat = await chromium.launch({ executablePath, args: [...quiet, '--disable-gpu', '--disable-3d-apis'] });
  });

  afterAll(async () => {
    await browser?.close();
    await flat?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('opens offline, draws its map, asks nothing of the network and reports no error', async () => {
    const { page, problems, close } = await open(browser, file);
    await page.waitForSelector('#live-map[data-loaded]');
    expect(await page.locator('h1').textContent()).toBe(report.programme.kk);
    expect(
      await page.evaluate(
        () => document.fonts.check('700 16px "Noto Sans"', 'Қә') && document.fonts.check('600 16px "Noto Serif"', 'Әұ'),
      ),
    ).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  test('speaks three languages without loading again, and the hash remembers which', async () => {
    const { page, problems, close } = await open(browser, file);
    await page.waitForSelector('#live-map[data-loaded]');
    expect(await page.getAttribute('html', 'lang')).toBe('kk');
    await page.click('.languages button[lang=ru]');
    expect(await page.getAttribute('html', 'lang')).toBe('ru');
    expect(await page.title()).toBe('Сеть Домов дружбы – Республика Казахстан');
    expect(page.url()).toContain('#lang=ru');
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe(report.programme.ru);
    await page.click('.languages button[lang=en]');
    expect(await page.locator('h1').textContent()).toBe(report.programme.en);
    expect(problems).toEqual([]);
    await close();
  });

  test('walks through the phases, by mouse and by arrow keys', async () => {
    const { page, close } = await open(browser, file, '#lang=en');
    await page.waitForSelector('#live-map[data-loaded]');
    const shown = () => page.locator('#live-map button.site-button:visible').count();
    expect(await shown()).toBe(15);
    await page.getByRole('radio', { name: 'today' }).check();
    expect(await shown()).toBe(6);
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toBe(9);
    expect(await page.locator('.readout').textContent()).toMatch(/Houses\s+7/);
    expect(page.url()).toContain('step=2027');
    await close();
  });

  test('a site shows its card, by mouse, from the table and by keyboard', async () => {
    const { page, problems, close } = await open(browser, file, '#lang=en');
    await page.waitForSelector('#live-map[data-loaded]');
    await page.click('#table-sites button.show-site:has-text("Karaganda")');
    const card = page.locator('.card');
    expect((await card.textContent())!.replace(/\u00a0/g, ' ')).toContain('1.5 billion tenge');
    expect(await page.locator('#live-map button[aria-pressed=true]').textContent()).toContain('Karaganda');
    await page.locator('#live-map button[aria-pressed=true]').focus();
    await page.keyboard.press('ArrowRight');
    expect(await card.textContent()).not.toContain('Karaganda House');
    await page.keyboard.press('Escape');
    expect(await card.count()).toBe(0);
    await page.locator('#live-map button:has-text("Aktobe")').click();
    await card.getByRole('button', { name: 'R2' }).click();
    expect(await page.locator('#details-R2').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('order-R2');
    expect(problems).toEqual([]);
    await close();
  });

  test('tables are searched, sorted and downloaded', async () => {
    const { page, close } = await open(browser, file, '#lang=en');
    const names = () => page.locator('#table-places tbody th').allTextContents();
    expect((await names())[0]).toBe('Almaty');
    await page.click('#table-places thead button:has-text("Place")');
    expect((await names())[0]).toBe('Aksu');
    expect(await page.getAttribute('#table-places thead th:first-child', 'aria-sort')).toBe('ascending');
    await page.fill('#table-places input', 'қонаев');
    expect(await names()).toEqual(['Konaev']);
    await page.fill('#table-places input', '');
    await page.click('#table-places .more');
    expect((await names()).length).toBe(60);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('#table-sites .table-tools button'),
    ]);
    expect(download.suggestedFilename()).toBe('dostyq-sites.csv');
    const text = readFileSync((await download.path())!, 'utf8');
    expect(text.split('\r\n').length).toBe(report.sites.length + 2);
    await close();
  });

  test('a region filters tables, orders and charts', async () => {
    const { page, problems, close } = await open(browser, file, '#lang=en');
    await page.waitForSelector('#live-map[data-loaded]');
    await page.selectOption('#region', 'zhetisu');
    expect(await page.locator('#table-places tbody tr').count()).toBe(4);
    expect(await page.locator('#regions tbody tr').count()).toBe(1);
    expect(await page.locator('#order-R1').count()).toBe(0);
    expect(await page.locator('#order-R3').count()).toBe(1);
    expect(page.url()).toContain('region=zhetisu');
    expect(problems).toEqual([]);
    await close();
  });

  test('orders open and are filtered by verdict; the background ones are apart', async () => {
    const { page, close } = await open(browser, file, '#lang=en');
    await page.click('#order-R1');
    expect(await page.getAttribute('#order-R1', 'aria-expanded')).toBe('true');
    expect(await page.locator('#details-R1').textContent()).toContain('Any House');
    await page.selectOption('#verdict-filter', 'plan:not_met');
    expect(await page.locator('.order-row').count()).toBe(1);
    expect(await page.locator('#order-R11').count()).toBe(0);
    expect(await page.locator('.background li').count()).toBe(4);
    await close();
  });

  test('a regional report has no choice of region', async () => {
    const { page, problems, close } = await open(browser, regionalFile);
    await page.waitForSelector('#live-map[data-loaded]');
    expect(await page.locator('#region').count()).toBe(0);
    expect(await page.locator('#table-places tbody tr').count()).toBe(4);
    expect(problems).toEqual([]);
    await close();
  });

  test('an empty report opens, and names are never taken for markup', async () => {
    const nothing = {
      phases: [],
      sites: [],
      places: [],
      orders: [],
      groups: [],
      regions: [],
      objectives: [],
      notes: [],
      sources: [],
      outlines: [],
    };
    writeReport(otherFile, { ...report, ...nothing, status: 'conflict', plan_hash: '' }, 'en');
    const empty = await open(browser, otherFile);
    await empty.page.waitForSelector('#live-map[data-loaded]');
    expect(await empty.page.locator('.figure').count()).toBe(4);
    expect(empty.problems).toEqual([]);
    await empty.close();

    const evil = '</script><img src=x onerror="document.title=1"><!--<script>';
    const text = { kk: evil, ru: evil, en: evil };
    const places = report.places.map((place) => ({ ...place, name: text }));
    writeReport(
      otherFile,
      {
        ...report,
        places,
        programme: text,
        sources: [{ id: 'x', title: evil, url: 'javascript:alert(1)', licence: evil }],
      },
      'en',
    );
    const { page, problems, close } = await open(browser, otherFile);
    await page.waitForSelector('#live-map[data-loaded]');
    expect(await page.locator('h1').textContent()).toBe(evil);
    expect(await page.locator('img, a[href^="javascript"]').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  test('without WebGL the map is drawn, and its sites can be chosen', async () => {
    const { page, problems, close } = await open(flat, file, '#lang=en');
    expect(await page.locator('#live-map').count()).toBe(0);
    expect(await page.locator('svg.drawn-map .site-button').count()).toBe(15);
    await page.locator('svg.drawn-map .site-button:has-text("Taraz")').press('Enter');
    expect(await page.locator('.card h3').textContent()).toContain('Taraz');
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test.each(['kk', 'ru', 'en'])('a phone 360 wide needs no sideways scrolling (%s)', async (language) => {
    const { page, close } = await open(browser, file, `#lang=${language}`, {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    });
    await page.click('#orders .table-tools button');
    const [inner, wide] = await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
    expect([inner, wide]).toEqual([360, 360]);
    await close();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing, in any language (%s)', async (colorScheme) => {
    const { page, close } = await open(browser, file, '#lang=kk&region=almaty', { colorScheme });
    await page.waitForSelector('#live-map[data-loaded]');
    await page.click('#table-sites button.show-site >> nth=2');
    await page.click('#orders .table-tools button');
    await page.click('.legend-of-confidence summary');
    await page.click('.background summary');
    for (const language of ['kk', 'ru', 'en']) {
      await page.click(`.languages button[lang=${language}]`);
      expect(await violations(page)).toEqual([]);
    }
    await close();
  });

  test('axe finds nothing on a phone', async () => {
    const { page, close } = await open(browser, file, '#lang=ru', {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    });
    await page.waitForSelector('#live-map[data-loaded]');
    await page.click('#order-R1');
    expect(await violations(page)).toEqual([]);
    await close();
  });

  test('print shows the drawn map and every order, and the page comes back', async () => {
    const { page, problems, close } = await open(browser, file, '#lang=ru');
    await page.waitForSelector('#live-map[data-loaded]');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(50_000);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('svg.drawn-map').isVisible()).toBe(true);
    expect(await page.locator('#live-map').isVisible()).toBe(false);
    expect(await page.locator('.order-details:visible').count()).toBe(10);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await page.locator('.order-details:visible').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});
