import type { Order, Text } from '../src/core/model';

// The orders of the fixture; invented verdicts.

export const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en });

interface Verdicts {
  today: Order['today'];
  plan: Order['plan'];
  plannable: boolean;
}

function order(
  id: string,
  words: Text,
  modality: Order['modality'],
  passage: number,
  { today, plan, plannable }: Verdicts,
  more: Partial<Order> = {},
): Order {
  const described = modality === 'described';
  return {
    id,
    text: words,
    modality,
    date: '2025-04-24',
    passage,
    source: text(
      'Ассамблеяның XXXIV сессиясы туралы хабар',
      'Сообщение о XXXIV сессии Ассамблеи',
      'Report of session XXXIV of the Assembly',
    ),
    bodies: [text('Облыс әкімдігі', 'Акимат области', 'Regional akimat')],
    due: null,
    due_is_interpreted: false,
    force: described ? '' : 'binding',
    why: text(
      'Дереккөзде орны мен мерзімі аталған; санын біз белгіледік.',
      'Источник называет место; число установили мы.',
      'The source names the place; the number is ours.',
    ),
    decided: text('1-нұсқа, Dostyq, 23.11.2026', 'версия 1, Dostyq, 23.11.2026', 'version 1, Dostyq, 23 Nov 2026'),
    requirements: described
      ? []
      : [
          text(
            `Кемінде 1 Достық үйі ашылған (${id}).`,
            `Открыт хотя бы 1 Дом дружбы (${id}).`,
            `At least 1 House of Friendship is open (${id}).`,
          ),
        ],
    other_readings: [],
    today: described ? 'described' : today,
    plan: described ? 'described' : plan,
    plannable,
    witness: described
      ? []
      : [text('Тізілімде: 0, қажет: 1.', 'В реестре: 0, нужно: 1.', 'In the register: 0, needed: 1.')],
    plan_witness: plannable
      ? [text('Жоспарда: 1, қажет: 1.', 'В плане: 1, нужно: 1.', 'In the plan: 1, needed: 1.')]
      : [],
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

export const orders: Order[] = [
  order(
    'R1',
    text(
      'Халық тығыз қоныстанған Алматы облысында 2024 жылы Түркістанда ашылғандай Достық үйін ашу.',
      'Открыть Дом дружбы в густонаселённой Алматинской области, как открытый в Туркестане в 2024 году.',
      'Open a House of Friendship in densely populated Almaty Region, like the one opened in Turkistan in 2024.',
    ),
    'ordered',
    5,
    onTrack,
    {
      regions: ['almaty'],
      other_readings: [
        text(
          '«Кез келген Үй»: Қонаевтағы Үй есепке алынады, тапсырма орындалған.',
          '«Любой Дом»: Дом в Конаеве засчитывается, поручение выполнено.',
          '“Any House”: the one in Konaev counts and the order is met.',
        ),
      ],
    },
  ),
  order(
    'R2',
    text(
      'Бірқатар басқа қалалар мен аудан орталықтарында Достық үйлерін ашу; инфрақұрылым кезең-кезеңімен өседі.',
      'Открыть Дома дружбы в ряде других городов и районных центров; инфраструктура растёт поэтапно.',
      'Open Houses in a number of other cities and district centres; the infrastructure grows step by step.',
    ),
    'ordered',
    5,
    onTrack,
    { fragile: true },
  ),
  order(
    'R3',
    text(
      'Қордай, Ұйғыр, Сайрам, Панфилов және бірнеше этнос өкілдері тұратын басқа аудандарда өкілдіктер болуы тиіс.',
      'Нужны представительства в Кордайском, Уйгурском, Сайрамском, Панфиловском и других районах, где живут люди нескольких этносов.',
      'Presence in Korday, Uygur, Sairam, Panfilov and other districts where several ethnic groups live.',
    ),
    'required',
    6,
    { today: 'at_risk', plan: 'met', plannable: true },
    {
      due: '2027-12-31',
      due_is_interpreted: true,
      days_left: 403,
      regions: ['zhambyl', 'almaty', 'turkistan', 'zhetisu'],
    },
  ),
  order(
    'R4',
    text(
      'Туристік бағыттар карталарында әр өңірдің Достық үйлері болуы.',
      'Дома дружбы каждого региона — на картах туристических маршрутов.',
      'Houses in every region on the maps of the tourist routes.',
    ),
    'ordered',
    7,
    { today: 'not_met', plan: 'not_met', plannable: true },
    { force: 'preferred' },
  ),
  order(
    'R5',
    text(
      'Орган басшылары мен әкімдер этномедиацияны қолдауы тиіс.',
      'Руководители органов и акимы поддерживают этномедиацию.',
      'Heads of bodies and akims support ethnomediation.',
    ),
    'ordered',
    8,
    silent,
  ),
  order(
    'R6',
    text(
      '«Елдесу және татуласу» жобасын екі жыл ішінде бүкіл елге тарату.',
      'Проект «Елдесу және татуласу» распространить на всю страну в течение двух лет.',
      'Scale the “Eldesu zhane tatulasu” project to the whole country within two years.',
    ),
    'ordered',
    9,
    { today: 'at_risk', plan: 'met', plannable: true },
    { due: '2027-04-24', due_is_interpreted: true, days_left: 152, confidence: 'demo' },
  ),
  order(
    'R7',
    text(
      'Үкімет пен әкімдер осы және басқа жобаларды жұмыс жоспарларына енгізіп, іске асыруы тиіс.',
      'Правительству и акимам включить эти и другие проекты в планы работы и реализовать их.',
      'Government and akims put these and other projects in their work plans and implement them.',
    ),
    'ordered',
    10,
    silent,
  ),
  order(
    'R8',
    text(
      'Ақпарат кеңістігінде бірлікті ілгерілету.',
      'Продвигать единство в информационном пространстве.',
      'Promote unity in the information space.',
    ),
    'required',
    11,
    silent,
    { force: 'watched' },
  ),
  order(
    'R9',
    text(
      'Журналистер клубтарына жетекші БАҚ қосылып, бірыңғай тәртіппен жұмыс істеуі тиіс.',
      'В клубы журналистов входят ведущие СМИ; порядок работы у всех один.',
      'Leading media join the journalists’ clubs, which share one way of working.',
    ),
    'required',
    12,
    { today: 'met', plan: 'met', plannable: false },
    { confidence: 'published' },
  ),
  order(
    'R10',
    text(
      'Этнос тілдеріндегі БАҚ-ты жүйелі қолдау, бірінші кезекте өңірлерде.',
      'Системно поддерживать СМИ на языках этносов, прежде всего в регионах.',
      'Systematic support of media in the languages of ethnic groups, regions first.',
    ),
    'supported',
    13,
    silent,
    { bodies: [] },
  ),
  order(
    'R11',
    text(
      'Ассамблея — консультативтік орган.',
      'Ассамблея — консультативный орган.',
      'The Assembly is an advisory body.',
    ),
    'described',
    1,
    silent,
  ),
  order(
    'R13',
    text('Отыз жылдың қорытындысы шығарылды.', 'Подведены итоги тридцати лет.', 'Thirty years were summed up.'),
    'described',
    2,
    silent,
  ),
  order(
    'R14',
    text(
      'Үй — өңір қоғамдық өмірінің орталығы.',
      'Дом — центр общественной жизни региона.',
      'A House is a centre of a region’s public life.',
    ),
    'described',
    3,
    silent,
  ),
  order(
    'R15',
    text('Хабардың өзі — дереккөз.', 'Само сообщение — источник.', 'The report itself is the source.'),
    'described',
    4,
    silent,
  ),
];
