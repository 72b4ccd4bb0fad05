import type { NluResult } from '../model/nlu-result.ts';
import type { FlowState } from '../model/state.ts';
import type { UtteranceContent } from '../model/utterance.ts';
import type { Flow } from './flow.ts';
import { type FlowContext, openRun } from './flow-run.ts';
import { hearAnswer } from './hear-answer.ts';

/**
 * How well does an answer fit the open question of a flow?
 *
 * `exact`: meant for the flow (an option, a form, a value, the word "cancel"). `text`: it would do, since the
 * question takes any words, or the value stands in a question of the customer's; a confident intent that leads
 * elsewhere is then a digression. `none`: it does not fit.
 */
export function matchAnswer(
  flow: Flow,
  state: FlowState,
  content: UtteranceContent,
  nlu: NluResult,
  context: FlowContext,
): 'exact' | 'text' | 'none' {
  const step = flow.steps.get(state.step);
  if (step?.kind !== 'ask' && step?.kind !== 'menu') return 'none';
  const heard = hearAnswer(openRun(flow, state, context), step, state.asking, content, nlu);
  switch (heard.kind) {
    case 'nothing':
      return 'none';
    case 'cancel':
      return 'exact';
    case 'option':
    case 'slots':
      return heard.sure ? 'exact' : 'text';
  }
}
