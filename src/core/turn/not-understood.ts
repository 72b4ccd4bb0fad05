/** What the bot does when it did not understand, is not sure, or could not ask: ask back, say sorry, or call people. */
import type { GatewayError } from '../model/gateway-error.ts';
import type { HandoffReason } from '../model/handoff.ts';
import type { NluResult } from '../model/nlu-result.ts';
import type { AnsweredBy } from '../model/turn.ts';
import { askedEngine } from './ask-engine.ts';
import { countTurn, type MissCount, missesSoFar, type TurnSigns } from './count-misses.ts';
import type { Judgement } from './judge-understanding.ts';
import { countedMisses } from './thresholds.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

export const nothing = { replies: [], actions: [], answeredBy: { kind: 'nobody' } } as const;

/** Why an utterance counts as a miss. */
export type MissCause = Extract<Judgement, { kind: 'missed' }>['cause'] | 'declined' | 'unreadable';

const reasonOf: Readonly<Record<MissCause, HandoffReason>> = {
  'low-score': 'low-confidence',
  fallback: 'not-understood',
  empty: 'not-understood',
  declined: 'ambiguous',
  unreadable: 'unsupported-input',
};

/** One question. A second one in a row means that the first did not help: that is a miss, and may be the last. */
export function clarify(
  turn: CustomerTurn,
  { why, candidates }: Extract<Judgement, { kind: 'unsure' }>,
): Verdict {
  const again = rowBefore(turn).unclear === true;
  const signs = { askedBack: true, ...(again && { understood: false }) };
  const { misses } = rowAfter(turn, signs);
  if (again && misses >= turn.policy.confidence.misses) {
    return { ...handedOver(`${why}; asked back before`, 'ambiguous'), ...signs };
  }
  return {
    ...nothing,
    ...signs,
    decision: 'clarified',
    reason: why,
    replies: [{ kind: 'choices', text: turn.policy.texts.clarify, options: candidates }],
    answeredBy: { kind: 'policy' },
  };
}

/**
 * Says sorry, or hands over when it was once too often. What the engine says of its own failure takes the place of
 * our sentence, since it knows what it is there for ("I can help with bookings"); when we hand over, neither is said.
 */
export function missed(turn: CustomerTurn, why: string, cause: MissCause, nlu?: NluResult): Verdict {
  const counted = counts(turn, cause);
  const signs = counted ? { understood: false } : {};
  const common = { ...signs, ...(nlu && { nlu }) };
  const { misses, unclear } = rowAfter(turn, signs);
  if (counted && misses >= turn.policy.confidence.misses) {
    const reason = unclear && cause !== 'unreadable' ? 'ambiguous' : reasonOf[cause];
    return { ...handedOver(`${why}; ${misses} in a row`, reason), ...common };
  }
  const words = cause === 'fallback' && nlu && nlu.replies.length > 0 ? nlu.replies : undefined;
  const answeredBy: AnsweredBy = words ? { kind: 'engine', engine: askedEngine(turn) } : { kind: 'policy' };
  const { fallback, unsupported } = turn.policy.texts;
  const text = cause === 'unreadable' ? unsupported : fallback;
  return {
    ...nothing,
    ...common,
    decision: 'answered',
    reason: why,
    replies: words ?? [{ kind: 'text', text }],
    answeredBy,
  };
}

/** Which causes count is the operator's to say; that a score was low or nothing could be read is beyond doubt. */
function counts(turn: CustomerTurn, cause: MissCause): boolean {
  const { fallback, empty } = countedMisses(turn.policy.confidence, askedEngine(turn));
  if (cause === 'fallback') return fallback;
  return cause === 'empty' ? empty : true;
}

/** The engine failed for good in this turn. */
export function engineDown(turn: CustomerTurn, error: GatewayError): Verdict {
  const { confidence, handoff, texts } = turn.policy;
  const signs = { engineFailed: true };
  const { engineErrors = 0, misses } = rowAfter(turn, signs);
  const why = `the engine is down (${error.code})`;
  const tooOften = engineErrors >= confidence.engineErrors;
  const counted = countedMisses(confidence, askedEngine(turn)).engineError;
  if (handoff.onEngineError === 'handoff') return { ...handedOver(why, 'engine-down'), ...signs };
  if (tooOften || (counted && misses >= confidence.misses)) {
    return { ...handedOver(`${why}; ${engineErrors} times in a row`, 'engine-down'), ...signs };
  }
  return {
    ...nothing,
    ...signs,
    decision: 'answered',
    reason: why,
    replies: [{ kind: 'text', text: texts.apology }],
    answeredBy: { kind: 'policy' },
  };
}

function handedOver(reason: string, handoffReason: HandoffReason): Verdict {
  return { ...nothing, decision: 'handed-off', reason, handoff: { reason: handoffReason }, flow: null };
}

function rowBefore(turn: CustomerTurn): MissCount {
  return missesSoFar(turn.state, turn.input.acceptedAt, turn.policy.confidence);
}

function rowAfter(turn: CustomerTurn, signs: TurnSigns): MissCount {
  return countTurn(turn.state, signs, turn.input.acceptedAt, turn.policy.confidence, askedEngine(turn));
}
