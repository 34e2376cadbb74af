import { orders as reportOrders, text } from '../../test/fixture_orders';
import { report } from '../../test/fixture';
import type {
  BodyBrief,
  BodyDetail,
  Discipline,
  DisciplineSummary,
  Evidence,
  Hit,
  MapData,
  MapSite,
  Nearest,
  OrderBrief,
  OrderDetail,
  Place,
  Programme,
  Ref,
  RegionBrief,
  RegionDetail,
  SessionDetail,
  SiteDetail,
  Stage,
  Text,
  TouristRoute,
  TouristRouteDetail,
  TouristRoutes,
} from '../src/api/types';

// A believable register for the tests of the pages, made of the report's fixture. Everything in it is invented. Texts that the product would not
// translate (titles of documents, reasons) hold no words, so that a print can be searched for words of another language.

export const today = '2026-11-27';
const houseKind = text('Достық үйі', 'Дом дружбы', 'House of Friendship');

const regions: Ref[] = report.regions.map(({ id, name }) => ({ id, name }));
/** The browser of a log-in, by the name it gives itself. */
export const agent = 'Firefox 128';
/** Names in a language that a test of languages must not take for foreign words: official spellings of regions, a browser's own name. */
export const names = (language: keyof Text): string[] => [...regions.map((region) => region.name[language]), agent];

export const apk: Ref = { id: 'apk', name: text('Ассамблея', 'Ассамблея', 'Assembly') };
const akimat: Ref = { id: 'akimat', name: text('Облыс әкімдігі', 'Акимат области', 'Regional akimat') };

const column = (id: string, name: Text, type: Programme['registers'][number]['columns'][number]['type'], required = false, of?: string) => ({
  id,
  name,
  type,
  required,
  ...(of ? { of } : {}),
});

export const programme: Programme = {
  id: 'kazakhstan',
  name: text('Достық желісі', 'Сеть домов дружбы', 'Network of Houses'),
  country: { id: 'kz', name: text('Қазақстан', 'Казахстан', 'Kazakhstan') },
  today,
  zone: 'Asia/Almaty',
  currency: 'KZT',
  minutes: 60,
  phases: report.phases,
  kinds: [
    { id: 'house-build', name: houseKind, is_house: true, can_open: true, open_cost: 1_500_000_000, staff: 14 },
    { id: 'representative', name: text('өкіл', 'представитель', 'representative'), is_house: false, can_open: true, open_cost: 60_000_000, staff: 2 },
  ],
  regions,
  bodies: [apk, akimat],
  registers: [
    {
      id: 'mediators',
      name: text('Медиаторлар', 'Медиаторы', 'Mediators'),
      columns: [
        column('body', text('Орган', 'Орган', 'Body'), 'ref', true, 'bodies'),
        column('languages', text('Тілдері', 'Языки', 'Languages'), 'list'),
        column('trained', text('Оқытылған', 'Обучен', 'Trained'), 'yes_no', true),
      ],
    },
    { id: 'events', name: text('Іс-шаралар', 'Мероприятия', 'Events'), columns: [column('body', text('Орган', 'Орган', 'Body'), 'ref', true, 'bodies')] },
  ],
  adopted: null,
  demo: true,
};

const stageOf = (i: number): Stage => (['open', 'open', 'open', 'open', 'open', 'open', 'under_construction', 'funded', 'approved'] as const)[i] ?? 'proposed';
const states: Record<Stage, MapSite['state']> = { proposed: 'planned', approved: 'planned', funded: 'under_way', under_construction: 'under_way', open: 'open', closed: 'closed' };

export const sites: MapSite[] = report.sites.map((site, i) => ({
  id: site.id,
  name: site.name,
  kind: site.kind,
  kind_name: site.kind_name,
  is_house: site.is_house,
  place: site.place,
  district: site.district,
  region: site.region,
  region_id: site.region_id,
  point: site.point,
  state: states[stageOf(i)],
  stage: i < 12 ? stageOf(i) : null,
  opens: i < 6 ? '2024-12-31' : i < 12 ? null : '2028-12-31',
  because: site.because,
  confidence: site.confidence,
}));

export const places: Place[] = report.places.map((place, i) => ({
  id: `place-${i}`,
  name: place.name,
  district: place.district,
  region: regions.find((region) => region.id === place.region_id)!.name,
  region_id: place.region_id,
  point: place.point,
  people: place.people,
}));

export const map: MapData = {
  as_of: today,
  minutes: 60,
  sites,
  ordered: [
    {
      order: 'R3',
      area: { id: 'panfilov', name: text('Панфилов ауданы', 'Панфиловский район', 'Panfilov District') },
      region_id: 'zhetisu',
      point: [80.0, 44.17],
      requirement: text('Кемінде 1 өкілдік.', 'Хотя бы 1 представительство.', 'At least 1 representation.'),
    },
  ],
  places: report.places.map((place, i) => ({
    id: `place-${i}`,
    name: place.name,
    district: place.district,
    region_id: place.region_id,
    point: place.point,
    people: place.people,
    reached: place.reached === -1 ? 'today' : place.reached >= 0 ? 'planned' : 'no',
    site: place.site >= 0 && place.site < 6 ? sites[place.site]!.id : null,
    seconds: place.seconds,
  })),
  regions: report.regions.map((row) => ({ ...row, by_phase: row.by_phase })),
};

export const evidence = (id: string, more: Partial<Evidence> = {}): Evidence => ({
  id,
  kind: 'document',
  title: `№ ${id}`,
  about: '',
  order: 'R1',
  site: null,
  area: { id: 'almaty', name: regions.find((region) => region.id === 'almaty')!.name },
  day: '2026-10-01',
  url: null,
  file: { name: '1.pdf', type: 'application/pdf', bytes: 123_456, sha256: '0'.repeat(64) },
  recorded: { at: '2026-10-02T06:00:00Z', by: '', role: 'officer' },
  confidence: 'published',
  stale: false,
  ...more,
});

export const siteDetail = (site: MapSite): SiteDetail => ({
  ...site,
  hours: site.id === 'house-almaty' ? text('Дс–Жм 9:00–18:00', 'Пн–Пт 9:00–18:00', 'Mon–Fri 9:00–18:00') : null,
  phone: site.id === 'house-almaty' ? '+7 727 000 00 00' : null,
  address: null,
  website: null,
  stages: site.stage
    ? (['proposed', 'approved', 'funded', 'under_construction', 'open'] as const)
        .slice(0, 1 + ['proposed', 'approved', 'funded', 'under_construction', 'open'].indexOf(site.stage))
        .map((stage, i) => ({ stage, from: `202${i + 1}-05-01`, recorded: null, evidence: [], source: text('тізілім', 'реестр', 'register'), confidence: 'published' as const }))
    : [],
  next_stages: [
    { stage: 'approved', allowed: true, reason: null },
    { stage: 'open', allowed: false, reason: text('Алдымен қаржыландырылуы керек.', 'Сначала нужны средства.', 'It has to be funded first.') },
  ],
  serves: { places: 12, people: 345_678 },
  evidence: [],
  source: text('тізілім', 'реестр', 'register'),
  version: '7',
});

export const nearest = (from: Nearest['from']): Nearest => {
  const distance = (site: MapSite) => Math.hypot(site.point[0] - from.point[0], site.point[1] - from.point[1]);
  const open = sites.filter((site) => site.state === 'open').sort((a, b) => distance(a) - distance(b));
  return {
    from,
    by: 'model',
    items: open.slice(0, 3).map((site) => ({ site: siteDetail(site), seconds: Math.round(distance(site) * 6000) + 300, metres: Math.round(distance(site) * 100_000) + 2000 })),
  };
};

export const orders: OrderBrief[] = reportOrders.map((order, i) => ({
  ...order,
  body_ids: order.bodies.map(() => 'akimat'),
  session: 'session-34',
  alarms:
    order.id === 'R1'
      ? [
          { kind: 'reported_but_disagrees', order: 'R1', body: akimat, since: '2026-10-01', text: text('Хабарланған, бірақ тізілімде жоқ.', 'Сообщено, но в реестре нет.', 'Reported, but not in the register.') },
          { kind: 'silence', order: 'R1', body: akimat, since: '2025-04-24', text: text('Ештеңе жазылмаған.', 'Ничего не записано.', 'Nothing was recorded.') },
        ]
      : [],
  reported: order.id === 'R1' ? { on: '2026-10-01', by: '', evidence: null } : null,
  met_on: order.today === 'met' ? '2026-05-01' : null,
  days_late: order.today === 'met' ? 7 : null,
  last_record: i % 2 === 0 ? '2026-10-02' : null,
}));

export const orderDetail = (order: OrderBrief, filed: Evidence[]): OrderDetail => ({
  ...order,
  issuer: apk,
  passage_source: { id: 'akorda', title: 'XXXIV', url: 'https://example.org/34', published: '2025-04-24', text: text('Үй ашу керек.', 'Нужно открыть дом.', 'A House must be opened.') },
  interpretations: [
    { id: 'a', version: 1, decided_by: 'Dostyq', decided_on: '2026-11-23', chosen: true, force: 'binding', why: order.why, due: order.due, requirements: order.requirements, today: order.today },
    { id: 'b', version: 1, decided_by: 'Dostyq', decided_on: '2026-11-23', chosen: false, force: 'binding', why: text('Басқаша түсінуге болады.', 'Можно понять иначе.', 'It can be read otherwise.'), due: null, requirements: [], today: 'met' },
  ],
  evidence: filed,
  history: [
    { on: '2026-10-02', kind: 'verdict', text: text('Жазба қосылды.', 'Добавлена запись.', 'A record was added.'), before: 'no_data', after: 'not_met', by: '' },
    { on: '2025-04-24', kind: 'interpretation', text: text('1-нұсқа.', 'Версия 1.', 'Version 1.'), by: 'Dostyq' },
  ],
  extensions: [],
  related: { sites: sites.slice(6, 8), entries: [{ id: 'e1', body: akimat, project: '№ 7', included: '2026-01-01', implemented: null, evidence: [] }] },
  forecast: { met_by: '2027-12-31', slack_days: 60, text: text('2027 жылдың соңында.', 'К концу 2027 года.', 'By the end of 2027.') },
});

export const discipline: Discipline = { orders: 6, met: 2, met_late: 1, met_on_demo: 1, on_track: 1, at_risk: 1, not_met: 1, no_data: 1, silent: 2, extensions: 1, reported_but_disagrees: 1 };
export const bodies: BodyBrief[] = [apk, akimat].map((body) => ({ ...body, kind: 'akimat', area: regions[0]!, from: null, to: null, discipline }));
export const summary: DisciplineSummary = { as_of: today, overall: discipline, bodies };
export const bodyDetail = (body: BodyBrief): BodyDetail => ({
  ...body,
  predecessors: [{ body: apk, on: '2022-06-08' }],
  successors: [],
  order_list: orders.slice(0, 4),
  entries: [{ id: 'e1', body: akimat, project: '№ 7', included: '2026-01-01', implemented: null, evidence: [] }],
  alarms: orders[0]!.alarms,
});

export const regionBriefs: RegionBrief[] = report.regions.map((row, i) => ({
  id: row.id,
  name: row.name,
  people: row.people,
  reached: row.before,
  houses: i % 3,
  representations: 0,
  index: i % 4 === 0 ? null : 10 * i,
  orders: { not_met: i % 2 },
}));
export const regionDetail = (region: RegionBrief): RegionDetail => ({
  ...region,
  coverage: report.regions.find((row) => row.id === region.id) ?? null,
  index_parts: programme.registers.map(({ id, name }, i) => ({ register: id, name, count: i === 0 ? 3 : null, complete: false, last: i === 0 ? '2026-10-02' : null })),
  sites: sites.filter((site) => site.region_id === region.id),
  order_list: orders.slice(0, 3),
  bodies: [akimat],
});

export const session: SessionDetail = { id: 'session-34', number: 'XXXIV', body: apk, date: '2025-04-24', orders: orders.length, confidence: 'transcribed', source: text('хабар', 'сообщение', 'report'), order_list: orders };

export const hits: Hit[] = [
  { kind: 'session', id: 'session-34', title: text('XXXIV сессия', 'XXXIV сессия', 'Session XXXIV'), text: null },
  ...orders.slice(0, 3).map((order): Hit => ({ kind: 'order', id: order.id, title: order.text, text: order.why })),
  ...places.slice(0, 2).map((place): Hit => ({ kind: 'place', id: place.id, title: place.name, text: null, point: place.point })),
];

const houses = sites.filter((site) => site.is_house && site.state === 'open').slice(0, 2);

const route = (id: string, name: Text, kind: TouristRoute['kind']): TouristRoute => ({
  id,
  name,
  profile: 'citizens',
  kind,
  days: 1,
  metres: 231_400,
  driving_minutes: 185,
  detour_minutes: kind === 'popular' ? 25 : 0,
  houses: houses.map((site, i) => ({ id: site.id, name: site.name, region_id: site.region_id, added: i === 1 })),
  regions: [...new Set(houses.map((site) => site.region_id))],
  confidence: 'unverified',
  line: houses.map((site) => site.point),
});

export const routes: TouristRoute[] = [
  route('ring', text('Алтын шеңбер', 'Золотое кольцо', 'Golden ring'), 'popular'),
  route('citizens-1', text('Жаңа жол', 'Новый путь', 'New way'), 'new'),
];

export const routeList = (items: TouristRoute[], profile: TouristRoute['profile']): TouristRoutes => ({
  items: items.map((own) => ({ ...own, profile })),
  next: null,
  total: items.length,
  profile,
  as_of: today,
  travel: 'modelled',
  proven: false,
  houses: 2,
  houses_on_routes: items.length > 0 ? 2 : 0,
  regions_missing: [regions[0]!],
  unchanged: [{ id: 'long', name: text('Ұзақ жол', 'Долгий путь', 'Long way') }],
});

export function routeDetail(own: TouristRoute): TouristRouteDetail {
  const stops = houses.map((site) => ({ id: site.id, name: site.name, house: true, region_id: site.region_id, point: site.point, confidence: site.confidence, source: text('дерек', 'источник', 'source') }));
  const cape = { ...stops[0]!, id: 'cape', name: text('Мүйіс', 'Мыс', 'Cape'), house: false, point: [stops[0]!.point[0] + 0.4, stops[0]!.point[1] + 0.3] as [number, number] };
  const visit = (stop: (typeof stops)[number], i: number) => ({ stop, arrives: '09:00', begins: `${10 + i}:00`, leaves: `${10 + i}:45`, driving_minutes: i === 0 ? 0 : 60, metres: i === 0 ? 0 : 70_000 });
  return {
    ...own,
    travel: 'modelled',
    times_confidence: 'modelled',
    day_plans: [{ from: stops[0]!, visits: [stops[0]!, cape, stops[1]!].map(visit), night: stops[1]!, drive_to_night: 0, ends: '12:45', driving_minutes: 120, metres: 140_000 }],
  };
}
