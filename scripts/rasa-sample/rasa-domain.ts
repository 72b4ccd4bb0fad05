import { Scalar } from 'yaml';
import type { TrainingData } from '../../src/providers/embedded/training-data/training-data.ts';
import {
  answers,
  handover,
  questions,
  rephrase,
  responseName,
  silenceBreaker,
  submitted,
} from './rasa-words.ts';

export const FORM = 'booking_form';

/** By these the customer answers the form. What comes as another intent fills no slot. */
export const answering = new Set(['inform', 'affirm', 'deny']);

/** domain.yml: intents, entities, slots, form and responses. */
export function rasaDomain(data: TrainingData): object {
  const intents = intentNames(data);
  return {
    version: '3.1',
    intents,
    entities: entityNames(data),
    slots: Object.fromEntries(Object.keys(questions).map((slot) => [slot, slotOf(slot, intents)])),
    forms: { [FORM]: { required_slots: Object.keys(questions) } },
    responses: responses(data),
    session_config: { session_expiration_time: 60, carry_over_slots_to_new_session: false },
  };
}

export function intentNames({ examples }: TrainingData): readonly string[] {
  return [...new Set(examples.map(({ intent }) => intent))];
}

function entityNames({ examples, lookups, patterns }: TrainingData): readonly string[] {
  const spans = examples.flatMap((example) => example.spans);
  return [...new Set([...spans, ...lookups, ...patterns].map(({ entity }) => entity))];
}

/** A hotel must be one that there is; everything else may be said in words of one's own when it is asked for. */
function slotOf(slot: string, intents: readonly string[]): object {
  const found = { type: 'from_entity', entity: slot };
  const said = {
    type: 'from_text',
    not_intent: intents.filter((intent) => !answering.has(intent)),
    conditions: [{ active_loop: FORM, requested_slot: slot }],
  };
  return {
    type: 'text',
    influence_conversation: false,
    mappings: slot === 'hotel' ? [found] : [found, said],
  };
}

function responses(data: TrainingData): object {
  const said = Object.entries(answers).map(([intent, text]) => [responseName(intent), [{ text }]]);
  const asked = Object.entries(questions).map(([slot, text]) => [`utter_ask_${slot}`, [{ text }]]);
  return {
    ...Object.fromEntries(said),
    ...Object.fromEntries(asked),
    [responseName('greet')]: [{ text: answers['greet'], buttons: greetingButtons }],
    utter_ask_hotel: [{ text: questions['hotel'], buttons: hotelButtons(data) }],
    utter_submit: [{ text: submitted }],
    utter_handoff: [{ text: handover, custom: { handoff: true, reason: 'user_request' } }],
    utter_please_rephrase: [{ text: rephrase }],
    utter_default: [{ text: silenceBreaker }],
  };
}

const greetingButtons = [
  { title: 'Book a room', payload: quoted('/book_hotel') },
  { title: 'What does a room cost?', payload: quoted('/ask_price') },
  { title: 'Talk to a human', payload: quoted('/talk_to_human') },
];

function hotelButtons({ lookups }: TrainingData): readonly object[] {
  const hotels = lookups.find(({ entity }) => entity === 'hotel')?.values ?? [];
  return hotels.map((hotel) => ({ title: hotel, payload: quoted(`/inform${JSON.stringify({ hotel })}`) }));
}

/** Without quotes Rasa's parser takes the braces for a mapping. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_SINGLE;
  return scalar;
}
