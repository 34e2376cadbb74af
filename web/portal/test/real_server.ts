import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const binary = process.env.DOSTYQ ?? fileURLToPath(new URL('../../../build/release/dostyq', import.meta.url));

/** Is there a binary, and does it serve? */
export function canServe(): boolean {
  try {
    if (!existsSync(binary)) return false;
    execFileSync(binary, ['serve', '--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What only a document can show: the example programme has no such order. */
const order = `
[[directive]]
id = "D5"
text.kk = "Әкімдіктер этномедиацияны қолдауға тиіс."
text.ru = "Акиматам следует поддерживать этномедиацию."
text.en = "Akimats should support ethnomediation."
source = "decree"
date = 2026-01-15
passage = 5
issuer = "president"
bodies = ["akimat-north", "akimat-lake", "akimat-steppe"]
modality = "required"

  [[directive.interpretation]]
  id = "a-document"
  version = 1
  decided_by = "Example"
  decided_on = 2026-02-01
  why.kk = "Қолдауды құжат растайды."
  why.ru = "Поддержку подтверждает документ."
  why.en = "A document shows the support."
  force = "watched"
  chosen = true

    [[directive.interpretation.require]]
    evidence = "support"
    at_least = 1
`;

export const register = `
[[register]]
id = "evidence"
name.kk = "Айғақтар"
name.ru = "Свидетельства"
name.en = "Evidence"
columns = ["about", "document"]

[[register]]
id = "attractions"
name.kk = "Көрікті жерлер"
name.ru = "Достопримечательности"
name.en = "Attractions"
columns = ["name_kk", "name_ru", "name_en", "category", "lon", "lat", "citizens", "foreign_guests", "minutes", "opens", "closes", "closed_days", "months", "overnight"]

[[register]]
id = "popular_routes"
name.kk = "Танымал маршруттар"
name.ru = "Популярные маршруты"
name.en = "Popular routes"
columns = ["name_kk", "name_ru", "name_en", "profile", "months"]

[[register]]
id = "popular_route_points"
name.kk = "Маршрут нүктелері"
name.ru = "Точки маршрутов"
name.en = "Points of routes"
columns = ["route", "day", "position", "stop"]
`;

/** Two popular routes: one of everybody, one of foreign guests. */
export const tourism: Record<string, string> = {
  'attractions.csv': `id,area,from,to,name_kk,name_ru,name_en,category,lon,lat,citizens,foreign_guests,minutes,opens,closes,closed_days,months,overnight,source,confidence
cape,north,,,Мүйіс,Мыс,Cape,nature,-29.3,45.3,50,90,60,,,,,yes,demo,unverified
mill,north,,,Диірмен,Мельница,Mill,heritage,-29.1,45.4,40,0,45,,,,,no,demo,transcribed
`,
  'popular_routes.csv': `id,area,from,to,name_kk,name_ru,name_en,profile,months,source,confidence
shore,north,,,Жаға,Берег,Shore,,,demo,transcribed
guests,north,,,Қонақ жолы,Путь гостей,Way of guests,foreign-guests,,demo,transcribed
`,
  'popular_route_points.csv': `id,area,from,to,route,day,position,stop,source,confidence
p1,north,,,shore,1,1,cape,demo,transcribed
p2,north,,,shore,1,2,mill,demo,transcribed
p3,north,,,guests,1,1,mill,demo,transcribed
p4,north,,,guests,1,2,cape,demo,transcribed
`,
};

/** The real program on a copy of its own example programme, with an account of every role. */
export class RealServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'dostyq-serve-'));
  readonly passwords = new Map<string, string>();
  base = '';
  private process: ChildProcess | undefined;
  private said = '';

  async start(): Promise<void> {
    const programme = join(this.folder, 'programme');
    execFileSync(binary, ['new', programme], { stdio: 'ignore' });
    appendFileSync(join(programme, 'directives.toml'), order);
    appendFileSync(join(programme, 'programme.toml'), register);
    for (const [file, table] of Object.entries(tourism)) writeFileSync(join(programme, file), table);
    writeFileSync(join(programme, 'evidence.csv'), 'id,area,from,to,about,document,source,confidence\n');
    const own = spawn(binary, ['serve', '--data', join(this.folder, 'data'), '--programme', programme, '--demo', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = own;
    own.stdout.on('data', (part: Buffer) => (this.said += String(part)));
    own.stderr.on('data', (part: Buffer) => (this.said += String(part)));
    for (let i = 0; i < 600 && !this.base; ++i) {
      this.base = /http:\/\/[^\s/]+:\d+/.exec(this.said)?.[0] ?? '';
      if (own.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    if (!this.base) throw new Error(`dostyq serve did not begin:\n${this.said}`);
    for (const [, login, password] of this.said.matchAll(/^ {2}(\S+) +(\S+) +(?:viewer|officer|secretariat|controller|administrator)\b/gm))
      this.passwords.set(login!, password!);
  }

  async stop(): Promise<void> {
    const own = this.process;
    if (own && own.exitCode === null) {
      const ended = new Promise((resolve) => own.once('exit', resolve));
      own.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
