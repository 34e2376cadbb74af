import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import type { Decision, DecisionInput, Evidence, Fact, LogInSession, OrderDetail, Reading, Role, ScenarioBrief } from '../src/api/types';
import * as data from './fixture';
import * as staff from './fixture_staff';
import { report } from '../../test/fixture';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** The policy of docs/api-shapes.md: what the pages break of it is seen as an error of the browser's console. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
  "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

interface Ask {
  method: string;
  parts: string[];
  query: URLSearchParams;
  body: unknown;
  csrf: string;
  version: string;
}

class No extends Error {
  constructor(
    readonly status: number,
    readonly more: object = {},
  ) {
    super(String(status));
  }
}

/**
 * A server for the tests of the pages, of fixtures and of the little that must change when a page writes. It judges nothing: what the real server
 * does is tested with the real one (real_test.ts).
 */
export class TestServer {
  role: Role = 'public';
  filed: Evidence[] = [];
  facts: Fact[] = [...staff.facts];
  scenarios: ScenarioBrief[] = [staff.scenario('s1', 'S-1'), staff.scenario('s2', 'S-2', { status: 'feasible', gap: '0.5490 %' })];
  /** Address → status, to see how a page bears a refusal. */
  broken = new Map<string, number>();
  report: Reading = staff.reading();
  empty = false;
  /** The reading of R1 that is in force: "a" or "b". */
  reading = 'a';
  logIns: LogInSession[] = [];
  mustEnrol = false;
  asked: string[] = [];
  private stream: ServerResponse | undefined;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.stream?.end();
    this.server.closeAllConnections();
    this.server.close();
  }

  reset(role: Role = 'public'): void {
    this.role = role;
    this.filed = [];
    this.facts = [...staff.facts];
    this.scenarios = [staff.scenario('s1', 'S-1'), staff.scenario('s2', 'S-2', { status: 'feasible', gap: '0.5490 %' })];
    this.broken.clear();
    this.report = staff.reading();
    this.empty = false;
    this.reading = 'a';
    this.logIns = ['s1', 's2', 's3'].map((id, i) => staff.logIn(id, i === 0));
    this.mustEnrol = false;
    this.asked = [];
  }

  /** One line of a running job. */
  send(event: string, value: unknown): void {
    this.stream?.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://x');
    response.setHeader('Content-Security-Policy', policy);
    if (!url.pathname.startsWith('/api/v1/')) return file(url.pathname, response);
    const parts = url.pathname.split('/').slice(3).map(decodeURIComponent);
    this.asked.push(`${request.method} /${parts.join('/')}${url.search}`);
    if (parts[0] === 'jobs' && parts[2] === 'events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      this.stream = response;
      response.write(': here\n\n');
      return;
    }
    const ask: Ask = { method: request.method!, parts, query: url.searchParams, body: await bodyOf(request), csrf: String(request.headers['x-csrf-token'] ?? ''), version: String(request.headers['if-match'] ?? '') };
    try {
      const value = this.api(ask);
      response.writeHead(value === undefined ? 204 : 200, { 'Content-Type': 'application/json' });
      response.end(value === undefined ? '' : JSON.stringify(value));
    } catch (error) {
      const status = error instanceof No ? error.status : 500;
      response.writeHead(status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ type: 'about:blank', title: '', status, ...(error instanceof No ? error.more : {}) }));
    }
  }

  private api(ask: Ask): unknown {
    const broken = this.broken.get(`/${ask.parts.join('/')}`);
    if (broken) throw new No(broken);
    if (ask.method !== 'GET' && this.role !== 'public' && ask.csrf !== 'token') throw new No(403, { code: 'http.bad_csrf' });
    const answer = ask.method === 'GET' ? this.read(ask) : this.write(ask);
    return answer;
  }

  private list<T>(items: T[]): { items: T[]; next: null } {
    return { items: this.empty ? [] : items, next: null };
  }

  private read({ parts: [noun, id, part], query }: Ask): unknown {
    const need = <T>(found: T | undefined): T => {
      if (found === undefined) throw new No(404);
      return found;
    };
    const staffOnly = () => {
      if (this.role === 'public') throw new No(401, { code: 'http.needs_login' });
    };
    switch (noun) {
      case 'me':
        if (id === 'sessions') return this.list(this.logIns);
        return { ...staff.meOf(this.role), must_enrol: this.mustEnrol };
      case 'programme':
        return { ...data.programme, adopted: this.scenarios.some((own) => own.adopted) ? { scenario: 's1', name: 'S-1', on: data.today, by: 'A. S.' } : null };
      case 'outlines':
        return { ...this.list(report.outlines), indicative: true };
      case 'map':
        return this.empty ? { ...data.map, sites: [], ordered: [], places: [], regions: [] } : data.map;
      case 'places':
        return this.list(data.places.filter((place) => Object.values(place.name).some((name) => name.toLowerCase().includes((query.get('q') ?? '').toLowerCase()))));
      case 'nearest': {
        const place = data.places.find((own) => own.id === query.get('place'));
        return data.nearest(place ? { name: place.name, point: place.point } : { name: null, point: [Number(query.get('lon')), Number(query.get('lat'))] });
      }
      case 'orders':
        if (!id) return this.list(data.orders);
        if (part === 'evidence-keys') return this.list([{ about: 'act', text: { kk: 'акт', ru: 'акт', en: 'act' } }]);
        return this.readOtherwise(
          data.orderDetail(
            { ...need(data.orders.find((own) => own.id === id)), ...(this.filed.some((own) => own.order === id) ? { today: 'met' as const } : {}) },
            this.filed.filter((own) => own.order === id),
          ),
        );
      case 'sites':
        return data.siteDetail(need(data.sites.find((own) => own.id === id)));
      case 'regions':
        return id ? data.regionDetail(need(data.regionBriefs.find((own) => own.id === id))) : this.list(data.regionBriefs);
      case 'routes':
        if (id) return data.routeDetail(need(data.routes.find((own) => own.id === id)));
        return data.routeList(this.empty ? [] : data.routes, query.get('profile') === 'foreign-guests' ? 'foreign-guests' : 'citizens');
      case 'bodies':
        return data.bodyDetail(need(data.bodies.find((own) => own.id === id)));
      case 'discipline':
        return this.empty ? { ...data.summary, bodies: [] } : data.summary;
      case 'sessions':
        return id ? data.session : this.list([data.session]);
      case 'search':
        return this.list(data.hits);
      case 'registers':
        return part ? need(this.facts.find((own) => own.id === part)) : this.list(this.facts);
      case 'history':
        staffOnly();
        return this.list(staff.changes);
      case 'verdict-changes':
        return this.list(staff.verdictChanges);
      case 'scenarios':
        staffOnly();
        if (id === 'compare') return staff.comparison(this.scenarios[0]!, this.scenarios[1]!);
        return id ? staff.scenarioDetail(need(this.scenarios.find((own) => own.id === id))) : this.list(this.scenarios);
      case 'readings':
        staffOnly();
        return id ? this.report : this.list([staff.readingBrief]);
      case 'accounts':
        staffOnly();
        return this.list(staff.accounts);
      case 'audit':
        staffOnly();
        return id === 'verify' ? { ok: true, entries: 2, head: 'b'.repeat(64), first_bad: null, detail: null } : this.list(staff.auditEntries);
      default:
        throw new No(404);
    }
  }

  private readOtherwise(order: OrderDetail): OrderDetail {
    return { ...order, interpretations: order.interpretations.map((own) => ({ ...own, chosen: own.id === this.reading })) };
  }

  private write({ method, parts: [noun, id, part, statement], query, body, version }: Ask): unknown {
    const input = body as Record<string, string>;
    const of = `${method} ${noun}${part ? `/${part}` : ''}`;
    switch (of) {
      case 'POST session':
        if (input.password !== 'right horse battery') throw new No(401, { code: 'login.wrong', detail: 'wrong' });
        if (input.name === 'secretariat' && !input.totp) throw new No(401, { code: 'login.totp_needed' });
        this.role = input.name as Role;
        return { ...staff.meOf(this.role), must_enrol: this.mustEnrol };
      case 'DELETE session':
        this.role = 'public';
        return undefined;
      case 'POST files':
        return { id: 'f1', name: query.get('name'), type: 'application/pdf', bytes: 3, sha256: '0'.repeat(64) };
      case 'POST evidence': {
        if (input.title === 'bad') throw new No(422, { errors: [{ field: 'title', detail: 'refused title' }] });
        const own = data.evidence('1', { title: input.title!, order: input.order ?? null });
        this.filed.push(own);
        return { item: own, changed: [{ order: 'R1', before: 'no_data', after: 'met' }], change: 'c9' };
      }
      case 'POST changes/undo':
        this.filed = [];
        this.reading = 'a';
        return { item: null, changed: [{ order: 'R1', before: 'met', after: 'no_data' }] };
      case 'POST registers': {
        const fact = { ...staff.facts[0]!, ...(body as Partial<Fact>), id: 'm-99', area: data.programme.regions[0]! };
        this.facts.push(fact);
        return { item: fact, changed: [], change: 'c7' };
      }
      case 'POST registers/import':
        return query.get('preview') === 'true'
          ? String(body).includes('bad')
            ? { ...staff.preview, problems: [{ row: 3, column: 'body', detail: 'no such body' }] }
            : staff.preview
          : { item: staff.preview, changed: staff.preview.changes_of_verdict };
      case 'POST readings':
        return staff.readingBrief;
      case 'PUT readings/decisions':
      case 'DELETE readings/decisions': {
        const before = this.report.decisions[statement!]?.version ?? 0;
        if (version !== `"${before}"`) throw new No(412);
        const decided: Decision = { ...(method === 'PUT' ? (body as DecisionInput) : { decision: null }), version: before + 1, recorded: { at: '2026-10-02T06:00:00Z', by: 'A. S.', role: 'secretariat' } };
        this.report.decisions[statement!] = decided;
        return decided;
      }
      case 'POST scenarios': {
        const made = staff.scenario('s3', input.name!, { state: 'running', status: null, job: 'j1', openings: null, cost: null, reached: null, gap: null });
        this.scenarios.unshift(made);
        return made;
      }
      case 'POST jobs/stop': {
        const job = { id: 'j1', kind: 'plan', state: 'stopped', scenario: 's3', progress: null, problem: null, started: '2026-11-27T10:00:00Z' };
        this.scenarios = this.scenarios.map((own) => (own.id === 's3' ? staff.scenario('s3', own.name, { state: 'stopped', status: 'feasible', gap: '1.2500 %' }) : own));
        this.send('state', job);
        return job;
      }
      case 'POST scenarios/adopt':
        this.scenarios = this.scenarios.map((own) => ({ ...own, adopted: own.id === id }));
        return { item: this.scenarios.find((own) => own.id === id), changed: [{ order: 'R2', before: 'at_risk', after: 'on_track' }] };
      case 'POST orders/interpretation': {
        const changed = [{ order: 'R1', before: 'no_data', after: 'met' }];
        if (query.get('preview') === 'true') return { item: null, changed, change: null };
        this.reading = input.id!;
        return { item: null, changed, change: 'c11' };
      }
      case 'DELETE me':
        this.logIns = this.logIns.filter((own) => own.current);
        return undefined;
      case `DELETE me/${part}`:
        this.logIns = this.logIns.filter((own) => own.id !== part);
        return undefined;
      case 'POST me/confirm':
        this.mustEnrol = false;
        return { recovery_codes: ['1111-2222', '3333-4444'] };
      case 'POST me':
        return { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Dostyq:a?secret=JBSWY3DPEHPK3PXP&issuer=Dostyq' };
      case 'POST sites/stages':
        throw new No(409, { detail: data.siteDetail(data.sites[0]!).next_stages[1]!.reason!.en });
      default:
        throw new No(404);
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks).toString('utf8');
  return /json/.test(String(request.headers['content-type'])) && bytes ? JSON.parse(bytes) : bytes;
}

function file(path: string, response: ServerResponse): void {
  const wanted = extname(path) ? path : '/index.html';
  try {
    const full = join(dist, wanted);
    if (!full.startsWith(dist) || !statSync(full).isFile()) throw new Error('none');
    response.writeHead(200, { 'Content-Type': types[extname(full)] ?? 'application/octet-stream' });
    response.end(readFileSync(full));
  } catch {
    response.writeHead(404).end();
  }
}
