import type { EngineSpeech } from '../shared/engine-speech.ts';
import { intentOf } from './from-lex-intents.ts';
import type { LexAttributes } from './lex-attributes.ts';
import type { LexHandoffSettings } from './lex-settings.ts';
import type { LexAnswer } from './lex-wire.ts';

type Handoff = NonNullable<EngineSpeech['handoff']>;

/** States in which Lex has done its part. FulfillmentInProgress: its Lambda function still works, but asks nothing more. */
const finished: ReadonlySet<string> = new Set(['Fulfilled', 'ReadyForFulfillment', 'FulfillmentInProgress']);

/** Does the answer ask for a person? The strongest sign is told to the agent. Payloads were read with the messages. */
export function findHandoff(
  answer: LexAnswer,
  { handoff }: Pick<EngineSpeech, 'handoff'>,
  settings: LexHandoffSettings,
): Handoff | undefined {
  return handoff ?? byAttribute(answer, settings) ?? byIntent(answer, settings);
}

function byAttribute({ sessionState }: LexAnswer, settings: LexHandoffSettings): Handoff | undefined {
  const attributes = sessionState?.sessionAttributes ?? {};
  const name = settings.attributes.find((key) => isSet(attributes[key]));
  if (name === undefined) return undefined;
  const reason = attributes[settings.reason_attribute];
  const team = attributes[settings.team_attribute];
  const parts = [`session attribute ${name}`, reason && `reason: ${reason}`, team && `team: ${team}`];
  return { note: parts.filter(Boolean).join(', ') };
}

function byIntent(answer: LexAnswer, { intents, failed }: LexHandoffSettings): Handoff | undefined {
  const { name, state } = intentOf(answer) ?? {};
  if (!name || !state) return undefined;
  if (finished.has(state) && intents.includes(name)) return { note: `intent ${name}` };
  return failed && state === 'Failed' ? { note: `intent ${name} failed` } : undefined;
}

function isSet(value: string | undefined): boolean {
  return (
    value !== undefined && !['', 'false', 'no', '0', 'null', 'none'].includes(value.trim().toLowerCase())
  );
}

/**
 * Attributes stay until the session ends, so that one that was acted upon would hand over again when the bot
 * resumes: it is left out of what Lex is sent next.
 */
export function withoutHandoff(attributes: LexAttributes, settings: LexHandoffSettings): LexAttributes {
  if (!settings.attributes.some((key) => isSet(attributes[key]))) return attributes;
  const done = new Set([...settings.attributes, settings.reason_attribute, settings.team_attribute]);
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !done.has(name)));
}
