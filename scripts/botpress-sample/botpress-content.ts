/** What the sample bot says, as content elements of Botpress 12. In front of the gateway's own flows none of it is heard. */
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../src/core/model/json.ts';

export const texts: Readonly<Record<string, string>> = {
  inform: 'Noted.',
  affirm: 'All right.',
  deny: 'All right.',
  cancel: 'All right, I have stopped.',
  change_booking: 'Which number does your booking have?',
  cancel_booking: 'Which number does your booking have?',
  my_bookings: 'I will have a look at your bookings.',
  ask_price: 'Doubles from 90 EUR.',
  ask_facilities: 'Breakfast is included.',
  ask_checkin_checkout: 'Check-in from 3 pm, check-out until 11 am.',
  talk_to_human: 'I am passing you to a colleague.',
  bye: 'Goodbye, see you soon.',
  none: 'Could you say that in other words?',
  error: 'Something went wrong. Please try again.',
  ask_date: 'For which date?',
  ask_name: 'Your name, please?',
  ask_email: 'Your e-mail address, please?',
  booked: 'Booked: {{session.hotel}}, {{session.date}}, for {{session.name}} ({{session.email}}).',
};

interface Choice {
  readonly text: string;
  readonly options: readonly string[];
}

export const choices: Readonly<Record<string, Choice>> = {
  greet: { text: 'Hello! What can I do for you?', options: ['Book a room', 'Talk to a human'] },
  ask_hotel: { text: 'Which hotel would you like?', options: ['Grand Plaza', 'Sea View Inn', 'Park Hotel'] },
};

/** Instruction that says it: `say #!builtin_text-…`. */
export function sayInstruction(name: string): string {
  return `say #!${name in choices ? choiceId(name) : textId(name)}`;
}

export function textElements(): readonly JsonObject[] {
  return Object.entries(texts).map(([name, text]) =>
    element(textId(name), { text$en: text, markdown$en: true, typing$en: true }),
  );
}

export function choiceElements(): readonly JsonObject[] {
  return Object.entries(choices).map(([name, { text, options }]) =>
    element(choiceId(name), {
      text$en: text,
      choices$en: options.map((option) => ({ title: option, value: option })),
      markdown$en: true,
      typing$en: true,
      isDropdown$en: false,
      disableFreeText$en: false,
    }),
  );
}

function element(id: string, formData: JsonObject): JsonObject {
  const at = '2026-01-01T00:00:00.000Z';
  return { id, formData, createdBy: 'admin', createdOn: at, modifiedOn: at };
}

function textId(name: string): string {
  return `builtin_text-${shortId(name)}`;
}

function choiceId(name: string): string {
  return `builtin_single-choice-${shortId(name)}`;
}

/** The same for the same thing. */
export function shortId(name: string, length = 6): string {
  return createHash('sha256').update(name).digest('hex').slice(0, length);
}
