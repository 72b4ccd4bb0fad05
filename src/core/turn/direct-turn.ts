import { emptyNluResult } from '../model/nlu-result.ts';
import { type DirectedHandoff, directHandoff } from './direct-handoff.ts';
import { slotsToShow } from './handoff-note.ts';
import { answerView } from './say-rule.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

/** The handoff of a turn in full. Values that a template misses become warnings of the trace. */
export function directTurn(
  turn: CustomerTurn,
  verdict: Verdict,
  { reason, farewell }: NonNullable<Verdict['handoff']>,
): DirectedHandoff {
  const intent = verdict.nlu?.intent;
  const situation = {
    reason,
    conversation: turn.conversation,
    at: turn.input.acceptedAt,
    slots: slotsToShow(turn, verdict),
    view: answerView(turn, verdict.nlu ?? emptyNluResult),
    ...(intent && { intent }),
  };
  const directed = directHandoff(turn.policy, situation, turn.ports.templates, {
    ...(farewell !== undefined && { wanted: farewell }),
    closedTold: turn.state.collecting !== undefined,
  });
  turn.trace.warn(directed.missing.map((name) => ({ code: 'template-value-missing', detail: name })));
  return directed;
}
