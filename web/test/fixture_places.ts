/** Test data only: names and rough positions of towns, with invented round numbers of people (in thousands). */
export interface Town {
  region: string;
  kk: string;
  ru: string;
  en: string;
  lon: number;
  lat: number;
  thousands: number;
}

export const regionNames: Record<string, [kk: string, ru: string, en: string]> = {
  abay: ['Абай облысы', 'Область Абай', 'Abai Region'],
  akmola: ['Ақмола облысы', 'Акмолинская область', 'Akmola Region'],
  aktobe: ['Ақтөбе облысы', 'Актюбинская область', 'Aktobe Region'],
  almaty: ['Алматы облысы', 'Алматинская область', 'Almaty Region'],
  atyrau: ['Атырау облысы', 'Атырауская область', 'Atyrau Region'],
  zhambyl: ['Жамбыл облысы', 'Жамбылская область', 'Zhambyl Region'],
  zhetisu: ['Жетісу облысы', 'Область Жетісу', 'Zhetisu Region'],
  karaganda: ['Қарағанды облысы', 'Карагандинская область', 'Karaganda Region'],
  kostanay: ['Қостанай облысы', 'Костанайская область', 'Kostanay Region'],
  kyzylorda: ['Қызылорда облысы', 'Кызылординская область', 'Kyzylorda Region'],
  mangystau: ['Маңғыстау облысы', 'Мангистауская область', 'Mangystau Region'],
  pavlodar: ['Павлодар облысы', 'Павлодарская область', 'Pavlodar Region'],
  turkistan: ['Түркістан облысы', 'Туркестанская область', 'Turkistan Region'],
  ulytau: ['Ұлытау облысы', 'Область Ұлытау', 'Ulytau Region'],
};

const town = (region: string, kk: string, ru: string, en: string, lon: number, lat: number, thousands: number): Town => ({ region, kk, ru, en, lon, lat, thousands });

export const towns: Town[] = [
  town('abay', 'Семей', 'Семей', 'Semey', 80.25, 50.41, 330),
  town('abay', 'Аягөз', 'Аягоз', 'Ayagoz', 80.43, 47.96, 38),
  town('abay', 'Үржар', 'Урджар', 'Urzhar', 81.63, 47.09, 17),
  town('abay', 'Қарауыл', 'Караул', 'Karaul', 79.25, 48.94, 5),
  town('akmola', 'Көкшетау', 'Кокшетау', 'Kokshetau', 69.4, 53.28, 150),
  town('akmola', 'Щучинск', 'Щучинск', 'Shchuchinsk', 70.2, 52.93, 46),
  town('akmola', 'Атбасар', 'Атбасар', 'Atbasar', 68.36, 51.81, 29),
  town('akmola', 'Астана', 'Астана', 'Astana', 71.43, 51.13, 1400),
  town('aktobe', 'Ақтөбе', 'Актобе', 'Aktobe', 57.17, 50.28, 560),
  town('aktobe', 'Шалқар', 'Шалкар', 'Shalkar', 59.6, 47.83, 30),
  town('aktobe', 'Хромтау', 'Хромтау', 'Khromtau', 58.45, 50.25, 29),
  town('aktobe', 'Ырғыз', 'Иргиз', 'Yrgyz', 61.27, 48.62, 6),
  town('almaty', 'Алматы', 'Алматы', 'Almaty', 76.93, 43.25, 2200),
  town('almaty', 'Қонаев', 'Конаев', 'Konaev', 77.06, 43.87, 55),
  town('almaty', 'Талғар', 'Талгар', 'Talgar', 77.24, 43.3, 54),
  town('almaty', 'Есік', 'Есик', 'Esik', 77.45, 43.35, 40),
  town('almaty', 'Шонжы', 'Чунджа', 'Shonzhy', 79.47, 43.54, 19),
  town('almaty', 'Ұзынағаш', 'Узынагаш', 'Uzynagash', 76.31, 43.21, 42),
  town('atyrau', 'Атырау', 'Атырау', 'Atyrau', 51.88, 47.11, 390),
  town('atyrau', 'Құлсары', 'Кульсары', 'Kulsary', 54.02, 46.95, 60),
  town('atyrau', 'Индербор', 'Индербор', 'Inderbor', 51.78, 48.55, 12),
  town('zhambyl', 'Тараз', 'Тараз', 'Taraz', 71.37, 42.9, 430),
  town('zhambyl', 'Қордай', 'Кордай', 'Korday', 74.71, 43.04, 40),
  town('zhambyl', 'Шу', 'Шу', 'Shu', 73.76, 43.6, 39),
  town('zhambyl', 'Қаратау', 'Каратау', 'Karatau', 70.47, 43.18, 29),
  town('zhambyl', 'Мерке', 'Мерке', 'Merke', 73.18, 42.87, 16),
  town('zhetisu', 'Талдықорған', 'Талдыкорган', 'Taldykorgan', 78.37, 45.02, 200),
  town('zhetisu', 'Жаркент', 'Жаркент', 'Zharkent', 80.0, 44.17, 46),
  town('zhetisu', 'Текелі', 'Текели', 'Tekeli', 78.76, 44.86, 30),
  town('zhetisu', 'Үшарал', 'Ушарал', 'Usharal', 80.94, 46.17, 15),
  town('karaganda', 'Қарағанды', 'Караганда', 'Karaganda', 73.1, 49.8, 520),
  town('karaganda', 'Теміртау', 'Темиртау', 'Temirtau', 72.96, 50.06, 180),
  town('karaganda', 'Балқаш', 'Балхаш', 'Balkhash', 74.98, 46.85, 72),
  town('karaganda', 'Қарқаралы', 'Каркаралинск', 'Karkaraly', 75.48, 49.41, 8),
  town('kostanay', 'Қостанай', 'Костанай', 'Kostanay', 63.62, 53.21, 270),
  town('kostanay', 'Рудный', 'Рудный', 'Rudny', 63.12, 52.96, 120),
  town('kostanay', 'Арқалық', 'Аркалык', 'Arkalyk', 66.91, 50.25, 28),
  town('kostanay', 'Лисаков', 'Лисаковск', 'Lisakovsk', 62.5, 52.55, 36),
  town('kyzylorda', 'Қызылорда', 'Кызылорда', 'Kyzylorda', 65.5, 44.85, 340),
  town('kyzylorda', 'Арал', 'Арал', 'Aral', 61.67, 46.8, 38),
  town('kyzylorda', 'Қазалы', 'Казалинск', 'Kazaly', 62.1, 45.76, 7),
  town('kyzylorda', 'Шиелі', 'Шиели', 'Shieli', 66.74, 44.17, 32),
  town('mangystau', 'Ақтау', 'Актау', 'Aktau', 51.17, 43.65, 270),
  town('mangystau', 'Жаңаөзен', 'Жанаозен', 'Zhanaozen', 52.86, 43.34, 85),
  town('mangystau', 'Бейнеу', 'Бейнеу', 'Beyneu', 55.2, 45.32, 45),
  town('mangystau', 'Форт-Шевченко', 'Форт-Шевченко', 'Fort-Shevchenko', 50.26, 44.51, 6),
  town('pavlodar', 'Павлодар', 'Павлодар', 'Pavlodar', 76.95, 52.29, 330),
  town('pavlodar', 'Екібастұз', 'Экибастуз', 'Ekibastuz', 75.32, 51.72, 130),
  town('pavlodar', 'Ақсу', 'Аксу', 'Aksu', 76.92, 52.04, 41),
  town('pavlodar', 'Баянауыл', 'Баянаул', 'Bayanaul', 75.7, 50.79, 5),
  town('turkistan', 'Түркістан', 'Туркестан', 'Turkistan', 68.25, 43.3, 230),
  town('turkistan', 'Шымкент', 'Шымкент', 'Shymkent', 69.6, 42.32, 1250),
  town('turkistan', 'Ақсукент', 'Аксукент', 'Aksukent', 69.84, 42.42, 50),
  town('turkistan', 'Кентау', 'Кентау', 'Kentau', 68.51, 43.52, 77),
  town('turkistan', 'Сарыағаш', 'Сарыагаш', 'Saryagash', 69.16, 41.47, 45),
  town('turkistan', 'Жетісай', 'Жетысай', 'Zhetysay', 68.33, 40.78, 48),
  town('turkistan', 'Ленгір', 'Ленгер', 'Lenger', 69.89, 42.18, 27),
  town('ulytau', 'Жезқазған', 'Жезказган', 'Zhezkazgan', 67.71, 47.8, 88),
  town('ulytau', 'Сәтбаев', 'Сатпаев', 'Satbaev', 67.53, 47.9, 60),
  town('ulytau', 'Ұлытау', 'Улытау', 'Ulytau', 67.01, 48.65, 3),
];

/** A rough outline of the whole, drawn by hand for the tests. */
export const country: [number, number][] = [
  [46.6, 48.6], [48.2, 50.0], [50.9, 51.6], [54.6, 51.0], [58.5, 50.9], [61.5, 51.0], [60.2, 52.6], [62.4, 54.0], [65.3, 54.4], [68.3, 55.2],
  [71.0, 54.2], [73.6, 54.0], [76.6, 54.2], [77.9, 53.2], [80.1, 50.9], [83.4, 51.0], [85.2, 49.6], [87.3, 49.1], [85.5, 47.2], [83.1, 47.1],
  [82.3, 45.5], [80.0, 45.0], [80.4, 43.1], [79.2, 42.6], [76.0, 42.9], [74.0, 43.2], [71.4, 42.7], [70.4, 41.9], [68.7, 40.7], [66.6, 41.2],
  [66.0, 42.6], [64.0, 43.6], [61.2, 44.2], [58.5, 45.6], [56.0, 45.0], [56.0, 41.3], [53.0, 42.1], [51.2, 43.2], [50.3, 44.6], [53.0, 45.4],
  [52.9, 46.9], [49.3, 46.2],
];
