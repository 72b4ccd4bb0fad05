import type { NluResult } from '../model/nlu-result.ts';
import type { FlowState } from '../model/state.ts';
import type { UtteranceContent } from '../model/utterance.ts';
import type { Flow } from './flow.ts';
import { type FlowContext, type FlowRun, openRun } from './flow-run.ts';
import { hearAnswer } from './hear-answer.ts';
import { isBelieved } from './heard-answer.ts';

/**
 * How well does an answer fit the open question of a flow?
 *
 * `exact`: meant for the flow (an option, a form, a value, the word "cancel"). `text`: it would do, since the
 * question takes any words, or the value stands in a question of the customer's; a confident intent that leads
 * elsewhere is then a digression. `none`: it does not fit.
 *
 * What the flow claims for itself (`answer_intents`, or every intent with `digressions: false`) is `exact` as well, so
 * that it is refused with a reason rather than answered by someone else.
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
  const run = openRun(flow, state, context);
  const heard = hearAnswer(run, step, state.asking, content, nlu);
  if (isOwn(run, nlu)) return 'exact';
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

function isOwn(run: FlowRun, nlu: NluResult): boolean {
  const { digressions, answerIntents } = run.flow;
  if (!digressions) return nlu.intent !== undefined;
  return answerIntents.some((intent) => isBelieved(run, nlu, intent));
}
