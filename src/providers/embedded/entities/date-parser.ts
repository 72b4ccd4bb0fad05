import type { Chrono, Parser } from 'chrono-node';
import type { DateLanguage } from './date-languages.ts';

/**
 * Chrono for one language, with a parser for bare days of the month added and without its merging of ranges: that
 * swaps "the 28th to the 3rd" into a range that lies the wrong way round.
 */
export async function loadDateParser(language: DateLanguage): Promise<Chrono> {
  const chrono = (await language.load()).clone();
  chrono.refiners = chrono.refiners.filter((refiner) => !refiner.constructor.name.includes('MergeDateRange'));
  if (language.ordinal) chrono.parsers.push(createOrdinalParser(language.ordinal));
  if (language.weekend) chrono.parsers.push(createWeekendParser(language.weekend));
  return chrono;
}

/** "the 23rd": the next day of that number, today included. */
function createOrdinalParser(pattern: RegExp): Parser {
  return {
    pattern: () => atWordStart(pattern),
    extract(context, match) {
      const day = Number(match[1]);
      const date = day >= 1 && day <= 31 ? nextDayOfMonth(context.refDate, day) : undefined;
      if (!date) return null;
      const components = context.createParsingComponents({ day });
      components.imply('month', date.getMonth() + 1).imply('year', date.getFullYear());
      return components;
    },
  };
}

function nextDayOfMonth(today: Date, day: number): Date | undefined {
  // A 31st comes after at most one shorter month.
  for (let ahead = 0; ahead <= 2; ahead++) {
    const date = new Date(today.getFullYear(), today.getMonth() + ahead, day);
    const isPast = ahead === 0 && day < today.getDate();
    if (!isPast && date.getDate() === day) return date;
  }
  return undefined;
}

const SATURDAY = 6;

function createWeekendParser(pattern: RegExp): Parser {
  return {
    pattern: () => atWordStart(pattern),
    extract(context) {
      const today = context.refDate;
      const ahead = (SATURDAY - today.getDay() + 7) % 7;
      const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() + ahead);
      return { day: date.getDate(), month: date.getMonth() + 1, year: date.getFullYear() };
    },
  };
}

function atWordStart(pattern: RegExp): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${pattern.source}`,
    pattern.flags.includes('u') ? pattern.flags : `${pattern.flags}u`,
  );
}
