import type { Confidence, Coverage, Order, Outline, Place, Point, Report, Site, Text } from '../src/core/model';
import { country, regionNames, towns, type Town } from './fixture_places';

// A believable report for the tests and for looking at the page. Everything in it is invented.

const minutes = 60;
const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en });
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
  const [kk, ru, english] = isHouse ? ['Достық үйі', 'Дом дружбы', 'House of Friendship'] : ['өкілдік', 'представительство', 'representation'];
  return {
    id: `${isHouse ? 'house' : 'rep'}-${en.toLowerCase()}`,
    name: text(`${own.kk} ${isHouse ? kk : 'өкілдігі'}`, `${isHouse ? ru : 'Представительство'} – ${own.ru}`, `${own.en} ${english}`),
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
    source: phase < 0 ? text('Қоғамдық келісім орталықтарының тізілімі', 'Реестр центров общественного согласия', 'Register of public-accord centres') : text('Жоспар', 'План', 'The plan'),
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
  own.newly_reached = own.phase < 0 ? 0 : places.filter((place) => place.site === sites.indexOf(own) && place.reached === own.phase).reduce((sum, place) => sum + place.people, 0);
}

function coverageOf(id: string, name: Text, list: Place[], share: number): Coverage {
  const upTo = (step: number) => list.filter((place) => place.reached !== -2 && place.reached <= step).reduce((sum, place) => sum + Math.floor(place.people * share), 0);
  return { id, name, people: list.reduce((sum, place) => sum + Math.floor(place.people * share), 0), before: upTo(-1), by_phase: [0, 1, 2].map(upTo) };
}

const regions = Object.keys(regionNames).map((id) => coverageOf(id, named(id), places.filter((place) => place.region_id === id), 1));

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
).map(([id, kk, ru, en, share, skip]) => coverageOf(id, text(kk, ru, en), places.filter((_, index) => index >= skip), share));

interface Verdicts {
  today: Order['today'];
  plan: Order['plan'];
  plannable: boolean;
}

function order(id: string, words: Text, modality: Order['modality'], passage: number, { today, plan, plannable }: Verdicts, more: Partial<Order> = {}): Order {
  const described = modality === 'described';
  return {
    id,
    text: words,
    modality,
    date: '2025-04-24',
    passage,
    source: text('Ассамблеяның XXXIV сессиясы туралы хабар', 'Сообщение о XXXIV сессии Ассамблеи', 'Report of session XXXIV of the Assembly'),
    bodies: [text('Облыс әкімдігі', 'Акимат области', 'Regional akimat')],
    due: null,
    due_is_interpreted: false,
    force: described ? '' : 'binding',
    why: text('Дереккөзде орны мен мерзімі аталған; санын біз белгіледік.', 'Источник называет место; число установили мы.', 'The source names the place; the number is ours.'),
    decided: text('1-нұсқа, Dostyq, 23.11.2026', 'версия 1, Dostyq, 23.11.2026', 'version 1, Dostyq, 23 Nov 2026'),
    requirements: described ? [] : [text(`Кемінде 1 Достық үйі ашылған (${id}).`, `Открыт хотя бы 1 Дом дружбы (${id}).`, `At least 1 House of Friendship is open (${id}).`)],
    other_readings: [],
    today: described ? 'described' : today,
    plan: described ? 'described' : plan,
    plannable,
    witness: described ? [] : [text('Тізілімде: 0, қажет: 1.', 'В реестре: 0, нужно: 1.', 'In the register: 0, needed: 1.')],
    plan_witness: plannable ? [text('Жоспарда: 1, қажет: 1.', 'В плане: 1, нужно: 1.', 'In the plan: 1, needed: 1.')] : [],
    shortfall: today === 'met' ? 0 : 1,
    days_left: null,
    confidence: 'derived',
    fragile: false,
    regions: [],
    ...more,
  };
}

const onTrack: Verdicts = { today: 'on_track', plan: 'met', plannable: true };
const silent: Verdicts = { today: 'no_data', plan: 'no_data', plannable: false };

const orders: Order[] = [
  order('R1', text('Халық тығыз қоныстанған Алматы облысында 2024 жылы Түркістанда ашылғандай Достық үйін ашу.', 'Открыть Дом дружбы в густонаселённой Алматинской области, как открытый в Туркестане в 2024 году.', 'Open a House of Friendship in densely populated Almaty Region, like the one opened in Turkistan in 2024.'), 'ordered', 5, onTrack, {
    regions: ['almaty'],
    other_readings: [text('«Кез келген Үй»: Қонаевтағы Үй есепке алынады, тапсырма орындалған.', '«Любой Дом»: Дом в Конаеве засчитывается, поручение выполнено.', '“Any House”: the one in Konaev counts and the order is met.')],
  }),
  order('R2', text('Бірқатар басқа қалалар мен аудан орталықтарында Достық үйлерін ашу; инфрақұрылым кезең-кезеңімен өседі.', 'Открыть Дома дружбы в ряде других городов и районных центров; инфраструктура растёт поэтапно.', 'Open Houses in a number of other cities and district centres; the infrastructure grows step by step.'), 'ordered', 5, onTrack, { fragile: true }),
  order('R3', text('Қордай, Ұйғыр, Сайрам, Панфилов және бірнеше этнос өкілдері тұратын басқа аудандарда өкілдіктер болуы тиіс.', 'Нужны представительства в Кордайском, Уйгурском, Сайрамском, Панфиловском и других районах, где живут люди нескольких этносов.', 'Presence in Korday, Uygur, Sairam, Panfilov and other districts where several ethnic groups live.'), 'required', 6, { today: 'at_risk', plan: 'met', plannable: true }, { due: '2027-12-31', due_is_interpreted: true, days_left: 403, regions: ['zhambyl', 'almaty', 'turkistan', 'zhetisu'] }),
  order('R4', text('Туристік бағыттар карталарында әр өңірдің Достық үйлері болуы.', 'Дома дружбы каждого региона — на картах туристических маршрутов.', 'Houses in every region on the maps of the tourist routes.'), 'ordered', 7, { today: 'not_met', plan: 'not_met', plannable: true }, { force: 'preferred' }),
  order('R5', text('Орган басшылары мен әкімдер этномедиацияны қолдауы тиіс.', 'Руководители органов и акимы поддерживают этномедиацию.', 'Heads of bodies and akims support ethnomediation.'), 'ordered', 8, silent),
  order('R6', text('«Елдесу және татуласу» жобасын екі жыл ішінде бүкіл елге тарату.', 'Проект «Елдесу және татуласу» распространить на всю страну в течение двух лет.', 'Scale the “Eldesu zhane tatulasu” project to the whole country within two years.'), 'ordered', 9, { today: 'at_risk', plan: 'met', plannable: true }, { due: '2027-04-24', due_is_interpreted: true, days_left: 152, confidence: 'demo' }),
  order('R7', text('Үкімет пен әкімдер осы және басқа жобаларды жұмыс жоспарларына енгізіп, іске асыруы тиіс.', 'Правительству и акимам включить эти и другие проекты в планы работы и реализовать их.', 'Government and akims put these and other projects in their work plans and implement them.'), 'ordered', 10, silent),
  order('R8', text('Ақпарат кеңістігінде бірлікті ілгерілету.', 'Продвигать единство в информационном пространстве.', 'Promote unity in the information space.'), 'required', 11, silent, { force: 'watched' }),
  order('R9', text('Журналистер клубтарына жетекші БАҚ қосылып, бірыңғай тәртіппен жұмыс істеуі тиіс.', 'В клубы журналистов входят ведущие СМИ; порядок работы у всех один.', 'Leading media join the journalists’ clubs, which share one way of working.'), 'required', 12, { today: 'met', plan: 'met', plannable: false }, { confidence: 'published' }),
  order('R10', text('Этнос тілдеріндегі БАҚ-ты жүйелі қолдау, бірінші кезекте өңірлерде.', 'Системно поддерживать СМИ на языках этносов, прежде всего в регионах.', 'Systematic support of media in the languages of ethnic groups, regions first.'), 'supported', 13, silent, { bodies: [] }),
  order('R11', text('Ассамблея — консультативтік орган.', 'Ассамблея — консультативный орган.', 'The Assembly is an advisory body.'), 'described', 1, silent),
  order('R13', text('Отыз жылдың қорытындысы шығарылды.', 'Подведены итоги тридцати лет.', 'Thirty years were summed up.'), 'described', 2, silent),
  order('R14', text('Үй — өңір қоғамдық өмірінің орталығы.', 'Дом — центр общественной жизни региона.', 'A House is a centre of a region’s public life.'), 'described', 3, silent),
  order('R15', text('Хабардың өзі — дереккөз.', 'Само сообщение — источник.', 'The report itself is the source.'), 'described', 4, silent),
];

/** The part of a polygon nearer to `own` than to `other`. */
function nearer(polygon: Point[], own: Point, other: Point): Point[] {
  const side = ([x, y]: Point) => (x - other[0]) ** 2 + (y - other[1]) ** 2 - ((x - own[0]) ** 2 + (y - own[1]) ** 2);
  return polygon.flatMap((a, i) => {
    const b = polygon[(i + 1) % polygon.length]!;
    const [s, t] = [side(a), side(b)];
    const cut: Point[] = s * t < 0 ? [[a[0] + ((b[0] - a[0]) * s) / (s - t), a[1] + ((b[1] - a[1]) * s) / (s - t)]] : [];
    return s >= 0 ? [a, ...cut] : cut;
  });
}

const centre = (id: string): Point => {
  const own = towns.filter((candidate) => candidate.region === id);
  return [own.reduce((sum, { lon }) => sum + lon, 0) / own.length, own.reduce((sum, { lat }) => sum + lat, 0) / own.length];
};

const outlines: Outline[] = Object.keys(regionNames).map((id) => {
  let ring: Point[] = country;
  for (const other of Object.keys(regionNames)) if (other !== id) ring = nearer(ring, centre(id), centre(other));
  return { region_id: id, name: named(id), label: centre(id), polygons: [[[...ring, ring[0]!]]] };
});

const phaseOf = (index: number, budget: number | null) => {
  const own = sites.filter((known) => known.phase === index);
  const year = 2027 + index;
  return { id: String(year), start: `${year}-01-01`, end: `${year}-12-31`, budget, spent: own.reduce((sum, known) => sum + known.open_cost, 0), openings: own.length, confidence: 'demo' as const };
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
    { name: text('Қамтылған тұрғындар, барлық кезең бойынша', 'Охваченные люди, сумма по этапам', 'People reached, sum over phases'), value: '21 904 118', bound: '22 013 500', gap: '0.5 %', unit: text('адам', 'человек', 'people') },
    { name: text('Ең аз қамтылған топ', 'Наименее охваченная группа', 'Least reached group'), value: '61.4', bound: '61.4', gap: '0 %', unit: same('%') },
    { name: text('Ашу құны', 'Стоимость открытия', 'Cost of openings'), value: '10 680 000 000', bound: '10 620 000 000', gap: '0.6 %', unit: same('KZT') },
  ],
  notes: [
    { what: text('Жол уақыты модельденген: тура сызықтан 1,3 есе ұзын жол.', 'Время пути смоделировано: дорога в 1,3 раза длиннее прямой.', 'Travel times are modelled: a road 1.3 times the straight line.'), confidence: 'modelled' },
    { what: text('Ашу құны мен бюджеттер ойдан алынған.', 'Стоимость открытия и бюджеты придуманы.', 'Costs of openings and budgets are invented.'), confidence: 'demo' },
  ],
  sources: [
    { id: 'akorda-2025-04-24', title: 'XXXIV сессия Ассамблеи народа Казахстана', url: 'https://example.org/session-34', licence: '' },
    { id: 'stat-2025', title: 'Население по этносам, 2025', url: 'https://example.org/population', licence: 'CC BY 4.0' },
    { id: 'fixture', title: 'Test data of the page', url: '', licence: 'MIT' },
  ],
  outlines,
  outlines_are_indicative: true,
  plan_hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
