import type { Token } from '../language/tokens.ts';
import type { Candidate } from './candidate.ts';
import { emailCandidates, phoneCandidates } from './find-contacts.ts';
import { createDateFinder, type FoundDate } from './find-dates.ts';
import { numberCandidates } from './find-numbers.ts';

/** Entities that are found without training. */
export const builtinNames = ['date', 'time', 'number', 'email', 'phone'] as const;
export type BuiltinName = (typeof builtinNames)[number];

/** The moment and the place that "tomorrow" and "at six" refer to. */
export interface TimeFrame {
  /** Epoch milliseconds. */
  readonly at: number;
  /** IANA zone. */
  readonly timeZone: string;
}

export type FindBuiltins = (text: string, tokens: readonly Token[], frame: TimeFrame) => Candidate[];

export interface BuiltinOptions {
  /** BCP 47. Dates and number words of each are read. */
  readonly languages: readonly string[];
  /** ISO 3166, for phone numbers without a country code. */
  readonly country?: string;
}

/** Loads what the languages need (the date parsers of these languages only). */
export async function createBuiltinFinder({ languages, country }: BuiltinOptions): Promise<FindBuiltins> {
  const distinct = [...new Set(languages)];
  const dateFinders = await Promise.all(distinct.map(createDateFinder));
  const bases = new Set(distinct.map((language) => language.toLowerCase().split('-')[0] ?? ''));
  return (text, tokens, { at, timeZone }) => [
    ...dateFinders
      .flatMap((findDates) => findDates(text, at, timeZone))
      .flatMap((found) => dateCandidates(text, found)),
    ...[...bases].flatMap((language) => numberCandidates(text, tokens, language)),
    ...emailCandidates(text),
    ...phoneCandidates(text, country),
  ];
}

/** A month alone is no day: it is left to the tagger, which may know what it stands for. */
function dateCandidates(text: string, { start, end, date, time, role }: FoundDate): Candidate[] {
  const place = { text: text.slice(start, end), start, end };
  const entities = [
    ...(date ? [{ name: 'date', value: date, ...place, ...(role && { role }) }] : []),
    ...(time ? [{ name: 'time', value: time, ...place }] : []),
  ];
  return entities.length > 0 ? [{ start, end, source: 'builtin', entities }] : [];
}
