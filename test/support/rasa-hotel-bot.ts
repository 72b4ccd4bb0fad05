import { type HotelParse, parseHotelMessage } from './rasa-hotel-nlu.ts';

export interface BotMessage {
  readonly text?: string;
  readonly buttons?: readonly { readonly title: string; readonly payload: string }[];
  readonly image?: string;
  readonly custom?: Readonly<Record<string, unknown>>;
}

interface Response {
  readonly name: string;
  readonly message: BotMessage;
}

interface Dialogue {
  readonly books: boolean;
  slots: Record<string, unknown>;
  form: boolean;
  paused: boolean;
  latest: Record<string, unknown>;
  events: Record<string, unknown>[];
}

/** The dialogue side of a small Rasa agent: a booking form, a handoff, small talk. One dialogue per sender. */
export interface HotelBot {
  hear(sender: string, text: string, metadata: unknown): readonly BotMessage[];
  append(sender: string, event: Record<string, unknown>): void;
  tracker(sender: string, withEvents: boolean): Record<string, unknown>;
  /** Texts heard from a sender, in order. */
  heard(sender: string): readonly string[];
}

export interface HotelBotOptions {
  /** Default true: it asks for what a booking needs by itself. Otherwise it notes the wish, as the sample agents do. */
  readonly books?: boolean;
}

const formSlots = ['hotel', 'date', 'name', 'email'] as const;

export function createHotelBot({ books = true }: HotelBotOptions = {}): HotelBot {
  const dialogues = new Map<string, Dialogue>();
  const heard = new Map<string, string[]>();

  function dialogueOf(sender: string): Dialogue {
    const dialogue = dialogues.get(sender) ?? newDialogue(books);
    dialogues.set(sender, dialogue);
    return dialogue;
  }

  return {
    hear(sender, text, metadata) {
      heard.set(sender, [...(heard.get(sender) ?? []), text]);
      return takeTurn(dialogueOf(sender), text, metadata);
    },
    append(sender, event) {
      const dialogue = dialogueOf(sender);
      if (event['event'] === 'restart') Object.assign(dialogue, newDialogue(dialogue.books));
      if (event['event'] === 'resume') dialogue.paused = false;
      if (event['event'] === 'pause') dialogue.paused = true;
      dialogue.events.push(event);
    },
    tracker: (sender, withEvents) => trackerOf(sender, dialogueOf(sender), withEvents),
    heard: (sender) => heard.get(sender) ?? [],
  };
}

function newDialogue(books: boolean): Dialogue {
  const latest = { intent: {}, entities: [], text: null, message_id: null, metadata: {} };
  return { books, slots: {}, form: false, paused: false, latest, events: [] };
}

function takeTurn(dialogue: Dialogue, text: string, metadata: unknown): readonly BotMessage[] {
  const parse = parseHotelMessage(text);
  if (parse.intent.name === 'restart') {
    Object.assign(dialogue, newDialogue(dialogue.books));
    return [];
  }
  dialogue.latest = { ...parse, metadata };
  dialogue.events.push({ event: 'user', text: parse.text, parse_data: parse, metadata });
  if (dialogue.paused) return [];
  const responses = respond(dialogue, parse);
  for (const { name, message } of responses) record(dialogue, name, message);
  dialogue.events.push({ event: 'action', name: 'action_listen' });
  return responses.map(({ message }) => message);
}

function record(dialogue: Dialogue, name: string, { text, ...data }: BotMessage): void {
  dialogue.events.push({ event: 'action', name, metadata: {} });
  dialogue.events.push({ event: 'bot', text: text ?? null, data, metadata: { utter_action: name } });
}

function respond(dialogue: Dialogue, parse: HotelParse): readonly Response[] {
  const { name } = parse.intent;
  fillSlots(dialogue, parse);
  if (name === 'talk_to_human') {
    dialogue.form = false;
    return handoff;
  }
  if (name === 'cancel') {
    dialogue.form = false;
    return [say('utter_cancelled', 'All right, I have stopped.')];
  }
  const answer = answers[name];
  if (answer !== undefined)
    return [say(`utter_${name}`, answer), ...(dialogue.form ? askNext(dialogue) : [])];
  if (name === 'ask_name')
    return [say('utter_name', `You are ${String(dialogue.slots['name'] ?? 'unknown')}.`)];
  if (name === 'greet') return [greeting];
  if (name === 'book_hotel' && dialogue.books) dialogue.form = true;
  if (dialogue.form) return askNext(dialogue);
  if (name === 'nlu_fallback') return [say('utter_please_rephrase', 'Could you say that in other words?')];
  return [say('utter_noted', 'Noted.')];
}

/** Free text answers the question that the form asks. */
function fillSlots(dialogue: Dialogue, parse: HotelParse): void {
  for (const { entity, value } of parse.entities) dialogue.slots[entity] = value;
  const asked = askedSlot(dialogue);
  const isFreeText = asked === 'name' || asked === 'date';
  if (isFreeText && parse.intent.name === 'nlu_fallback') dialogue.slots[asked] = parse.text;
}

function askedSlot(dialogue: Dialogue): (typeof formSlots)[number] | undefined {
  return dialogue.form ? formSlots.find((slot) => dialogue.slots[slot] === undefined) : undefined;
}

function askNext(dialogue: Dialogue): readonly Response[] {
  const asked = askedSlot(dialogue);
  if (asked !== undefined) return [questions[asked]];
  dialogue.form = false;
  const { hotel, date, name, email } = dialogue.slots;
  return [say('utter_submit', `Booked: ${hotel}, ${date}, for ${name} (${email}).`)];
}

function trackerOf(sender: string, dialogue: Dialogue, withEvents: boolean): Record<string, unknown> {
  return {
    sender_id: sender,
    slots: { ...dialogue.slots, requested_slot: askedSlot(dialogue) ?? null, session_started_metadata: {} },
    latest_message: dialogue.latest,
    latest_event_time: 1772442901.5,
    followup_action: null,
    paused: dialogue.paused,
    events: withEvents ? dialogue.events : null,
    latest_input_channel: 'rest',
    active_loop: dialogue.form ? { name: 'booking_form', is_interrupted: false } : {},
    latest_action: { action_name: 'action_listen' },
    latest_action_name: 'action_listen',
  };
}

function say(name: string, text: string): Response {
  return { name, message: { text } };
}

const greeting: Response = {
  name: 'utter_greet',
  message: {
    text: 'Hello! What can I do for you?',
    buttons: [
      { title: 'Book a hotel', payload: '/book_hotel' },
      { title: 'Talk to a person', payload: '/talk_to_human' },
    ],
  },
};

const handoff: readonly Response[] = [
  say('utter_handoff', 'I am passing you to a colleague.'),
  { name: 'utter_handoff', message: { custom: { handoff: true, reason: 'user_request' } } },
];

const questions: Readonly<Record<(typeof formSlots)[number], Response>> = {
  hotel: {
    name: 'utter_ask_hotel',
    message: {
      text: 'Which hotel would you like?',
      buttons: ['Grand Plaza', 'Sea View Inn', 'Park Hotel'].map((hotel) => ({
        title: hotel,
        payload: `/inform${JSON.stringify({ hotel })}`,
      })),
    },
  },
  date: say('utter_ask_date', 'For which date?'),
  name: say('utter_ask_name', 'Your name, please?'),
  email: say('utter_ask_email', 'Your e-mail address, please?'),
};

const answers: Readonly<Record<string, string>> = {
  bye: 'Goodbye, see you soon.',
  ask_price: 'Doubles from 90 EUR.',
  ask_facilities: 'Breakfast is included, and the pool is open until ten.',
  ask_checkin_checkout: 'Check-in from 3 pm, check-out until 11 am.',
  change_booking: 'I can change your booking: which number does it have?',
  cancel_booking: 'I can cancel your booking: which number does it have?',
};
