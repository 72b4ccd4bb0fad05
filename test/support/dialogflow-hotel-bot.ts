import * as chrono from 'chrono-node';
import { parseHotelMessage } from './rasa-hotel-nlu.ts';

/** What the sample agent makes of one message, before it is written in the words of ES or CX. */
export interface HotelAnswer {
  /** Absent: nothing matched. */
  readonly intent?: string;
  readonly score: number;
  /** Of this turn. Days are `YYYY-MM-DD`. */
  readonly parameters: Readonly<Record<string, readonly (string | number)[]>>;
  readonly texts: readonly string[];
  readonly chips: readonly string[];
  readonly handoff: boolean;
}

/** The agent of config/samples/hotel-booking, without Google: intents and entities by keyword, one memory per session. */
export interface DialogflowHotelBot {
  hear(session: string, text: string): HotelAnswer;
  welcome(): HotelAnswer;
}

/** Days in words are counted from `now`, as the service does. */
export function createDialogflowHotelBot(now: () => Date = () => new Date()): DialogflowHotelBot {
  const names = new Map<string, string>();
  return {
    welcome: () => answerTo('greet', 1, {}),
    hear(session, text) {
      const { intent, entities } = parseHotelMessage(text);
      const parameters: Record<string, (string | number)[]> = {};
      for (const { entity, value } of entities) {
        parameters[entity] = [...(parameters[entity] ?? []), resolveValue(entity, value, now())];
      }
      const [name] = parameters['name'] ?? [];
      if (name !== undefined) names.set(session, String(name));
      if (intent.name === 'nlu_fallback') return notUnderstood;
      if (intent.name !== 'ask_name') return answerTo(intent.name, intent.confidence, parameters);
      return { ...answerTo('ask_name', 0.9, {}), texts: [`You are ${names.get(session) ?? 'unknown'}.`] };
    },
  };
}

function resolveValue(entity: string, value: unknown, now: Date): string | number {
  if (typeof value === 'number') return value;
  const words = String(value);
  if (entity !== 'date' || /^\d{4}-\d{2}-\d{2}$/.test(words)) return words;
  const start = chrono.parse(words, now, { forwardDate: true })[0]?.start;
  return start ? [start.get('year'), start.get('month'), start.get('day')].map(padded).join('-') : words;
}

function padded(part: number | null): string {
  return String(part ?? 0).padStart(2, '0');
}

function answerTo(intent: string, score: number, parameters: HotelAnswer['parameters']): HotelAnswer {
  return {
    intent,
    score,
    parameters,
    texts: [texts[intent] ?? 'Noted.'],
    chips: intent === 'greet' ? ['Book a room', 'Talk to a human'] : [],
    handoff: intent === 'talk_to_human',
  };
}

const notUnderstood: HotelAnswer = {
  score: 1,
  parameters: {},
  texts: ['Sorry, could you say that again?'],
  chips: [],
  handoff: false,
};

const texts: Readonly<Record<string, string>> = {
  greet: 'Hello! What can I do for you?',
  book_hotel: 'Which hotel, and for which days?',
  bye: 'Goodbye, see you soon.',
  ask_price: 'Doubles from 90 EUR.',
  ask_facilities: 'Breakfast is included, and the pool is open until ten.',
  ask_checkin_checkout: 'Check-in from 3 pm, check-out until 11 am.',
  change_booking: 'I can change your booking: which number does it have?',
  cancel_booking: 'I can cancel your booking: which number does it have?',
  talk_to_human: 'I am passing you to a colleague.',
};
