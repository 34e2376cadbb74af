/** What log-in, registers, evidence, scenarios, audit and accounts need of the server; see types.ts. */
import type { Confidence, Day, Moment, ObjectiveLine, Phase, PlanSite, Recorded, Ref, Text, Verdict } from './types';

// ---- Who I am: docs/api.md, src/portal/session_routes.cpp ------------------------------------------------------------------------------------

export const roles = ['viewer', 'officer', 'secretariat', 'controller', 'administrator'] as const;
/** "public" is whoever is not logged in. */
export type Role = 'public' | (typeof roles)[number];

/** What the pages ask before they show a button; the server decides anew at each request. */
export type Right =
  | 'record.write'
  | 'evidence.write'
  | 'site.write'
  | 'interpretation.write'
  | 'extension.ask'
  | 'extension.decide'
  | 'scenario.read'
  | 'scenario.run'
  | 'scenario.adopt'
  | 'reading.read'
  | 'reading.write'
  | 'programme.import'
  | 'audit.read'
  | 'account.write';

/** GET /me: always 200. `csrf` goes into the header X-CSRF-Token of every POST, PUT, PATCH, DELETE. */
export interface Me {
  account: Account | null;
  role: Role;
  rights: Right[];
  csrf: string;
  /** The password was given by somebody else: nothing works before it is changed. */
  must_change_password: boolean;
  /** The role needs a second factor that is not set up: nothing works before it is. */
  must_enrol: boolean;
  first_run: boolean;
}

export interface Account {
  id: string;
  /** For log-in. */
  name: string;
  display_name: string;
  role: Role;
  /** A regional officer's region. */
  region: string | null;
  totp: boolean;
  disabled: boolean;
  must_change_password: boolean;
  demo: boolean;
  created: Moment;
  last_login: Moment | null;
}

/** POST /session gives Me; 401 "login.totp_needed" asks for the code, 401 "login.wrong", 429 with Retry-After. DELETE /session logs out. */
export interface LogIn {
  name: string;
  password: string;
  totp?: string;
}

/** POST /me/totp; POST /me/totp/confirm {code} gives {recovery_codes}; DELETE /me/totp {code}. POST /me/password {old, new}. */
export interface TotpSetup {
  secret: string;
  uri: string;
}

/** GET /me/sessions gives List; DELETE /me/sessions/{id} ends one, DELETE /me/sessions all but this one. */
export interface LogInSession {
  id: string;
  created: Moment;
  seen: Moment;
  /** Whatever happens. */
  ends: Moment;
  /** Browser and system, as the browser says. */
  agent: string;
  current: boolean;
}

/** GET /accounts gives List<Account>; POST /accounts; PATCH /accounts/{id} {display_name?, role?, region?, disabled?, password?, reset_totp?}. */
export interface AccountInput {
  name: string;
  display_name: string;
  role: Role;
  region: string | null;
  password: string;
}

// ---- Registers -----------------------------------------------------------------------------------------------------------------------------

/** Of programme.toml's [[register]]; in Programme.registers. */
export interface RegisterInfo {
  id: string;
  name: Text;
  columns: Column[];
}

export interface Column {
  id: string;
  name: Text;
  /** "list": several values, "|" between them in a file. "ref": an id of `of` (bodies, places, sites, outlets, clubs …). */
  type: 'text' | 'day' | 'number' | 'yes_no' | 'list' | 'ref';
  of?: string;
  /** Only these values. */
  choices?: string[];
  required: boolean;
}

/** GET /registers/{id}?region=&q=&at=DAY gives List<Fact>; GET /registers/{id}/{fact}. */
export interface Fact {
  id: string;
  /** null: of no area (it has a place, or counts everywhere). */
  area: Ref | null;
  from: Day | null;
  to: Day | null;
  values: Record<string, string>;
  source: string;
  confidence: Confidence;
  evidence: string[];
  recorded: Recorded | null;
  version: string;
}

/** POST /registers/{id}; PATCH /registers/{id}/{fact} with If-Match; DELETE takes it back (append-only: the old row stays in history). */
export interface FactInput {
  id?: string;
  area: string;
  from: Day | null;
  to: Day | null;
  values: Record<string, string>;
  source: string;
  confidence: Confidence;
  evidence?: string[];
}

export interface VerdictMove {
  order: string;
  before: Verdict;
  after: Verdict;
}

/** Answer of every write that may move a verdict. `change` is the entry of history that it made, for the way back. */
export interface Written<T> {
  item: T;
  changed: VerdictMove[];
  change?: string;
}

/** GET /history?of=site/ID, order/ID, fact/REGISTER/ID, evidence/ID, account/ID gives List<Change>, newest first. POST /changes/{id}/undo. */
export interface Change {
  id: string;
  recorded: Recorded;
  action: 'create' | 'change' | 'remove' | 'undo';
  of: string;
  title: Text;
  fields: { field: string; before: string | null; after: string | null }[];
  can_undo: boolean;
}

/**
 * POST /registers/{id}/import?preview=true with a CSV or XLSX file as the body (its Content-Type says which): nothing is written. The same with
 * preview=false writes all rows or none, and gives Written<ImportPreview>. POST /programme/import?preview=true takes a zipped programme folder;
 * GET /programme/export.zip gives one.
 */
export interface ImportPreview {
  rows: number;
  new: number;
  changed: number;
  same: number;
  problems: { file?: string; row: number; column: string; detail: string }[];
  sample: { header: string[]; rows: string[][] };
  changes_of_verdict: VerdictMove[];
}

// ---- Evidence ------------------------------------------------------------------------------------------------------------------------------

/** GET /evidence?about=&order=&site= gives List<Evidence>; the file itself: GET /evidence/{id}/file. */
export interface Evidence {
  id: string;
  kind: 'document' | 'photo' | 'link';
  title: string;
  /** What it shows: the key that `evidence = "…"` of a requirement names, or "". */
  about: string;
  order: string | null;
  site: string | null;
  area: Ref | null;
  /** Day of what it shows. */
  day: Day;
  url: string | null;
  file: { name: string; type: string; bytes: number; sha256: string } | null;
  recorded: Recorded | null;
  confidence: Confidence;
  /** Older than what its order allows. */
  stale: boolean;
}

/** POST /files?name=NAME with the bytes as the body: the file, to be named in what comes next. A file that nothing names is thrown away after a day. */
export interface StoredFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}

/** POST /evidence gives Written<Evidence>: the verdict is computed anew before the answer. */
export interface EvidenceInput {
  kind: Evidence['kind'];
  title: string;
  about?: string;
  order?: string;
  site?: string;
  area?: string;
  day: Day;
  /** Of a link. */
  url?: string;
  /** Of a document or a photo: StoredFile.id. */
  file?: string;
}

/** GET /orders/{id}/evidence-keys gives List: what can be shown for an order, for the form's choice. */
export interface EvidenceKey {
  about: string;
  text: Text;
}

// ---- Scenarios and jobs --------------------------------------------------------------------------------------------------------------------

export type JobState = 'queued' | 'running' | 'done' | 'stopped' | 'failed';

/** GET /jobs/{id}; POST /jobs/{id}/stop keeps the best. */
export interface Job {
  id: string;
  kind: 'plan';
  state: JobState;
  scenario: string | null;
  progress: Progress | null;
  problem: string | null;
  started: Moment;
}

/** GET /jobs/{id}/events, text/event-stream: events "progress" (Progress) and "state" (Job), which at the end is the last. */
export interface Progress {
  /** Which objective is at work. */
  stage: Text;
  stage_index?: number;
  stages?: number;
  /** In the objective's own unit; null before the first. */
  incumbent: number | null;
  bound: number | null;
  /** A share: 0.0125 is 1.25 %. */
  gap: number | null;
  /** Since the run began. */
  seconds: number;
  /** Seconds that it may still take; null: nobody knows. */
  eta: number | null;
  nodes?: number;
}

/** GET /scenarios gives List<ScenarioBrief>. */
export interface ScenarioBrief {
  id: string;
  name: string;
  state: JobState;
  /** As in plan.json: optimal, feasible, conflict, limit; null while running. */
  status: 'optimal' | 'feasible' | 'conflict' | 'limit' | null;
  created: Recorded;
  job: string | null;
  adopted: boolean;
  openings: number | null;
  cost: number | null;
  reached: number | null;
  gap: string | null;
}

/** GET /scenarios/{id}: the plan as the report says it. */
export interface ScenarioDetail extends ScenarioBrief {
  /** What was asked for; a plan from a file has nothing of it. */
  input: Partial<ScenarioInput>;
  phases: Phase[];
  /** Planned ones only. */
  sites: PlanSite[];
  objectives: ObjectiveLine[];
  orders: { id: string; text: Text; plan: Verdict; fragile: boolean }[];
  /** Of "conflict": the smallest set of orders and limits that clash, and the cheapest repairs. */
  conflict: { what: Text[]; repairs: Text[] } | null;
  plan_hash: string;
}

/** POST /scenarios: 201 with ScenarioBrief, `job` is running. PATCH {name}; DELETE. POST /scenarios/{id}/adopt gives Written<ScenarioBrief>. */
export interface ScenarioInput {
  name: string;
  /** Places where nothing may open, and "place:kind" that must. */
  forbid: string[];
  require: string[];
  /** Of the programme's budgets. */
  budget_percent: number;
  /** Stop when the gap is this small ("0": proven), or after so many seconds; null: no limit. */
  gap_percent: string;
  time_limit: number | null;
  /** Change as little as possible against the adopted plan. */
  near_adopted: boolean;
}

/** GET /scenarios/compare?a=ID&b=ID ("adopted" for the adopted plan, "today" for the register). */
export interface Comparison {
  a: ScenarioBrief;
  b: ScenarioBrief;
  sites: { site: PlanSite; in_a: string | null; in_b: string | null }[];
  orders: { id: string; text: Text; a: Verdict; b: Verdict }[];
  figures: { name: Text; a: string; b: string; unit: Text }[];
}

// ---- Audit ---------------------------------------------------------------------------------------------------------------------------------

/** GET /audit?actor=&action=&resource=&since=&until= gives List<AuditEntry>, newest first. GET /audit/head.json: the signed head, to keep elsewhere. */
export interface AuditEntry {
  seq: number;
  at: Moment;
  actor: string;
  role: Role;
  /** read, create, change, remove, undo, login, login_failed, logout, adopt, import, export … */
  action: string;
  resource: string;
  outcome: 'done' | 'refused';
  hash: string;
}

/** GET /audit/verify. */
export interface AuditCheck {
  ok: boolean;
  entries: number;
  head: string;
  first_bad: number | null;
  detail: string | null;
}


// ---- Published reports read for orders: docs/reading.md, src/portal/reading_routes.cpp -------------------------------------------------------

/** GET /readings. `orders`: drafts proposed; `decided`: of how many a person has decided. */
export interface ReadingBrief {
  id: string;
  name: string;
  title: string;
  published: Day | null;
  orders: number;
  decided: number;
  created: Recorded;
}

export type Modality = 'ordered' | 'required' | 'supported' | 'described';

/** A passage and what was read in it (docs/reading.md). `begin` and `end` count the bytes of the text in UTF-8. */
export interface Statement {
  id: string;
  text: string;
  begin: number;
  end: number;
  language: 'kk' | 'ru' | 'en';
  part: string;
  modality: Modality;
  speaker: string | null;
  issuer: string | null;
  bodies: string[];
  bodies_unnamed: { text: string; kind: string; plural: boolean }[];
  areas: string[];
  areas_ambiguous: { text: string; candidates: string[] }[];
  every: string | null;
  open_ended: boolean;
  reason: string | null;
  due: { text: string; date: Day | null; interpreted: boolean } | null;
  number: number | null;
  subject: string | null;
  same_as: string | null;
  confidence: number;
  flags: string[];
}

/** PUT /readings/{id}/decisions/{statement}, with the version in If-Match ("0": none yet); what an edit leaves out stays as it was read. */
export interface DecisionInput {
  decision: 'confirm' | 'edit' | 'reject';
  modality?: Modality;
  text?: Partial<Text>;
  areas?: string[];
  bodies?: string[];
  issuer?: string;
  due?: Day | null;
  note?: string;
}

/** `decision` null: taken back. */
export interface Decision extends Omit<DecisionInput, 'decision'> {
  decision: DecisionInput['decision'] | null;
  version: number;
  recorded: Recorded;
}

/** What can be chosen by name; `in`: the area that it lies in. */
export interface Named extends Ref {
  in: Ref | null;
}

/** GET /readings/{id}. `terms`: the words for "flag.no_date", "subject.house" … that occur. */
export interface Reading extends ReadingBrief {
  report: { statements: Statement[]; notes: string[]; format: string; source_encoding: string; related: string[] };
  text: string;
  terms: Record<string, Text>;
  decisions: Record<string, Decision>;
  areas: Named[];
  bodies: Named[];
  sources: { id: string; title: string; fits: boolean }[];
}
