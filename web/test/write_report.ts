import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language, Report } from '../src/core/model';

export const template = fileURLToPath(new URL('../dist/report.html', import.meta.url));

/** What src/report/html.cpp does, for tests that have no C++. */
export function writeReport(file: string, report: Report, language: Language): void {
  const json = JSON.stringify(report)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  let html = readFileSync(template, 'utf8');
  for (const [mark, value] of [
    ['{{LANGUAGE}}', language],
    ['{{LANGUAGE}}', language],
    ['{{TITLE}}', report.programme[language]],
    ['{{REPORT}}', json],
  ] as const) {
    html = html.replace(mark, () => value);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
}
