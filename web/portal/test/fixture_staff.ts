import { text } from '../../test/fixture_orders';
import { report } from '../../test/fixture';
import type { Account, AuditEntry, Change, Comparison, Fact, LogInSession, ImportPreview, Recorded, Me, Reading, ReadingBrief, Right, Role, ScenarioBrief, ScenarioDetail, Statement, VerdictChange } from '../src/api/types';
import { agent, orders, programme } from './fixture';

// What only staff sees.

const recorded: Recorded = { at: '2026-10-02T06:00:00Z', by: 'A. S.', role: 'officer' };

const rights: Record<Role, Right[]> = {
  public: [],
  viewer: ['scenario.read'],
  officer: ['record.write', 'evidence.write', 'site.write', 'extension.ask', 'scenario.read'],
  secretariat: ['record.write', 'evidence.write', 'site.write', 'interpretation.write', 'extension.ask', 'scenario.read', 'scenario.run', 'scenario.adopt', 'reading.read', 'reading.write', 'programme.import'],
  controller: ['extension.decide', 'scenario.read', 'reading.read', 'audit.read'],
  administrator: ['scenario.read', 'reading.read', 'reading.write', 'programme.import', 'audit.read', 'account.write'],
};

export const account = (role: Role, totp = false): Account => ({
  id: `a-${role}`,
  name: `A-${role.length}`,
  display_name: 'A. S.',
  role,
  region: role === 'officer' ? 'almaty' : null,
  totp,
  must_change_password: false,
  disabled: false,
  demo: true,
  created: '2026-10-02T06:00:00Z',
  last_login: null,
});

export const meOf = (role: Role): Me => ({
  account: role === 'public' ? null : account(role),
  role,
  rights: rights[role],
  csrf: role === 'public' ? '' : 'token',
  must_change_password: false,
  must_enrol: false,
  first_run: false,
});

export const logIn = (id: string, current: boolean): LogInSession => ({
  id,
  created: '2026-11-27T08:00:00Z',
  seen: '2026-11-27T09:00:00Z',
  ends: '2026-11-27T20:00:00Z',
  agent,
  current,
});

export const facts: Fact[] = Array.from({ length: 5 }, (_, i) => ({
  id: `m-${i + 1}`,
  area: programme.regions[i]!,
  from: '2026-01-01',
  to: null,
  values: { body: 'akimat', languages: 'kk|ru', trained: i % 2 === 0 ? 'yes' : 'no' },
  source: 'S-34',
  confidence: 'published',
  evidence: [],
  recorded,
  version: String(i + 1),
}));

export const changes: Change[] = [
  { id: 'c2', recorded, action: 'change', of: 'fact/mediators/m-1', title: text('жазба', 'запись', 'record'), fields: [{ field: 'trained', before: 'no', after: 'yes' }], can_undo: true },
  { id: 'c1', recorded, action: 'create', of: 'fact/mediators/m-1', title: text('жазба', 'запись', 'record'), fields: [], can_undo: false },
];

export const preview: ImportPreview = {
  rows: 3,
  new: 2,
  changed: 0,
  same: 1,
  problems: [],
  sample: { header: ['id', 'area', 'body'], rows: [['m-8', 'almaty', 'akimat'], ['m-9', 'abay', 'akimat']] },
  changes_of_verdict: [{ order: 'R5', before: 'no_data', after: 'met' }],
};

export const verdictChanges: VerdictChange[] = [
  { order: 'R1', text: orders[0]!.text, on: '2026-10-02', before: 'no_data', after: 'not_met', cause: text('Жазба қосылды.', 'Добавлена запись.', 'A record was added.') },
];

export const scenario = (id: string, name: string, more: Partial<ScenarioBrief> = {}): ScenarioBrief => ({
  id,
  name,
  state: 'done',
  status: 'optimal',
  created: recorded,
  job: null,
  adopted: false,
  openings: 9,
  cost: 10_680_000_000,
  reached: 8_123_456,
  gap: '0.0000 %',
  ...more,
});

export const scenarioDetail = (brief: ScenarioBrief): ScenarioDetail => {
  const done = brief.openings !== null;
  return {
    ...brief,
    input: { name: brief.name, forbid: [], require: [], budget_percent: 100, gap_percent: '0', time_limit: null, near_adopted: false },
    phases: done ? report.phases : [],
    sites: done ? report.sites.filter((site) => site.phase >= 0) : [],
    objectives: done ? report.objectives : [],
    orders: done ? orders.slice(0, 4).map((order) => ({ id: order.id, text: order.text, plan: order.plan, fragile: order.fragile })) : [],
    conflict: brief.status === 'conflict' ? { what: [orders[0]!.text], repairs: [text('Бір жылға кейінге.', 'Сдвинуть на год.', 'Move it by a year.')] } : null,
    plan_hash: done ? report.plan_hash : '',
  };
};

export const comparison = (a: ScenarioBrief, b: ScenarioBrief): Comparison => ({
  a,
  b,
  sites: report.sites.slice(6, 9).map((site, i) => ({ site, in_a: '2027', in_b: i === 0 ? null : '2027' })),
  orders: orders.slice(0, 3).map((order, i) => ({ id: order.id, text: order.text, a: 'met', b: i === 0 ? 'not_met' : 'met' })),
  figures: [{ name: text('Қамтылған адамдар', 'Охвачено людей', 'People reached'), a: '8123456', b: '8000000', unit: text('адам', 'человек', 'people') }],
});

export const accounts: Account[] = [account('administrator', true), account('officer')];

export const auditEntries: AuditEntry[] = [
  { seq: 2, at: '2026-10-02T06:00:01Z', actor: 'A. S.', role: 'officer', action: 'create', resource: 'evidence/1', outcome: 'done', hash: 'b'.repeat(64) },
  { seq: 1, at: '2026-10-02T06:00:00Z', actor: '', role: 'public', action: 'login', resource: 'session/1', outcome: 'refused', hash: 'a'.repeat(64) },
];

// A report of figures and signs, so that its print has no words of any language; an em dash takes three bytes.
const page = '24.04.2025\n1 — 2 — 3.\n«4 5 6 7.»\n8.\n';
const bytes = (text: string): number => new TextEncoder().encode(text).length;
const statement = (id: string, words: string, more: Partial<Statement> = {}): Statement => ({
  id,
  text: words,
  begin: bytes(page.slice(0, page.indexOf(words))),
  end: bytes(page.slice(0, page.indexOf(words) + words.length)),
  language: 'ru',
  part: 'body',
  modality: 'required',
  speaker: null,
  issuer: null,
  bodies: [],
  bodies_unnamed: [],
  areas: [],
  areas_ambiguous: [],
  every: null,
  open_ended: false,
  reason: null,
  due: null,
  number: null,
  subject: null,
  same_as: null,
  confidence: 0.93,
  flags: ['no_date'],
  ...more,
});

export const readingBrief: ReadingBrief = { id: 'reading-1', name: '1.txt', title: '', published: '2025-04-24', orders: 2, decided: 0, created: recorded };

export const reading = (): Reading => ({
  ...readingBrief,
  text: page,
  report: {
    statements: [
      statement('s1', '1 — 2 — 3.', { modality: 'ordered', subject: 'house', areas: ['almaty'], issuer: 'apk', due: { text: '2', date: '2026-01-01', interpreted: true } }),
      statement('s2', '4 5 6 7.', { bodies: ['akimat'], part: 'quotation', number: 3, open_ended: true }),
      statement('s3', '8.', { modality: 'described', flags: [] }),
    ],
    notes: [],
    format: 'text',
    source_encoding: 'UTF-8',
    related: [],
  },
  terms: {
    'flag.no_date': text('мерзімі жоқ', 'нет срока', 'no date'),
    'subject.house': text('Достық үйі', 'Дом дружбы', 'House'),
    'part.body': text('мәтін', 'текст', 'text'),
    'part.quotation': text('дәйексөз', 'цитата', 'quotation'),
    and_others: text('және басқалар', 'и другие', 'and others'),
  },
  decisions: {},
  areas: programme.regions.map((region) => ({ ...region, in: null })),
  bodies: programme.bodies.map((body) => ({ ...body, in: null })),
  sources: [
    { id: 'src-1', title: '1', fits: false },
    { id: 'src-2', title: '2', fits: true },
  ],
});
