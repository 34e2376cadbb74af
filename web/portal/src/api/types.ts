/**
 * What the pages ask of the server: each shape with its address below /api/v1. docs/api-shapes.md tells the rules that hold for all of them.
 * Names and meanings are the report's (web/src/core/model.ts, src/report/json.cpp) and the programme folder's (docs/programme.md) wherever these
 * have the thing already. Days are "2027-04-25", moments "2026-11-27T15:10:25Z". null always means "not known", never zero and never "none".
 */
import type {
  Confidence,
  Coverage,
  ObjectiveLine,
  Order,
  Outline,
  Phase,
  Point,
  Site,
  Text,
  Verdict,
} from '../../../src/core/model';
import type { Evidence, RegisterInfo, Role } from './types_staff';

export * from './types_staff';

export type { Confidence, Coverage, ObjectiveLine, Outline, Phase, Point, Site as PlanSite, Text, Verdict };

export type Day = string;
export type Moment = string;

/** Every list: GET …?limit=50&after=<next>. `next` is null on the last page. */
export interface List<T> {
  items: T[];
  next: string | null;
  /** How many in all, where the server knows it. */
  total?: number;
}

/** Every error: application/problem+json (RFC 9457), its sentences in the language of Accept-Language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  /** Stable and the same in every language: "stage.skipped", "login.totp_needed" … */
  code?: string;
  /** What is wrong by field, for a form; `field` is the name in the request's body: "name.kk", "values.languages". */
  errors?: { field: string; detail: string; code?: string }[];
}

/** Something that has a page of its own. */
export interface Ref {
  id: string;
  name: Text;
}

/** Who recorded a fact and when. Names of accounts are seen by staff; a visitor gets the role only ("" as name). */
export interface Recorded {
  at: Moment;
  by: string;
  role: Role | '';
}

// ---- The programme: GET /programme ---------------------------------------------------------------------------------------------------------

export interface Programme {
  id: string;
  name: Text;
  country: Ref;
  /** Today in the programme's zone. */
  today: Day;
  zone: string;
  currency: string;
  /** Coverage radius of the first objective. */
  minutes: number;
  phases: Phase[];
  kinds: Kind[];
  /** For choices, sorted by id. */
  regions: Ref[];
  bodies: Ref[];
  registers: RegisterInfo[];
  /** The plan that intends: null while none is adopted. */
  adopted: { scenario: string; name: string; on: Day; by: string } | null;
  /** The accounts and the data were put in for a demonstration. */
  demo: boolean;
}

export interface Kind {
  id: string;
  name: Text;
  is_house: boolean;
  can_open: boolean;
  open_cost: number;
  staff: number;
}

/** GET /outlines: regions' outlines, as in the report; `indicative` when the programme has no boundaries of its own. */
export interface Outlines extends List<Outline> {
  indicative: boolean;
}

// ---- The map, sites, the nearest House -----------------------------------------------------------------------------------------------------

/** A site's life, in order; no stage may be skipped. */
export const stages = ['proposed', 'approved', 'funded', 'under_construction', 'open', 'closed'] as const;
export type Stage = (typeof stages)[number];

/** How the map shows it: "planned": an opening of the adopted plan or proposed/approved; "under_way": funded or under construction. */
export type SiteState = 'planned' | 'under_way' | 'open' | 'closed';

export interface MapSite {
  id: string;
  name: Text;
  kind: string;
  kind_name: Text;
  is_house: boolean;
  place: Text;
  district: Text;
  region: Text;
  region_id: string;
  point: Point;
  state: SiteState;
  /** null: only intended by the adopted plan so far. */
  stage: Stage | null;
  /** Day of opening: known or intended. */
  opens: Day | null;
  /** Orders that need it. */
  because: string[];
  confidence: Confidence;
}

/** What an order names and no site answers yet: drawn as a hollow sign at the area's point. */
export interface OrderedSpot {
  order: string;
  area: Ref;
  region_id: string;
  point: Point;
  /** The requirement read back. */
  requirement: Text;
}

export interface MapPlace {
  id: string;
  name: Text;
  district: Text;
  region_id: string;
  point: Point;
  people: number;
  /** Within `minutes` of a House: today, by the adopted plan's end ("planned"), or neither. */
  reached: 'today' | 'planned' | 'no';
  /** Nearest open House and the way there; null: none within the travel table. */
  site: string | null;
  seconds: number | null;
}

/** GET /map: the first screen in one answer. */
export interface MapData {
  as_of: Day;
  minutes: number;
  sites: MapSite[];
  ordered: OrderedSpot[];
  places: MapPlace[];
  /** By region; by_phase of the adopted plan, [] without one. */
  regions: Coverage[];
}

/** GET /sites?region=&state=&q= gives List<MapSite>; GET /sites/{id}: */
export interface SiteDetail extends MapSite {
  /** Each null: "not known". */
  hours: Text | null;
  phone: string | null;
  address: string | null;
  website: string | null;
  stages: StageFact[];
  /** What may come next, for staff; with the reason where it may not. */
  next_stages: { stage: Stage; allowed: boolean; reason: Text | null }[];
  serves: { places: number; people: number };
  evidence: Evidence[];
  source: Text;
  /** For If-Match; also the ETag. */
  version: string;
}

export interface StageFact {
  stage: Stage;
  from: Day | null;
  recorded: Recorded | null;
  evidence: string[];
  source: Text;
  confidence: Confidence;
}

/** POST /sites (stage "proposed"), PATCH /sites/{id} (any of them). */
export interface SiteInput {
  kind: string;
  /** Id of a place. */
  place: string;
  name: Text;
  hours?: Text | null;
  phone?: string | null;
  address?: string | null;
  website?: string | null;
}

/** POST /sites/{id}/stages. A skipped stage: 409 or 422, its `detail` says why. */
export interface StageInput {
  stage: Stage;
  from: Day;
  evidence?: string[];
  note?: string;
}

/** GET /places?q=&limit=: settlements by name, folded. */
export interface Place {
  id: string;
  name: Text;
  district: Text;
  region: Text;
  region_id: string;
  point: Point;
  people: number;
}

/** GET /nearest?place=ID or ?lat=&lon=, &limit=3: open Houses, nearest first. */
export interface Nearest {
  from: { name: Text | null; point: Point };
  /** "roads": over the road network; "model": straight line and a detour. */
  by: 'roads' | 'model';
  items: { site: SiteDetail; seconds: number | null; metres: number }[];
}

// ---- Orders --------------------------------------------------------------------------------------------------------------------------------

export type AlarmKind = 'reported_but_disagrees' | 'silence' | 'stale_evidence' | 'breach_forecast' | 'late';

export interface Alarm {
  kind: AlarmKind;
  order: string;
  body: Ref | null;
  since: Day;
  text: Text;
}

/** GET /orders?verdict=&body=&region=&alarm=&q= gives List<OrderBrief>; `reported`: someone said "done" in a document; never a verdict. */
export interface OrderBrief extends Order {
  /** Beside `bodies`, in the same sequence. */
  body_ids: string[];
  session: string | null;
  alarms: Alarm[];
  reported: { on: Day; by: string; evidence: string | null } | null;
  /** Day from which the facts meet it; with `due` before it: late but done, and it stays visible. */
  met_on: Day | null;
  days_late: number | null;
  /** Last record that bears on it; null: nothing was ever recorded (silence). */
  last_record: Day | null;
}

/** GET /orders/{id}. */
export interface OrderDetail extends OrderBrief {
  issuer: Ref | null;
  passage_source: { id: string; title: string; url: string | null; published: Day | null; text: Text | null };
  interpretations: Interpretation[];
  evidence: Evidence[];
  /** Day by day, newest first: verdict changes, records, extensions, readings. */
  history: OrderEvent[];
  extensions: Extension[];
  related: { sites: MapSite[]; entries: PlanEntry[] };
  forecast: { met_by: Day | null; slack_days: number | null; text: Text } | null;
}

export interface Interpretation {
  id: string;
  version: number;
  /** A person or a body; where it is a body, its id. */
  decided_by: string;
  decided_on: Day;
  chosen: boolean;
  force: Order['force'];
  why: Text;
  due: Day | null;
  requirements: Text[];
  /** Verdict under this reading. */
  today: Verdict;
}

export interface OrderEvent {
  on: Day;
  kind: 'verdict' | 'record' | 'extension' | 'interpretation' | 'reported';
  text: Text;
  /** Of a verdict. */
  before?: Verdict;
  after?: Verdict;
  by: string;
}

/** POST /orders/{id}/extensions {until, reason}: before the due date only; POST /extensions/{id}/decision {granted, note}. */
export interface Extension {
  id: string;
  order: string;
  asked_on: Day;
  asked_by: string;
  until: Day;
  reason: string;
  state: 'asked' | 'granted' | 'refused';
}

/** POST /orders/{id}/reports {on, note, evidence}: "we have done it", which the register confirms or contradicts. */
export interface ReportInput {
  on: Day;
  note: string;
  evidence?: string;
}

/** GET /verdict-changes?since=DAY: what a change of an order, a table or a boundary did. */
export interface VerdictChange {
  order: string;
  text: Text;
  on: Day;
  before: Verdict;
  after: Verdict;
  cause: Text;
}

// ---- Regions, bodies, sessions -------------------------------------------------------------------------------------------------------------

/** GET /regions gives List<RegionBrief>. */
export interface RegionBrief extends Ref {
  people: number;
  /** Within `minutes` of a House today. */
  reached: number;
  houses: number;
  representations: number;
  /** From records only; null: no data. */
  index: number | null;
  orders: Partial<Record<Verdict, number>>;
}

/** GET /regions/{id}. */
export interface RegionDetail extends RegionBrief {
  coverage: Coverage | null;
  /** What the index is made of: one line a register. count null: nothing recorded and the table not declared complete. */
  index_parts: { register: string; name: Text; count: number | null; complete: boolean; last: Day | null }[];
  sites: MapSite[];
  order_list: OrderBrief[];
  bodies: Ref[];
}

/** GET /bodies gives List<BodyBrief>. */
export interface BodyBrief extends Ref {
  kind: string;
  area: Ref | null;
  from: Day | null;
  to: Day | null;
  discipline: Discipline;
}

export interface Discipline {
  orders: number;
  met: number;
  /** Part of `met`: after the due day. */
  met_late: number;
  /** Beside `met`: what is met on demo data only never counts in a total. */
  met_on_demo: number;
  on_track: number;
  at_risk: number;
  not_met: number;
  no_data: number;
  /** Orders on which nothing was ever recorded. */
  silent: number;
  extensions: number;
  reported_but_disagrees: number;
}

/** GET /bodies/{id}. Printed: the page itself, or /bodies/{id}/discipline.pdf?lang= (also .xlsx, .csv). */
export interface BodyDetail extends BodyBrief {
  predecessors: { body: Ref | null; on: Day }[];
  successors: { body: Ref | null; on: Day }[];
  order_list: OrderBrief[];
  entries: PlanEntry[];
  alarms: Alarm[];
}

/** A project in a body's socio-political work plan: included and implemented are two facts. */
export interface PlanEntry {
  id: string;
  body: Ref | null;
  project: string;
  included: Day | null;
  implemented: Day | null;
  evidence: string[];
}

/** GET /discipline: overall and by executor; .pdf, .xlsx, .csv beside it. GET /deadlines.ics: the dates as a calendar. */
export interface DisciplineSummary {
  as_of: Day;
  overall: Discipline;
  bodies: BodyBrief[];
}

/** GET /sessions gives List<SessionBrief>; GET /sessions/{id}. */
export interface SessionBrief {
  id: string;
  number: string;
  body: Ref | null;
  date: Day;
  orders: number;
  confidence: Confidence;
}
export interface SessionDetail extends SessionBrief {
  source: Text;
  order_list: OrderBrief[];
}

// ---- Search --------------------------------------------------------------------------------------------------------------------------------

/** GET /search?q=&kind=&limit=: folded by case, Kazakh and Russian letters and look-alikes. */
export interface Hit {
  kind: 'order' | 'site' | 'place' | 'region' | 'body' | 'session' | 'record';
  /** For "record": "register/id". */
  id: string;
  title: Text;
  /** Where the words were found. */
  text: Text | null;
  /** A place's: for the nearest House. */
  point?: Point;
}

// ---- Tourist routes ------------------------------------------------------------------------------------------------------------------------

/** Whose taste: the columns of attractions.csv. */
export const profiles = ['citizens', 'foreign-guests'] as const;
export type Profile = (typeof profiles)[number];

export interface TouristRoute extends Ref {
  profile: Profile;
  /** "popular": as people travel it, with Houses added; "new": proposed for Houses that fit into no popular one. */
  kind: 'popular' | 'new';
  days: number;
  metres: number;
  driving_minutes: number;
  /** That the added Houses cost. */
  detour_minutes: number;
  houses: (Ref & { region_id: string; added: boolean })[];
  /** Ids. */
  regions: string[];
  /** The weakest of the route and its stops. */
  confidence: Confidence;
  /** To be drawn. */
  line: Point[];
}

/** GET /routes?profile=: the whole list at once. `travel`: "roads", or "modelled" and straight lines. */
export interface TouristRoutes extends List<TouristRoute> {
  profile: Profile;
  as_of: Day;
  travel: 'roads' | 'modelled';
  proven: boolean;
  houses: number;
  houses_on_routes: number;
  /** Regions without an open House. */
  regions_missing: Ref[];
  /** Popular routes with a day that is too long already: nothing was added. */
  unchanged: Ref[];
}

export interface RouteStop extends Ref {
  house: boolean;
  region_id: string | null;
  point: Point;
  confidence: Confidence;
  source: Text;
}

/** Times of a day: "09:30". `metres` and `driving_minutes`: from the stop before. */
export interface RouteVisit {
  stop: RouteStop;
  arrives: string;
  begins: string;
  leaves: string;
  driving_minutes: number;
  metres: number;
}

/** GET /routes/{id}?profile=; files beside it: /routes/{id}/route.gpx, .kml, .geojson, .jsonld, .html, .pdf with ?profile=&lang=. */
export interface TouristRouteDetail extends TouristRoute {
  travel: TouristRoutes['travel'];
  times_confidence: Confidence;
  day_plans: { from: RouteStop; visits: RouteVisit[]; night: RouteStop; drive_to_night: number; ends: string; driving_minutes: number; metres: number }[];
}
