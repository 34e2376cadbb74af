import type { Language, Text } from './model';
import type { Words } from './words';

const nbsp = '\u00a0';
const months: Record<Language, string[]> = {
  kk: [
    'қаңтар',
    'ақпан',
    'наурыз',
    'сәуір',
    'мамыр',
    'маусым',
    'шілде',
    'тамыз',
    'қыркүйек',
    'қазан',
    'қараша',
    'желтоқсан',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

/** Numbers, money and dates as each language writes them. Own code: browsers differ in what they know of Kazakh. */
export class Format {
  constructor(
    readonly language: Language,
    private readonly words: Words,
    private readonly currency: string,
  ) {}

  /** 1 234 567 (kk, ru), 1,234,567 (en). */
  number(value: number): string {
    const digits = Math.abs(Math.trunc(value)).toString();
    const grouped = digits.replace(/\B(?=(\d{3})+$)/g, this.language === 'en' ? ',' : nbsp);
    return value < 0 ? `−${grouped}` : grouped;
  }

  /** One decimal, rounded down: a share is never shown higher than it is. A dash when there is nobody to count. */
  percent(part: number, total: number): string {
    if (total <= 0) return '–';
    const tenths = Math.floor((part * 1000) / total);
    return this.decimal(tenths, 1) + (this.language === 'en' ? '%' : `${nbsp}%`);
  }

  /** "4,2 млрд теңге"; rounded half up to two decimals, zeros at the end left out. */
  money(value: number): string {
    const name = this.words.currency[this.currency] ?? this.currency;
    const scales: [number, string][] = [
      [1e12, this.words.trillion],
      [1e9, this.words.billion],
      [1e6, this.words.million],
    ];
    for (const [unit, word] of scales) {
      if (Math.abs(value) < unit) continue;
      return `${this.decimal(Math.round((value / unit) * 100), 2)}${nbsp}${word}${nbsp}${name}`;
    }
    return `${this.number(value)}${nbsp}${name}`;
  }

  /** 24.04.2027 (kk, ru), 24 Apr 2027 (en). An unknown day is a dash. */
  date(iso: string | null): string {
    const parts = split(iso);
    if (!parts) return '–';
    const [year, month, day] = parts;
    if (this.language === 'en') return `${day}${nbsp}${months.en[month - 1]!.slice(0, 3)}${nbsp}${year}`;
    return `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`;
  }

  /** 2027 жылғы 24 сәуір; 24 апреля 2027 г.; 24 April 2027. */
  longDate(iso: string | null): string {
    const parts = split(iso);
    if (!parts) return '–';
    const [year, month, day] = parts;
    const name = months[this.language][month - 1];
    if (this.language === 'kk') return `${year}${nbsp}жылғы ${day}${nbsp}${name}`;
    return `${day}${nbsp}${name} ${year}${this.language === 'ru' ? `${nbsp}г.` : ''}`;
  }

  /** 45 min; 2 h 51 min. Rounded up: a way is never shown shorter than it is. */
  duration(seconds: number): string {
    const minutes = Math.ceil(seconds / 60);
    const rest = `${minutes % 60}${nbsp}${this.words.minutes_short}`;
    return minutes < 60 ? rest : `${this.number(minutes / 60)}${nbsp}${this.words.hours_short}${nbsp}${rest}`;
  }

  /** A value as plan.json writes it ("49365981", "0.5490 %"), in the language's dress; anything else stays as it is. */
  written(value: string): string {
    const match = /^(-?)(\d+)(?:\.(\d+))?( ?%)?$/.exec(value);
    if (!match) return value || '–';
    const fraction = match[3] ? (this.language === 'en' ? '.' : ',') + match[3] : '';
    const percent = match[4] ? (this.language === 'en' ? '%' : `${nbsp}%`) : '';
    return `${match[1] ? '−' : ''}${this.number(Number(match[2]))}${fraction}${percent}`;
  }

  text(text: Text): string {
    return text[this.language] || text.ru || text.en || text.kk;
  }

  /** `scaled` counts units of 10^-places. */
  private decimal(scaled: number, places: number): string {
    const factor = 10 ** places;
    const fraction = String(Math.abs(scaled) % factor)
      .padStart(places, '0')
      .replace(places > 1 ? /0+$/ : /$^/, '');
    const whole = this.number(Math.trunc(scaled / factor));
    return fraction ? whole + (this.language === 'en' ? '.' : ',') + fraction : whole;
  }
}

function split(iso: string | null): [number, number, number] | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso ?? '');
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}
