/** The report as src/report/json.cpp writes it (src/report/model.hpp says what each field means). */

export const languages = ['kk', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];
export type Text = Record<Language, string>;

/** Strongest first. */
export const confidences = ['published', 'transcribed', 'derived', 'modelled', 'unverified', 'demo'] as const;
export type Confidence = (typeof confidences)[number];

export const verdicts = ['met', 'on_track', 'at_risk', 'not_met', 'no_data', 'described'] as const;
export type Verdict = (typeof verdicts)[number];

export type Point = [lon: number, lat: number];

export interface Phase {
  id: string;
  start: string;
  end: string;
  budget: number | null;
  spent: number;
  openings: number;
  confidence: Confidence;
}

export interface Site {
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
  /** Index of a phase; -1: open already. */
  phase: number;
  open_cost: number;
  year_cost: number;
  staff: number;
  newly_reached: number;
  because: string[];
  source: Text;
  confidence: Confidence;
}

/** Place.reached of a place that stays without a House within reach. */
export const notReached = -2;

export interface Place {
  name: Text;
  district: Text;
  region_id: string;
  point: Point;
  people: number;
  /** -1: before the plan; 0 and up: in that phase; -2: not reached. */
  reached: number;
  /** Nearest serving site at the end, index into sites; -1: none. */
  site: number;
  seconds: number | null;
}

export interface Order {
  id: string;
  text: Text;
  modality: 'ordered' | 'required' | 'supported' | 'described';
  date: string;
  passage: number;
  source: Text;
  bodies: Text[];
  due: string | null;
  due_is_interpreted: boolean;
  force: 'binding' | 'preferred' | 'watched' | '';
  why: Text;
  decided: Text;
  requirements: Text[];
  other_readings: Text[];
  today: Verdict;
  plan: Verdict;
  plannable: boolean;
  witness: Text[];
  plan_witness: Text[];
  shortfall: number;
  days_left: number | null;
  confidence: Confidence;
  fragile: boolean;
  /** Region ids; empty: the whole country. */
  regions: string[];
}

export interface Coverage {
  id: string;
  name: Text;
  people: number;
  before: number;
  /** Cumulative, at each phase's end. */
  by_phase: number[];
}

export interface ObjectiveLine {
  name: Text;
  value: string;
  bound: string;
  gap: string;
  unit: Text;
}

export interface Note {
  what: Text;
  confidence: Confidence;
}

export interface SourceLine {
  id: string;
  title: string;
  url: string;
  licence: string;
}

export interface Outline {
  region_id: string;
  name: Text;
  label: Point;
  /** Each polygon: outer ring, then holes. */
  polygons: Point[][][];
}

export interface Report {
  programme: Text;
  area: string;
  area_name: Text;
  regional: boolean;
  status: 'optimal' | 'feasible' | 'conflict' | 'limit';
  as_of: string;
  minutes: number;
  currency: string;
  phases: Phase[];
  /** Short names of the phases for the map, where their years do not serve. */
  marks?: string[];
  sites: Site[];
  places: Place[];
  orders: Order[];
  groups: Coverage[];
  regions: Coverage[];
  objectives: ObjectiveLine[];
  notes: Note[];
  sources: SourceLine[];
  outlines: Outline[];
  outlines_are_indicative: boolean;
  /** Tourist routes over the map, their numbered stops, and the part of the map to show for them; the report itself has none. */
  lines?: Point[][];
  stops?: { point: Point; house: boolean; number: number; name: Text }[];
  view?: { west: number; east: number; south: number; north: number };
  plan_hash: string;
}
