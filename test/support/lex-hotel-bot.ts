import { type HotelParse, parseHotelMessage } from './rasa-hotel-nlu.ts';

export interface LexSlotValue {
  readonly shape: 'Scalar';
  readonly value: {
    readonly originalValue: string;
    readonly interpretedValue: string;
    readonly resolvedValues: string[];
  };
}

export interface LexBotIntent {
  readonly name: string;
  readonly slots: Readonly<Record<string, LexSlotValue | null>>;
  readonly state: string;
  readonly confirmationState: string;
}

export interface LexBotSession {
  attributes: Record<string, string>;
  intent?: LexBotIntent;
  /** The last answer, as GetSession gives it. */
  answer?: LexBotAnswer;
}

export interface LexBotAnswer {
  readonly messages?: readonly Record<string, unknown>[];
  readonly dialogAction: Readonly<Record<string, string>>;
  readonly intent?: LexBotIntent;
  readonly interpretations: readonly Record<string, unknown>[];
}

/** The dialogue of the sample bot (config/samples/hotel-booking/lex) with a Lambda function that remembers names. */
export function hearHotelText(session: LexBotSession, text: string): LexBotAnswer {
  const parse = parseHotelMessage(text);
  const asked = askedSlot(session.intent);
  const slots = slotsOf(parse, text);
  const name = slots['name']?.value.interpretedValue;
  if (name !== undefined) session.attributes['name'] = name;
  if (session.intent && asked && answersQuestion(parse)) {
    const said = slots[asked] ?? freeText(asked, text);
    const intent = {
      ...session.intent,
      slots: { ...session.intent.slots, ...slots, ...(said && { [asked]: said }) },
    };
    return goOn(session, intent, [{ intent, nluConfidence: { score: 1 }, interpretationSource: 'Lex' }]);
  }
  return startIntent(
    session,
    parse.intent.name === 'nlu_fallback' ? FALLBACK : parse.intent.name,
    slots,
    parse,
  );
}

/** PutSession with Delegate: the intent runs without an utterance. */
export function startHotelIntent(
  session: LexBotSession,
  name: string,
  slots: LexBotIntent['slots'],
): LexBotAnswer | undefined {
  return name in closings || name === 'book_hotel' ? startIntent(session, name, slots) : undefined;
}

const FALLBACK = 'FallbackIntent';
const formSlots = ['hotel', 'date', 'name', 'email'] as const;

function askedSlot(intent: LexBotIntent | undefined): (typeof formSlots)[number] | undefined {
  if (intent?.name !== 'book_hotel' || intent.state !== 'InProgress') return undefined;
  return formSlots.find((slot) => !intent.slots[slot]);
}

/** Lex takes the words for the slot that it asked for, unless they mean another intent. */
function answersQuestion({ intent }: HotelParse): boolean {
  return ['inform', 'nlu_fallback', 'affirm', 'deny', 'book_hotel'].includes(intent.name);
}

function freeText(slot: string, text: string): LexSlotValue | undefined {
  return slot === 'name' || slot === 'date' ? scalar(text, text) : undefined;
}

function slotsOf({ entities }: HotelParse, text: string): Record<string, LexSlotValue> {
  // A slot takes one value: the first.
  return Object.fromEntries(
    entities
      .map(({ entity, value, start, end }): [string, LexSlotValue] => [
        entity,
        scalar([...text].slice(start, end).join(''), String(value)),
      ])
      .reverse(),
  );
}

function scalar(originalValue: string, interpretedValue: string): LexSlotValue {
  return { shape: 'Scalar', value: { originalValue, interpretedValue, resolvedValues: [interpretedValue] } };
}

function startIntent(
  session: LexBotSession,
  name: string,
  slots: LexBotIntent['slots'],
  parse?: HotelParse,
): LexBotAnswer {
  const required = name === 'book_hotel' ? Object.fromEntries(formSlots.map((slot) => [slot, null])) : {};
  const intent = { name, slots: { ...required, ...slots }, state: 'InProgress', confirmationState: 'None' };
  return goOn(session, intent, parse ? interpretationsOf(parse, intent) : []);
}

function goOn(
  session: LexBotSession,
  intent: LexBotIntent,
  interpretations: readonly Record<string, unknown>[],
): LexBotAnswer {
  const asked = askedSlot(intent);
  if (asked) {
    session.intent = intent;
    return {
      messages: questions[asked],
      dialogAction: { type: 'ElicitSlot', slotToElicit: asked },
      intent,
      interpretations,
    };
  }
  const closed = { ...intent, state: 'ReadyForFulfillment' };
  session.intent = closed;
  return {
    messages: close(closed, session),
    dialogAction: { type: 'Close' },
    intent: closed,
    interpretations,
  };
}

function close(
  { name, slots }: LexBotIntent,
  { attributes }: LexBotSession,
): readonly Record<string, unknown>[] {
  if (name === 'ask_name') return [plain(`You are ${attributes['name'] ?? 'unknown'}.`)];
  if (name !== 'book_hotel') return closings[name] ?? [plain('Noted.')];
  const [hotel, date, guest, email] = formSlots.map((slot) => slots[slot]?.value.interpretedValue);
  return [plain(`Booked: ${hotel}, ${date}, for ${guest} (${email}).`)];
}

/** The fallback intent has no score; the real best guess is second. */
function interpretationsOf(parse: HotelParse, intent: LexBotIntent): readonly Record<string, unknown>[] {
  const others = parse.intent_ranking
    .slice(1)
    .map(({ name, confidence }) => ({ intent: { name, slots: {} }, nluConfidence: { score: confidence } }));
  if (intent.name === FALLBACK) return [{ intent, interpretationSource: 'Lex' }, ...others];
  return [
    { intent, nluConfidence: { score: parse.intent.confidence }, interpretationSource: 'Lex' },
    { intent: { name: FALLBACK, slots: {} }, interpretationSource: 'Lex' },
    ...others,
  ];
}

function plain(content: string): Record<string, unknown> {
  return { contentType: 'PlainText', content };
}

function card(title: string, values: readonly string[]): Record<string, unknown> {
  const buttons = values.map((value) => ({ text: value, value }));
  return { contentType: 'ImageResponseCard', imageResponseCard: { title, buttons } };
}

const questions: Readonly<Record<(typeof formSlots)[number], readonly Record<string, unknown>[]>> = {
  hotel: [card('Which hotel would you like?', ['Grand Plaza', 'Sea View Inn', 'Park Hotel'])],
  date: [plain('For which date?')],
  name: [plain('Your name, please?')],
  email: [plain('Your e-mail address, please?')],
};

const closings: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  greet: [card('Hello! What can I do for you?', ['Book a room', 'Talk to a human'])],
  bye: [plain('Goodbye, see you soon.')],
  cancel: [plain('All right, I have stopped.')],
  ask_price: [plain('Doubles from 90 EUR.')],
  ask_facilities: [plain('Breakfast is included.')],
  ask_checkin_checkout: [plain('Check-in from 3 pm, check-out until 11 am.')],
  change_booking: [plain('Which number does your booking have?')],
  cancel_booking: [plain('Which number does your booking have?')],
  talk_to_human: [
    plain('I am passing you to a colleague.'),
    { contentType: 'CustomPayload', content: JSON.stringify({ action: 'handoff', reason: 'user_request' }) },
  ],
  [FALLBACK]: [plain('Could you say that in other words?')],
};
