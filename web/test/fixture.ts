import type { Confidence, Coverage, Outline, Place, Point, Report, Site, Text } from '../src/core/model';
import { orders, text } from './fixture_orders';
import { country, regionNames, towns, type Town } from './fixture_places';

// A believable report for the tests and for looking at the page. Everything in it is invented.

const minutes = 60;
const same = (words: string): Text => text(words, words, words);
const named = (id: string): Text => text(...regionNames[id]!);
const townText = (own: Town): Text => text(own.kk, own.ru, own.en);
const find = (en: string): Town => towns.find((own) => own.en === en)!;

/** Seconds by a road 1.3 times the straight line, at 75 km/h. */
function seconds(a: Town, b: Town): number {
  const up = (a.lat - b.lat) * 111.2;
  const across = (a.lon - b.lon) * 111.2 * Math.cos((a.lat * Math.PI) / 180);
  return Math.round(((Math.hypot(up, across) * 1.3) / 75) * 3600);
}

function site(en: string, isHouse: boolean, phase: number, because: string[], confidence: Confidence): Site {
  const own = find(en);
  const [kk, ru, english] = isHouse
    ? ['Достық үйі', 'Дом дружбы', 'House of Friendship']
    : ['өкілдік', 'представительство', 'representation'];
  return {
    id: `${isHouse ? 'house' : 'rep'}-${en.toLowerCase()}`,
    name: text(
      `${own.kk} ${isHouse ? kk : 'өкілдігі'}`,
      `${isHouse ? ru : 'Представительство'} – ${own.ru}`,
      `${own.en} ${english}`,
    ),
    kind: isHouse ? 'house-build' : 'representative',
    kind_name: text(kk!, ru!, english!),
    is_house: isHouse,
    place: townText(own),
    district: text(`${own.kk} ауданы`, `${own.ru}: район`, `${own.en} District`),
    region: named(own.region),
    region_id: own.region,
    point: [own.lon, own.lat],
    phase,
    open_cost: phase < 0 ? 0 : isHouse ? 1_500_000_000 : 60_000_000,
    year_cost: isHouse ? 90_000_000 : 12_000_000,
    staff: isHouse ? 14 : 2,
    newly_reached: 0,
    because,
    source:
      phase < 0
        ? text(
            'Қоғамдық келісім орталықтарының тізілімі',
            'Реестр центров общественного согласия',
            'Register of public-accord centres',
          )
        : text('Жоспар', 'План', 'The plan'),
    confidence,
  };
}

const sites: Site[] = [
  site('Astana', true, -1, [], 'published'),
  site('Almaty', true, -1, [], 'published'),
  site('Shymkent', true, -1, [], 'transcribed'),
  site('Turkistan', true, -1, [], 'published'),
  site('Konaev', true, -1, [], 'unverified'),
  site('Semey', true, -1, [], 'transcribed'),
  site('Talgar', true, 0, ['R1'], 'demo'),
  site('Korday', false, 0, ['R3'], 'demo'),
  site('Shonzhy', false, 0, ['R3'], 'demo'),
  site('Karaganda', true, 1, ['R2'], 'demo'),
  site('Aksukent', true, 1, ['R3', 'R2'], 'demo'),
  site('Zharkent', false, 1, ['R3'], 'demo'),
  site('Aktobe', true, 2, ['R2'], 'demo'),
  site('Pavlodar', true, 2, [], 'demo'),
  site('Taraz', true, 2, ['R2', 'R4'], 'demo'),
];

const siteTowns = sites.map((own) => find(own.place.en));

const places: Place[] = towns.map((own) => {
  let best = -1;
  let least = Infinity;
  let reached = -2;
  sites.forEach((candidate, index) => {
    if (!candidate.is_house) return;
    const time = seconds(own, siteTowns[index]!);
    if (time < least) [best, least] = [index, time];
    if (time <= minutes * 60 && (reached === -2 || candidate.phase < reached)) reached = candidate.phase;
  });
  const far = least > 4 * 3600;
  return {
    name: townText(own),
    district: text(`${own.kk} ауданы`, `${own.ru}: район`, `${own.en} District`),
    region_id: own.region,
    point: [own.lon, own.lat],
    people: own.thousands * 1000 + own.en.length * 37,
    reached,
    site: far ? -1 : best,
    seconds: far ? null : least,
  };
});

for (const own of sites) {
  own.newly_reached =
    own.phase < 0
      ? 0
      : places
          .filter((place) => place.site === sites.indexOf(own) && place.reached === own.phase)
          .reduce((sum, place) => sum + place.people, 0);
}

function coverageOf(id: string, name: Text, list: Place[], share: number): Coverage {
  const upTo = (step: number) =>
    list
      .filter((place) => place.reached !== -2 && place.reached <= step)
      .reduce((sum, place) => sum + Math.floor(place.people * share), 0);
  return {
    id,
    name,
    people: list.reduce((sum, place) => sum + Math.floor(place.people * share), 0),
    before: upTo(-1),
    by_phase: [0, 1, 2].map(upTo),
  };
}

const regions = Object.keys(regionNames).map((id) =>
  coverageOf(
    id,
    named(id),
    places.filter((place) => place.region_id === id),
    1,
  ),
);

const groups: Coverage[] = (
  [
    ['kazakh', 'Қазақтар', 'Казахи', 'Kazakhs', 0.7, 0],
    ['russian', 'Орыстар', 'Русские', 'Russians', 0.15, 7],
    ['uzbek', 'Өзбектер', 'Узбеки', 'Uzbeks', 0.033, 50],
    ['uyghur', 'Ұйғырлар', 'Уйгуры', 'Uyghurs', 0.015, 12],
    ['german', 'Немістер', 'Немцы', 'Germans', 0.011, 30],
    ['dungan', 'Дүнгендер', 'Дунгане', 'Dungans', 0.004, 21],
    ['other', 'Барлық басқалары', 'Все остальные', 'All others', 0.05, 3],
  ] as const
).map(([id, kk, ru, en, share, skip]) =>
  coverageOf(
    id,
    text(kk, ru, en),
    places.filter((_, index) => index >= skip),
    share,
  ),
);

/** The part of a polygon nearer to `own` than to `other`. */
function nearer(polygon: Point[], own: Point, other: Point): Point[] {
  const side = ([x, y]: Point) => (x - other[0]) ** 2 + (y - other[1]) ** 2 - ((x - own[0]) ** 2 + (y - own[1]) ** 2);
  return polygon.flatMap((a, i) => {
    const b = polygon[(i + 1) % polygon.length]!;
    const [s, t] = [side(a), side(b)];
    const cut: Point[] =
      s * t < 0 ? [[a[0] + ((b[0] - a[0]) * s) / (s - t), a[1] + ((b[1] - a[1]) * s) / (s - t)]] : [];
    return s >= 0 ? [a, ...cut] : cut;
  });
}

const centre = (id: string): Point => {
  const own = towns.filter((candidate) => candidate.region === id);
  return [
    own.reduce((sum, { lon }) => sum + lon, 0) / own.length,
    own.reduce((sum, { lat }) => sum + lat, 0) / own.length,
  ];
};

const outlines: Outline[] = Object.keys(regionNames).map((id) => {
  let ring: Point[] = country;
  for (const other of Object.keys(regionNames)) if (other !== id) ring = nearer(ring, centre(id), centre(other));
  return { region_id: id, name: named(id), label: centre(id), polygons: [[[...ring, ring[0]!]]] };
});

const phaseOf = (index: number, budget: number | null) => {
  const own = sites.filter((known) => known.phase === index);
  const year = 2027 + index;
  return {
    id: String(year),
    start: `${year}-01-01`,
    end: `${year}-12-31`,
    budget,
    spent: own.reduce((sum, known) => sum + known.open_cost, 0),
    openings: own.length,
    confidence: 'demo' as const,
  };
};

export const report: Report = {
  programme: text('Достық үйлері желісі', 'Сеть Домов дружбы', 'The network of Houses of Friendship'),
  area: 'kz',
  area_name: text('Қазақстан Республикасы', 'Республика Казахстан', 'Republic of Kazakhstan'),
  regional: false,
  status: 'feasible',
  as_of: '2026-11-23',
  minutes,
  currency: 'KZT',
  phases: [phaseOf(0, 2_000_000_000), phaseOf(1, 4_000_000_000), phaseOf(2, 4_500_000_000)],
  sites,
  places,
  orders,
  groups,
  regions,
  objectives: [
    {
      name: text(
        'Қамтылған тұрғындар, барлық кезең бойынша',
        'Охваченные люди, сумма по этапам',
        'People reached, sum over phases',
      ),
      value: '21904118',
      bound: '22013500',
      gap: '0.4969 %',
      unit: text('адам', 'человек', 'people'),
    },
    {
      name: text('Ең аз қамтылған топ', 'Наименее охваченная группа', 'Least reached group'),
      value: '61.4',
      bound: '61.4',
      gap: '0.0000 %',
      unit: same('%'),
    },
    {
      name: text('Ашу құны', 'Стоимость открытия', 'Cost of openings'),
      value: '10680000000',
      bound: '10620000000',
      gap: '0.5618 %',
      unit: same('KZT'),
    },
  ],
  notes: [
    {
      what: text(
        'Жол уақыты модельденген: тура сызықтан 1,3 есе ұзын жол.',
        'Время пути смоделировано: дорога в 1,3 раза длиннее прямой.',
        'Travel times are modelled: a road 1.3 times the straight line.',
      ),
      confidence: 'modelled',
    },
    {
      what: text(
        'Ашу құны мен бюджеттер ойдан алынған.',
        'Стоимость открытия и бюджеты придуманы.',
        'Costs of openings and budgets are invented.',
      ),
      confidence: 'demo',
    },
  ],
  sources: [
    {
      id: 'akorda-2025-04-24',
      title: 'XXXIV сессия Ассамблеи народа Казахстана',
      url: 'https://example.org/session-34',
      licence: '',
    },
    {
      id: 'stat-2025',
      title: 'Население по этносам, 2025',
      url: 'https://example.org/population',
      licence: 'CC BY 4.0',
    },
    { id: 'fixture', title: 'Test data of the page', url: '', licence: 'MIT' },
  ],
  outlines,
  outlines_are_indicative: true,
  plan_hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
