import type { Json } from '../model/json.ts';
import type { Option } from '../model/utterance.ts';
import type { Slot } from './flow.ts';
import { matchOption, matchOptionLoosely } from './match-option.ts';
import { findEmails, readEmail, readPhone } from './read-contact.ts';
import { addDays, findDates, readDate, readNights, sayDate } from './read-date.ts';
import { readGuests, readNumber } from './read-number.ts';
import type { SlotType } from './slot-schema.ts';

/** What reading a value may look at. */
export interface Reading {
  readonly slot: Slot;
  /** Value of the slot that this one must come after, when it has one. */
  readonly base?: Json;
  /** What there is to choose from now; empty while not known. */
  readonly options: readonly Option[];
}

/** All that is special about one type of slot. A new type is a new row. */
interface SlotTypeRow {
  /** Any words will do, so that a question of the customer looks like an answer. */
  readonly takesAnyText: boolean;
  /** The value in typed words, or undefined. */
  fromText(text: string, reading: Reading): Json | undefined;
  /** Values that stand out in any text (dates, addresses), in order. */
  readonly find?: (text: string) => readonly string[];
  /** As the customer reads it. */
  say(value: Json, reading: Reading, language: string): string;
  /** The words when a value cannot be read. */
  readonly invalid: string;
}

const sayPlainly = (value: Json): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

export const slotTypeTable: Readonly<Record<SlotType, SlotTypeRow>> = {
  text: {
    takesAnyText: true,
    fromText: (text) => text.trim() || undefined,
    say: sayPlainly,
    invalid: 'Please answer in a few words.',
  },
  number: {
    takesAnyText: false,
    fromText: readNumber,
    say: sayPlainly,
    invalid: 'Please answer with a number, for example 2.',
  },
  guests: {
    takesAnyText: false,
    fromText: (text) => wholeNumber(readGuests(text)),
    say: sayPlainly,
    invalid: 'Please tell me the number of people, for example 2.',
  },
  date: {
    takesAnyText: false,
    fromText: (text, { base }) => readDate(text) ?? stayFrom(base, text),
    find: findDates,
    say: (value, _reading, language) => sayDate(String(value), language),
    invalid: 'I could not read that as a date. Something like 2027-03-14 works.',
  },
  email: {
    takesAnyText: false,
    fromText: readEmail,
    find: findEmails,
    say: sayPlainly,
    invalid: 'That does not look like an e-mail address.',
  },
  phone: {
    takesAnyText: false,
    fromText: readPhone,
    say: sayPlainly,
    invalid: 'That does not look like a phone number.',
  },
  choice: {
    takesAnyText: false,
    fromText: (text, { options }) => (matchOption(text, options) ?? matchOptionLoosely(text, options))?.value,
    say: (value, { options }) => options.find((option) => option.value === value)?.title ?? sayPlainly(value),
    invalid: 'Please choose one of the options.',
  },
  data: {
    takesAnyText: false,
    fromText: () => undefined,
    say: sayPlainly,
    invalid: 'That is not possible.',
  },
};

const NOTHING = /^\W*(?:none|no|nope|nothing|skip|empty|n\/?a|no thanks?|no thank you|nothing else)?\W*$/i;

/** The value that typed or submitted words stand for; `''` when an optional slot is left empty. */
export function readText(text: string, reading: Reading): Json | undefined {
  if (reading.slot.optional && NOTHING.test(text)) return '';
  return slotTypeTable[reading.slot.type].fromText(text, reading);
}

/** The value of an entity, a setting or an answer of an API, brought to the type of the slot. */
export function readValue(value: Json, reading: Reading): Json | undefined {
  if (reading.slot.type === 'data') return value;
  if (typeof value === 'number' && (reading.slot.type === 'number' || reading.slot.type === 'guests'))
    return value;
  if (value === null || typeof value === 'object') return undefined;
  return readText(String(value), reading);
}

function wholeNumber(number: number | undefined): number | undefined {
  return number !== undefined && Number.isInteger(number) ? number : undefined;
}

function stayFrom(base: Json | undefined, text: string): string | undefined {
  const nights = typeof base === 'string' ? readNights(text) : undefined;
  return nights === undefined ? undefined : addDays(String(base), nights);
}
