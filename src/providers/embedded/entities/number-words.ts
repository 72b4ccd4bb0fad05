/** How one language says small numbers. Words are written as `normaliseWord` writes them (no accents). */
export interface NumberLanguage {
  /** From 0 on, in order. Empty: the language's word is too ambiguous to count ("un", "ein"). */
  readonly units: readonly string[];
  readonly tens: Readonly<Record<string, number>>;
  readonly hundred: readonly string[];
  /** Between parts: "one hundred and two", "treinta y uno". */
  readonly joiner?: string;
  /** Unit before ten in one word, with this between: "einundzwanzig", "eenentwintig". */
  readonly unitFirst?: string;
}

const list = (words: string) => words.split(' ').map((word) => (word === '-' ? '' : word));
const tens = (words: string, from = 20) =>
  Object.fromEntries(words.split(' ').map((word, position) => [word, from + position * 10]));

/** One row per language; a language without a row reads digits only. */
export const numberLanguages: Readonly<Record<string, NumberLanguage>> = {
  en: {
    units: list(
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    ),
    tens: tens('twenty thirty forty fifty sixty seventy eighty ninety'),
    hundred: ['hundred'],
    joiner: 'and',
  },
  de: {
    units: list(
      'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
    ),
    tens: tens('zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig'),
    hundred: ['hundert', 'einhundert'],
    joiner: 'und',
    unitFirst: 'und',
  },
  nl: {
    units: list(
      'nul - twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
    ),
    tens: tens('twintig dertig veertig vijftig zestig zeventig tachtig negentig'),
    hundred: ['honderd'],
    joiner: 'en',
    unitFirst: 'en',
  },
  es: {
    units: list(
      'cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
    ),
    tens: tens('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
    hundred: ['cien', 'ciento'],
    joiner: 'y',
  },
  fr: {
    units: list(
      'zero - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
    ),
    tens: tens('vingt trente quarante cinquante soixante'),
    hundred: ['cent'],
    joiner: 'et',
  },
  it: {
    units: list(
      'zero - due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
    ),
    tens: tens('venti trenta quaranta cinquanta sessanta settanta ottanta novanta'),
    hundred: ['cento'],
  },
  pt: {
    units: list(
      'zero - dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove',
    ),
    tens: tens('vinte trinta quarenta cinquenta sessenta setenta oitenta noventa'),
    hundred: ['cem', 'cento'],
    joiner: 'e',
  },
  tr: {
    units: list('sıfır - iki uc dort bes altı yedi sekiz dokuz on'),
    tens: tens('yirmi otuz kırk elli altmıs yetmis seksen doksan'),
    hundred: ['yuz'],
  },
};
