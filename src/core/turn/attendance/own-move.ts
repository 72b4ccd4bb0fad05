import { createFiller } from '../../flow/fill.ts';
import type { Reply } from '../../model/reply.ts';
import type { Outcome } from '../../model/turn.ts';
import { concludeTurn } from '../conclude-turn.ts';
import { templateView } from '../engine-context.ts';
import type { Turn, Verdict } from '../turn.ts';

/**
 * The outcome of a turn in which the bot acts by itself (timer, command): the customer said nothing, so that nothing
 * is counted or recalled, and what stands in front of them stays unless something else is asked.
 */
export function concludeOwnMove(turn: Turn, verdict: Verdict): Outcome {
  const { state, input } = turn;
  // What the customer said last is what the people who take over want to read.
  const content = { kind: 'text', text: state.recent.at(-1)?.customer ?? '' } as const;
  const utterance = { messageId: input.turnId, at: input.acceptedAt, content };
  const { causedAt: _causedAt, ...outcome } = concludeTurn({ ...turn, utterance, content }, verdict);
  const { utterance: _utterance, ...trace } = outcome.trace;
  const { recent, turns } = state;
  const stays = outcome.state.owner === 'bot' && verdict.flow === undefined;
  return {
    ...outcome,
    state: { ...(stays && state), ...outcome.state, recent, turns },
    trace,
  };
}

/** A configured text as one reply; none when it is absent. Gaps of missing values are closed. */
export function sayText(turn: Turn, template: string | undefined): readonly Reply[] {
  if (template === undefined) return [];
  const text = createFiller(turn.ports.templates, templateView(turn.conversation)).text(template);
  return text.trim() === '' ? [] : [{ kind: 'text', text }];
}
