/**
 * How often in a row the bot did not understand, and the engine failed. Pure.
 *
 * | the turn | misses | engine errors | a clarifying question stands open |
 * |---|---|---|---|
 * | understood | 0 (unless `reset.understood` is off) | 0 | no |
 * | missed | + 1 | 0 | as before |
 * | asked back | as before; + 1 when it is the second question in a row | 0 | yes |
 * | engine failed | + 1 where `count.engine_error` | + 1 | as before |
 * | says nothing of understanding (silence, a form of the platform) | as before | as before | as before |
 *
 * Before any of that, a last miss longer ago than `reset.after_minutes` empties the row.
 */
import type { ConfidencePolicy } from '../model/bot.ts';
import type { ConversationState } from '../model/state.ts';
import { countedMisses } from './thresholds.ts';

export type MissCount = Pick<ConversationState, 'misses' | 'missedAt' | 'unclear' | 'engineErrors'>;

/** What a turn says of understanding. */
export interface TurnSigns {
  readonly understood?: boolean;
  /** The customer was asked "Did you mean …?". */
  readonly askedBack?: boolean;
  readonly engineFailed?: boolean;
}

/** The row as it stands before this turn. */
export function missesSoFar(state: MissCount, at: number, policy: ConfidencePolicy): MissCount {
  const { misses, missedAt, unclear, engineErrors } = state;
  const over = missedAt !== undefined && policy.reset.afterMs > 0 && at - missedAt >= policy.reset.afterMs;
  return {
    misses: over ? 0 : misses,
    ...(missedAt !== undefined && !over && { missedAt }),
    ...(unclear && !over && { unclear }),
    ...(engineErrors && { engineErrors }),
  };
}

/** The row after this turn. @param engine name of the engine that was asked */
export function countTurn(
  state: MissCount,
  signs: TurnSigns,
  at: number,
  policy: ConfidencePolicy,
  engine?: string,
): MissCount {
  const before = missesSoFar(state, at, policy);
  if (signs.engineFailed) {
    const failed = { ...before, engineErrors: (before.engineErrors ?? 0) + 1 };
    return countedMisses(policy, engine).engineError ? addMiss(failed, at) : failed;
  }
  if (signs.understood === true) return policy.reset.understood ? { misses: 0 } : keepOnlyMisses(before);
  const { engineErrors: _errors, ...answered } = before;
  const missed = signs.understood === false ? addMiss(answered, at) : answered;
  if (signs.askedBack) return { ...missed, missedAt: missed.missedAt ?? at, unclear: true };
  return signs.understood === false ? missed : before;
}

function addMiss(count: MissCount, at: number): MissCount {
  return { ...count, misses: count.misses + 1, missedAt: at };
}

function keepOnlyMisses({ misses, missedAt }: MissCount): MissCount {
  return { misses, ...(missedAt !== undefined && { missedAt }) };
}

/** The state with an empty row: people took over, or the conversation came back. */
export function forgetMisses<State extends MissCount>(
  state: State,
): Omit<State, 'missedAt' | 'unclear' | 'engineErrors'> & { readonly misses: 0 } {
  const { missedAt: _missedAt, unclear: _unclear, engineErrors: _errors, ...rest } = state;
  return { ...rest, misses: 0 };
}
