import type { Chrono } from 'chrono-node';

/** What the date parser lacks for a language, or what the words around a date say about its part in a stay. */
export interface DateLanguage {
  readonly load: () => Promise<Chrono>;
  /** A day of the month on its own: "the 23rd". The day is group 1. */
  readonly ordinal?: RegExp;
  /** "the weekend" without "this" or "next", read as the coming Saturday. */
  readonly weekend?: RegExp;
  /** Between the two dates of a range. */
  readonly between: RegExp;
  /** Right before the first or the last day of a stay. */
  readonly from?: RegExp;
  readonly to?: RegExp;
}

/** Nouns after which a bare ordinal counts something else than a day. */
const NOT_A_DAY =
  '(?!\\s*(?:floors?|time|birthday|anniversary|street|st\\b|avenue|person|guest|room|night|day|week|month|year|century|class|place|level|attempt|try|visit|booking|bed|child|one\\b))';

/**
 * One row per language that chrono reads. Loading is lazy: a bot pays for its own languages only.
 * `en-GB` and its like put the day before the month in "3/6"; plain `en` reads it as chrono does, month first.
 */
const dateLanguages: Readonly<Record<string, DateLanguage>> = {
  en: {
    load: async () => (await import('chrono-node/en')).casual,
    ordinal: new RegExp(`(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)\\b${NOT_A_DAY}`, 'i'),
    weekend: /(?:the\s+)?weekend\b(?!\s+(?:break|rate|trip|getaway|away))/i,
    between: /^\s*(?:to|-|–|—|until|till|through|and)\s*(?:the\s+)?$/i,
    from: /\b(?:from|between|starting|arriving|arrive|check(?:ing)?[- ]?in)(?:\s+(?:on|the|is|date|at))*\s*$/i,
    to: /\b(?:to|until|till|through|leaving|leave|departing|check(?:ing)?[- ]?out)(?:\s+(?:on|the|is|date|at))*\s*$/i,
  },
  de: {
    load: async () => (await import('chrono-node/de')).casual,
    ordinal: /(?:am|vom|zum|der|den|dem|ab|bis)\s+(\d{1,2})\.(?![\d\p{L}])(?!\s*(?:stock|etage|mal))/iu,
    between: /^\s*(?:bis(?:\s+(?:zum|am))?|-|–|und)\s*(?:dem\s+|den\s+)?$/i,
    from: /\b(?:vom|von|ab|zwischen|anreise)(?:\s+(?:am|dem|den))*\s*$/i,
    to: /\b(?:bis|abreise)(?:\s+(?:zum|am|dem|den))*\s*$/i,
  },
  fr: {
    load: async () => (await import('chrono-node/fr')).casual,
    ordinal: /\b(?:le|du|au)\s+(\d{1,2})(?:er)?\b(?!\s*(?:h\b|heures?|€|euros?|\p{L}*\s+étage))/iu,
    between: /^\s*(?:au|à|a|jusqu'au|-|–|et)\s*(?:le\s+)?$/i,
    from: /\b(?:du|de|dès|entre|depuis)(?:\s+le)?\s*$/i,
    to: /(?:\bau|jusqu'au|jusqu'à)(?:\s+le)?\s*$/i,
  },
  es: {
    load: async () => (await import('chrono-node/es')).casual,
    ordinal: /\b(?:el|del|al)\s+(?:día\s+)?(\d{1,2})\b(?!\s*(?:%|€|euros?|horas?|personas?))/iu,
    between: /^\s*(?:al?|hasta|-|–|y)\s*(?:el\s+)?$/i,
    from: /\b(?:desde|del?|entre)(?:\s+el)?\s*$/i,
    to: /\b(?:hasta|al?)(?:\s+el)?\s*$/i,
  },
  it: {
    load: async () => (await import('chrono-node/it')).casual,
    ordinal: /\b(?:il|dal|al)\s+(\d{1,2})\b(?!\s*(?:%|€|euro|ore|persone))/iu,
    between: /^\s*(?:al|a|fino\s+al|-|–|e)\s*(?:il\s+)?$/i,
    from: /\b(?:dal|da|tra)(?:\s+il)?\s*$/i,
    to: /\b(?:al|fino\s+al|fino\s+a)\s*$/i,
  },
  pt: {
    load: async () => (await import('chrono-node/pt')).casual,
    ordinal: /\b(?:dia|no\s+dia|do\s+dia)\s+(\d{1,2})\b/iu,
    between: /^\s*(?:a|ao|até|-|–|e)\s*(?:o\s+|dia\s+)*$/iu,
    from: /\b(?:de|desde|do|entre)(?:\s+(?:o|dia))*\s*$/i,
    to: /(?:\bao?|\baté)(?:\s+(?:o|dia))*\s*$/iu,
  },
  nl: {
    load: async () => (await import('chrono-node/nl')).casual,
    ordinal: /\b(?:de|op)\s+(\d{1,2})(?:e|de|ste)\b/i,
    between: /^\s*(?:tot|tot\s+en\s+met|t\/m|-|–|en)\s*(?:de\s+)?$/i,
    from: /\b(?:van|vanaf|tussen)(?:\s+de)?\s*$/i,
    to: /\b(?:tot|tot\s+en\s+met|t\/m)(?:\s+de)?\s*$/i,
  },
  ja: { load: async () => (await import('chrono-node/ja')).casual, between: /^\s*(?:から|[-~〜–])\s*$/ },
  zh: { load: async () => (await import('chrono-node/zh')).casual, between: /^\s*(?:到|至|[-~–])\s*$/ },
  ru: {
    load: async () => (await import('chrono-node/ru')).casual,
    between: /^\s*(?:по|до|-|–)\s*$/i,
    from: /(?:^|\s)(?:с|со|от)\s*$/i,
    to: /(?:^|\s)(?:по|до)\s*$/i,
  },
  uk: {
    load: async () => (await import('chrono-node/uk')).casual,
    between: /^\s*(?:по|до|-|–)\s*$/i,
    from: /(?:^|\s)(?:з|від)\s*$/i,
    to: /(?:^|\s)(?:по|до)\s*$/i,
  },
  sv: { load: async () => (await import('chrono-node/sv')).casual, between: /^\s*(?:till|-|–)\s*$/i },
  vi: { load: async () => (await import('chrono-node/vi')).casual, between: /^\s*(?:đến|-|–)\s*$/iu },
  fi: { load: async () => (await import('chrono-node/fi')).casual, between: /^\s*[-–]\s*$/ },
  id: { load: async () => (await import('chrono-node/id')).casual, between: /^\s*(?:sampai|-|–)\s*$/i },
  ar: { load: async () => (await import('chrono-node/ar')).casual, between: /^\s*(?:إلى|-|–)\s*$/ },
};

/** Regions of English that write the day before the month. */
const DAY_FIRST_ENGLISH = new Set(['GB', 'IE', 'AU', 'NZ', 'IN', 'ZA', 'SG', 'HK']);

const loadDayFirstEnglish = async () => (await import('chrono-node/en')).GB;

/** The row for a BCP 47 tag; undefined when dates cannot be read in that language. */
export function dateLanguageFor(tag: string): DateLanguage | undefined {
  const [base = '', ...rest] = tag.split('-');
  const row = dateLanguages[base.toLowerCase()];
  const isDayFirst =
    base.toLowerCase() === 'en' && rest.some((part) => DAY_FIRST_ENGLISH.has(part.toUpperCase()));
  return row && isDayFirst ? { ...row, load: loadDayFirstEnglish } : row;
}
