import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonld from 'jsonld';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binary, canServe, register, tourism } from '../portal/test/real_server';
import { foreign } from '../portal/test/visit';
import { languages } from '../src/core/model';
import { executablePath, hasBrowser, open, quiet, violations } from './browser';

const names = {
  kk: { route: 'Жаға', stop: 'Мүйіс' },
  ru: { route: 'Берег', stop: 'Мыс' },
  en: { route: 'Shore', stop: 'Cape' },
};

/** The terms of https://schema.org/docs/jsonldcontext.jsonld that a trip may use. There is no @vocab here: a term that schema.org lacks is an error. */
const terms = ['TouristTrip', 'TouristAttraction', 'ItemList', 'ListItem', 'GeoCoordinates', 'name', 'description', 'inLanguage', 'touristType', 'itinerary', 'itemListElement', 'numberOfItems', 'position', 'item', 'geo', 'latitude', 'longitude'];
const context = {
  '@context': {
    type: '@type',
    id: '@id',
    schema: 'http://schema.org/',
    url: { '@id': 'schema:url', '@type': '@id' },
    ...Object.fromEntries(terms.map((term) => [term, { '@id': `schema:${term}` }])),
  },
};
const documentLoader = async (url: string) => {
  if (!/^https?:\/\/schema\.org\/?$/.test(url)) throw new Error(`nothing else is loaded: ${url}`);
  return { contextUrl: undefined, documentUrl: url, document: context };
};

type Node = Record<string, unknown[]>;
const of = (node: Node, term: string): unknown[] => node[`http://schema.org/${term}`] ?? [];
const value = (node: Node, term: string): unknown => (of(node, term)[0] as { '@value': unknown } | undefined)?.['@value'];

const ready = hasBrowser && canServe();
if (!ready) console.warn(`tourist_routes_test is skipped: it needs ${binary} (./dev build) and a browser.`);

describe.skipIf(!ready)('exports of dostyq routes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dostyq-routes-'));
  const out = join(folder, 'out');
  let browser: Browser;

  beforeAll(async () => {
    const programme = join(folder, 'programme');
    execFileSync(binary, ['new', programme], { stdio: 'ignore' });
    appendFileSync(join(programme, 'programme.toml'), register);
    writeFileSync(join(programme, 'evidence.csv'), 'id,area,from,to,about,document,source,confidence\n');
    for (const [file, table] of Object.entries(tourism)) writeFileSync(join(programme, file), table);
    execFileSync(binary, ['routes', 'cover', programme, '--as-of', '2026-11-27', '--out', out, '--url', 'https://example.org/routes'], { stdio: 'ignore' });
    browser = await chromium.launch({ executablePath, args: quiet });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(languages)('the page to embed opens offline and calls nobody (%s)', async (language) => {
    const { page, problems, close } = await open(browser, join(out, `routes.${language}.html`));
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    const text = await page.evaluate(() => document.body.innerText);
    expect(text).toContain(names[language].route);
    expect(text).toContain(names[language].stop);
    for (const other of languages) if (other !== language) expect(text).not.toContain(names[other].stop);
    const own = [...Object.values(names[language])];
    expect(foreign(text, language, own)).toEqual([]);
    const line = page.locator('svg polyline').first();
    const box = (await line.boundingBox())!;
    expect(box.width + box.height).toBeGreaterThan(50);
    expect((await line.getAttribute('points'))!.trim().split(' ').length).toBeGreaterThanOrEqual(2);
    expect(await page.locator('svg .house').count()).toBeGreaterThan(0);
    expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test('the page stands in the frame of another page, without scripts, and fits a phone', async () => {
    const host = join(folder, 'host.html');
    writeFileSync(host, `<!doctype html><html lang="en"><title>Host</title><iframe title="Routes" sandbox width="360" height="700" src="out/routes.en.html"></iframe></html>`);
    const { page, problems, close } = await open(browser, host);
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('h2', { hasText: 'Shore' }).count()).toBe(1);
    expect(await frame.locator('body').evaluate((body) => body.scrollWidth)).toBeLessThanOrEqual(360);
    expect(problems).toEqual([]);
    await close();
  });

  test.each(languages)('the JSON-LD is a schema.org TouristTrip with an itinerary, says a JSON-LD processor (%s)', async (language) => {
    const text = readFileSync(join(out, `routes.${language}.jsonld`), 'utf8');
    const inPage = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(readFileSync(join(out, `routes.${language}.html`), 'utf8'))![1]!;
    expect(JSON.parse(inPage)).toEqual(JSON.parse(text));
    // `safe`: whatever would be dropped, for not being a term of schema.org, is an error.
    const trips = (await jsonld.expand(JSON.parse(text), { documentLoader, safe: true } as jsonld.Options.Expand)) as unknown as Node[];
    expect(trips.length).toBeGreaterThan(0);
    for (const trip of trips) {
      expect(trip['@type']).toEqual(['http://schema.org/TouristTrip']);
      expect(value(trip, 'inLanguage')).toBe(language);
      expect(of(trip, 'url')).toEqual([{ '@id': 'https://example.org/routes' }]);
      const [itinerary] = of(trip, 'itinerary') as Node[];
      expect(itinerary!['@type']).toEqual(['http://schema.org/ItemList']);
      const items = of(itinerary!, 'itemListElement') as Node[];
      expect(items.length).toBe(value(itinerary!, 'numberOfItems'));
      expect(items.map((item) => value(item, 'position'))).toEqual(items.map((_, i) => i + 1));
      for (const item of items) {
        const [place] = of(item, 'item') as Node[];
        expect(place!['@type']).toEqual(['http://schema.org/TouristAttraction']);
        const [geo] = of(place!, 'geo') as Node[];
        expect(Math.abs(value(geo!, 'latitude') as number)).toBeLessThan(90);
        expect(value(place!, 'name')).toBeTruthy();
      }
    }
    expect(trips.map((trip) => value(trip, 'name'))).toContain(names[language].route);
    const facts = await jsonld.toRDF(JSON.parse(text), { documentLoader, format: 'application/n-quads' } as jsonld.Options.ToRdf);
    expect(String(facts)).toContain('<http://schema.org/TouristTrip>');
  });

  test('the check of the JSON-LD sees a word that schema.org does not have', async () => {
    const wrong = { '@context': 'https://schema.org', '@type': 'TouristTrip', itinery: 'x' };
    await expect(jsonld.expand(wrong, { documentLoader, safe: true } as jsonld.Options.Expand)).rejects.toThrow();
  });
});
