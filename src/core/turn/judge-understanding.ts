/**
 * The confidence policy: what an engine's answer is worth. Pure, and the same for every engine.
 *
 * Order matters: a wish for a person is heard before anything else; what the engine says of itself (fallback)
 * counts whatever its score; an engine that is in the middle of a dialogue of its own, or that gives no score,
 * is believed; two intents that are nearly as likely are a question for the customer.
 */
import { type BotPolicy, intentTitle } from '../model/bot.ts';
import type { NluResult, ScoredIntent } from '../model/nlu-result.ts';
import type { Option } from '../model/utterance.ts';
import { CLARIFIED_PREFIX, NONE_OF_THESE } from './clarified-choice.ts';
import { isFallbackIntent, saysNotUnderstood, thresholdsFor } from './thresholds.ts';

export type Judgement =
  /** The customer asks for a person. */
  | { readonly kind: 'person-asked'; readonly why: string }
  /** The engine asks for a person. */
  | { readonly kind: 'person-needed'; readonly why: string }
  | { readonly kind: 'understood'; readonly why: string }
  /** One question, "Did you mean …?". */
  | { readonly kind: 'unsure'; readonly why: string; readonly candidates: readonly Option[] }
  | { readonly kind: 'missed'; readonly why: string; readonly cause: 'low-score' | 'fallback' | 'empty' };

const CANDIDATES_SHOWN = 2;
/** 0.7 − 0.6 is a hair less than 0.1. */
const ROUNDING = 1e-9;

/** @param engine name of the engine that was asked, for thresholds of its own */
export function judgeUnderstanding(nlu: NluResult, policy: BotPolicy, engine?: string): Judgement {
  const { intent } = nlu;
  if (asksForPerson(nlu, policy, engine))
    return { kind: 'person-asked', why: `intent ${named(intent)} asks for a person` };
  if (nlu.handoff) return { kind: 'person-needed', why: 'the engine asked for a person' };
  if (nlu.silent) return { kind: 'understood', why: 'the engine keeps silent' };
  if (saysNotUnderstood(nlu, policy.confidence, engine)) return judgeFallback(nlu, policy, engine);
  if (nlu.expectsAnswer) return { kind: 'understood', why: 'the engine is in a dialogue of its own' };
  if (nlu.repliesFollow) return { kind: 'understood', why: 'the engine answers in its own time' };
  if (!intent) {
    return nlu.replies.length > 0
      ? { kind: 'understood', why: 'the engine answered without naming an intent' }
      : { kind: 'missed', why: 'no intent was recognised', cause: 'empty' };
  }
  if (intent.score === undefined) return { kind: 'understood', why: `intent ${intent.name}, no score given` };
  return judgeScore({ ...intent, score: intent.score }, nlu, policy, engine);
}

/** An engine that gives up may still have an idea: then asking back beats saying sorry. */
function judgeFallback(nlu: NluResult, policy: BotPolicy, engine: string | undefined): Judgement {
  const why = 'the engine itself did not understand';
  const ideas = rivals(nlu, policy, engine);
  const [best] = ideas;
  if (!best || (best.score ?? 0) < thresholdsFor(policy.confidence, best.name, engine).clarify)
    return { kind: 'missed', why, cause: 'fallback' };
  return { kind: 'unsure', why: `${why}, but thinks of ${named(best)}`, candidates: options(ideas, policy) };
}

function judgeScore(
  intent: Required<ScoredIntent>,
  nlu: NluResult,
  policy: BotPolicy,
  engine: string | undefined,
): Judgement {
  const { answer, clarify } = thresholdsFor(policy.confidence, intent.name, engine);
  if (intent.score < clarify)
    return { kind: 'missed', why: `intent ${named(intent)} is under ${clarify}`, cause: 'low-score' };
  const others = rivals(nlu, policy, engine);
  const candidates = options([intent, ...others], policy);
  if (intent.score < answer)
    return { kind: 'unsure', why: `intent ${named(intent)} is between ${clarify} and ${answer}`, candidates };
  const tied = tiedWith(intent, others, policy, engine);
  if (tied)
    return { kind: 'unsure', why: `intent ${named(intent)} is hardly ahead of ${named(tied)}`, candidates };
  return { kind: 'understood', why: `intent ${named(intent)} is at or over ${answer}` };
}

/** The second intent, when it is so near to the first that either may be meant. */
function tiedWith(
  intent: Required<ScoredIntent>,
  others: readonly ScoredIntent[],
  policy: BotPolicy,
  engine: string | undefined,
): ScoredIntent | undefined {
  const { margin } = thresholdsFor(policy.confidence, intent.name, engine);
  const [second] = others;
  if (second?.score === undefined || intent.score - second.score + ROUNDING >= margin) return undefined;
  // The customer could not tell them apart either.
  return intentTitle(policy, second.name) === intentTitle(policy, intent.name) ? undefined : second;
}

function rivals(nlu: NluResult, policy: BotPolicy, engine: string | undefined): readonly ScoredIntent[] {
  return nlu.alternatives.filter(({ name }) => !isFallbackIntent(name, policy.confidence, engine));
}

/** A wish for a person is taken from `clarify` up: a robot that will not let go is worse than one handoff too many. */
export function asksForPerson(nlu: NluResult, policy: BotPolicy, engine?: string): boolean {
  const { intent } = nlu;
  if (!intent || !policy.handoff.intents.has(intent.name)) return false;
  if (saysNotUnderstood(nlu, policy.confidence, engine)) return false;
  const { clarify } = thresholdsFor(policy.confidence, intent.name, engine);
  return intent.score === undefined || intent.score >= clarify;
}

/** Clear enough to act on while a flow asks something else. */
export function isConfident(nlu: NluResult, policy: BotPolicy, engine?: string): boolean {
  const { intent } = nlu;
  if (!intent || saysNotUnderstood(nlu, policy.confidence, engine)) return false;
  if (intent.score === undefined) return true;
  return judgeScore({ ...intent, score: intent.score }, nlu, policy, engine).kind === 'understood';
}

/** The likeliest two and a way out. Intents with the same title are one to the customer. */
function options(intents: readonly ScoredIntent[], policy: BotPolicy): readonly Option[] {
  const titled = intents.map(({ name }) => ({
    title: intentTitle(policy, name),
    value: `${CLARIFIED_PREFIX}${name}`,
  }));
  const distinct = titled.filter(
    ({ title }, index) => titled.findIndex((other) => other.title === title) === index,
  );
  return [
    ...distinct.slice(0, CANDIDATES_SHOWN),
    { title: policy.texts.somethingElse, value: NONE_OF_THESE },
  ];
}

export function named(intent: ScoredIntent | undefined): string {
  if (!intent) return 'none';
  return intent.score === undefined ? intent.name : `${intent.name} (${intent.score.toFixed(2)})`;
}
