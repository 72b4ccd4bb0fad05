import { createHash } from 'node:crypto';
import type {
  AnnotatedSpan,
  TrainingData,
  TrainingExample,
} from '../../src/providers/embedded/training-data/training-data.ts';

/** Contents by path; what is in them is written as JSON. */
export type AgentFiles = ReadonlyMap<string, unknown>;

export const LANGUAGE = 'en';
export const TIME_ZONE = 'Europe/Berlin';

/** A part of a phrase; with `parameter` it is an example of its value. */
export interface PhrasePart {
  readonly text: string;
  readonly parameter?: string;
}

export interface SampleParameter {
  readonly name: string;
  /** `@sys.date`, `@hotel`. */
  readonly entityType: string;
  /** Some phrase holds it twice. */
  readonly isList: boolean;
}

export interface SampleIntent {
  readonly name: string;
  readonly phrases: readonly (readonly PhrasePart[])[];
  readonly parameters: readonly SampleParameter[];
  readonly answer: string;
  /** Offered below the answer. */
  readonly chips: readonly string[];
  readonly handsOver: boolean;
}

export interface SampleEntity {
  readonly name: string;
  /** With synonyms; the value itself is the first. */
  readonly values: readonly { readonly value: string; readonly synonyms: readonly string[] }[];
  readonly isPattern: boolean;
}

export interface SampleAgent {
  readonly intents: readonly SampleIntent[];
  readonly entities: readonly SampleEntity[];
}

/** What Dialogflow finds by itself. The other entities are the agent's own. */
const systemEntities: Readonly<Record<string, string>> = {
  date: '@sys.date',
  guests: '@sys.number',
  email: '@sys.email',
  name: '@sys.person',
};

/** The agent's own words, for those intents that the gateway's configuration gives no answer for. */
const answers: Readonly<Record<string, string>> = {
  greet: 'Hello! I can book you a room, or answer questions about our hotels.',
  book_hotel: 'Which hotel would you like, and for which days?',
  inform: 'Thank you.',
  affirm: 'Fine!',
  deny: 'All right.',
  cancel: 'All right, I have stopped.',
  change_booking: 'I can change your booking: which number does it have?',
  cancel_booking: 'I can cancel your booking: which number does it have?',
  my_bookings: 'I can look up your bookings: which e-mail address did you give?',
  ask_price: 'Doubles start at 90 € a night.',
  ask_facilities: 'All our hotels offer breakfast and free wifi.',
  ask_checkin_checkout: 'Rooms are ready from 3 pm. Please leave them by 11 am.',
  talk_to_human: 'One moment please, I am getting a colleague for you.',
  bye: 'Good-bye, and have a nice day!',
};

export function readSampleAgent(data: TrainingData): SampleAgent {
  const names = [...new Set(data.examples.map(({ intent }) => intent))];
  return {
    intents: names.map((name) =>
      readIntent(
        name,
        data.examples.filter(({ intent }) => intent === name),
      ),
    ),
    entities: [
      ...data.lookups.map(({ entity, values }) => ({
        name: entity,
        isPattern: false,
        values: values.map((value) => ({ value, synonyms: [value, ...synonymsOf(data, value)] })),
      })),
      ...data.patterns.map(({ entity, pattern }) => ({
        name: entity,
        isPattern: true,
        values: [{ value: pattern, synonyms: [pattern] }],
      })),
    ],
  };
}

function readIntent(name: string, examples: readonly TrainingExample[]): SampleIntent {
  return {
    name,
    phrases: examples.map(readPhrase),
    parameters: readParameters(examples),
    answer: answers[name] ?? 'All right.',
    chips: name === 'greet' ? ['Book a room', 'What does a room cost?', 'Talk to a human'] : [],
    handsOver: name === 'talk_to_human',
  };
}

function readPhrase({ text, spans }: TrainingExample): readonly PhrasePart[] {
  const parts: PhrasePart[] = [];
  let end = 0;
  for (const span of inOrder(spans)) {
    if (span.start > end) parts.push({ text: text.slice(end, span.start) });
    parts.push({ text: text.slice(span.start, span.end), parameter: span.entity });
    end = span.end;
  }
  return end < text.length ? [...parts, { text: text.slice(end) }] : parts;
}

function readParameters(examples: readonly TrainingExample[]): readonly SampleParameter[] {
  const names = [...new Set(examples.flatMap(({ spans }) => spans.map(({ entity }) => entity)))];
  return names.map((name) => ({
    name,
    entityType: systemEntities[name] ?? `@${name}`,
    isList: examples.some(({ spans }) => spans.filter(({ entity }) => entity === name).length > 1),
  }));
}

function inOrder(spans: readonly AnnotatedSpan[]): readonly AnnotatedSpan[] {
  return spans.toSorted((one, other) => one.start - other.start);
}

function synonymsOf({ synonyms }: TrainingData, value: string): readonly string[] {
  return synonyms.flatMap((synonym) => (synonym.value === value ? synonym.texts : []));
}

/** An id of the form that Dialogflow wants, the same each time, so that a change shows in the files it concerns. */
export function stableId(...names: readonly string[]): string {
  const hex = createHash('sha256').update(names.join('/')).digest('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join('-');
}
