/**
 * The confidence policy: what an engine's answer is worth. Pure, and the same for every engine.
 *
 * Order matters: a wish for a person is heard before anything else; what the engine says of itself (fallback)
 * counts whatever its score; an engine that is in the middle of a dialogue of its own, or that gives no score,
 * is believed.
 */
import { type BotPolicy, intentTitle } from '../model/bot.ts';
import type { NluResult, ScoredIntent } from '../model/nlu-result.ts';
import type { Option } from '../model/utterance.ts';

export type Judgement =
  /** The customer asks for a person. */
  | { readonly kind: 'person-asked'; readonly why: string }
  /** The engine asks for a person. */
  | { readonly kind: 'person-needed'; readonly why: string }
  | { readonly kind: 'understood'; readonly why: string }
  | { readonly kind: 'unsure'; readonly why: string; readonly candidates: readonly Option[] }
  | { readonly kind: 'missed'; readonly why: string; readonly lowScore: boolean };

/** Value of a clarifying option: the intent that it stands for. */
export const CLARIFIED_PREFIX = 'intent:';
export const NONE_OF_THESE = `${CLARIFIED_PREFIX}`;

const CANDIDATES_SHOWN = 2;

export function judgeUnderstanding(nlu: NluResult, policy: BotPolicy): Judgement {
  const { intent } = nlu;
  if (asksForPerson(nlu, policy))
    return { kind: 'person-asked', why: `intent ${named(intent)} asks for a person` };
  if (nlu.handoff) return { kind: 'person-needed', why: 'the engine asked for a person' };
  if (nlu.silent) return { kind: 'understood', why: 'the engine keeps silent' };
  if (nlu.fallback) return { kind: 'missed', why: 'the engine itself did not understand', lowScore: false };
  if (nlu.expectsAnswer) return { kind: 'understood', why: 'the engine is in a dialogue of its own' };
  if (nlu.repliesFollow) return { kind: 'understood', why: 'the engine answers in its own time' };
  if (!intent) {
    return nlu.replies.length > 0
      ? { kind: 'understood', why: 'the engine answered without naming an intent' }
      : { kind: 'missed', why: 'no intent was recognised', lowScore: false };
  }
  if (intent.score === undefined) return { kind: 'understood', why: `intent ${intent.name}, no score given` };
  return byScore(intent, intent.score, nlu, policy);
}

function byScore(intent: ScoredIntent, score: number, nlu: NluResult, policy: BotPolicy): Judgement {
  const { answer, clarify } = policy.confidence;
  if (score >= answer) return { kind: 'understood', why: `intent ${named(intent)} is at or over ${answer}` };
  if (score < clarify)
    return { kind: 'missed', why: `intent ${named(intent)} is under ${clarify}`, lowScore: true };
  return {
    kind: 'unsure',
    why: `intent ${named(intent)} is between ${clarify} and ${answer}`,
    candidates: candidates(intent, nlu, policy),
  };
}

/** A wish for a person is taken from `clarify` up: a robot that will not let go is worse than one handoff too many. */
export function asksForPerson({ intent, fallback }: NluResult, policy: BotPolicy): boolean {
  if (!intent || fallback) return false;
  const confident = intent.score === undefined || intent.score >= policy.confidence.clarify;
  return confident && isPersonIntent(intent.name, policy);
}

function isPersonIntent(name: string, policy: BotPolicy): boolean {
  return policy.handoff.intents.has(name);
}

/** Score high enough to act on while a flow asks something else. */
export function isConfident({ intent, fallback }: NluResult, policy: BotPolicy): boolean {
  return intent !== undefined && !fallback && (intent.score ?? 1) >= policy.confidence.answer;
}

function candidates(intent: ScoredIntent, nlu: NluResult, policy: BotPolicy): readonly Option[] {
  const names = [intent, ...nlu.alternatives].map(({ name }) => name).slice(0, CANDIDATES_SHOWN);
  return [
    ...names.map((name) => ({ title: intentTitle(policy, name), value: `${CLARIFIED_PREFIX}${name}` })),
    { title: policy.texts.somethingElse, value: NONE_OF_THESE },
  ];
}

export function named(intent: ScoredIntent | undefined): string {
  if (!intent) return 'none';
  return intent.score === undefined ? intent.name : `${intent.name} (${intent.score.toFixed(2)})`;
}
