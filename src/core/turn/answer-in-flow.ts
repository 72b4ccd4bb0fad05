/**
 * A turn while a flow waits for an answer. What plainly fits the question goes straight to the flow. Anything else is
 * understood first: a wish for a person always wins, a confident intent with an answer of its own is answered and
 * the flow asks again, and the rest is the flow's to take or to refuse.
 */
import type { Flow } from '../flow/compile-flow.ts';
import { matchAnswer } from '../flow/match-answer.ts';
import { emptyNluResult, type NluResult } from '../model/nlu-result.ts';
import type { FlowState } from '../model/state.ts';
import { answerByRule, answerFreely, personAsked } from './answer-freely.ts';
import { askEngine, askedEngine } from './ask-engine.ts';
import { flowContext, moveFlow } from './drive-flow.ts';
import { asksForPerson, isConfident, named } from './judge-understanding.ts';
import { engineDown } from './not-understood.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

export async function answerInFlow(turn: CustomerTurn, state: FlowState): Promise<Verdict> {
  const flow = turn.policy.flows.get(state.flow);
  if (!flow) {
    // The configuration changed under the conversation.
    turn.trace.warn([{ code: 'flow-gone', detail: state.flow }]);
    return { flow: null, ...(await answerFreely(turn)) };
  }
  const { content } = turn;
  if (matchAnswer(flow, state, content, emptyNluResult, flowContext(turn)) === 'exact') {
    return moveFlow(turn, flow, state, { kind: 'answer', content, nlu: emptyNluResult }, emptyNluResult);
  }
  const understanding = await askEngine(turn, 'understand');
  if (understanding.kind === 'down') return goOnWithoutEngine(turn, flow, state, understanding.error);
  return answerUnderstood(turn, flow, state, understanding.nlu);
}

/** The customer's words may be all that the flow needs; only when they are not does the outage matter. */
function goOnWithoutEngine(
  turn: CustomerTurn,
  flow: Flow,
  state: FlowState,
  error: Parameters<typeof engineDown>[1],
): Verdict | Promise<Verdict> {
  const { content } = turn;
  if (matchAnswer(flow, state, content, emptyNluResult, flowContext(turn)) === 'none')
    return engineDown(turn, error);
  turn.trace.warn([{ code: 'engine-down', detail: `${error.code}: the flow went on with the words alone` }]);
  return moveFlow(turn, flow, state, { kind: 'answer', content, nlu: emptyNluResult }, emptyNluResult);
}

async function answerUnderstood(
  turn: CustomerTurn,
  flow: Flow,
  state: FlowState,
  nlu: NluResult,
): Promise<Verdict> {
  if (asksForPerson(nlu, turn.policy, askedEngine(turn)))
    return personAsked(turn, `intent ${named(nlu.intent)} asks for a person`, nlu);
  const fit = matchAnswer(flow, state, turn.content, nlu, flowContext(turn));
  const digression = fit === 'exact' ? undefined : await digress(turn, flow, state, nlu);
  return digression ?? moveFlow(turn, flow, state, { kind: 'answer', content: turn.content, nlu }, nlu);
}

/** A question in the middle: answered, and the flow asks again. Another flow takes over; a handoff hands over. */
async function digress(
  turn: CustomerTurn,
  flow: Flow,
  state: FlowState,
  nlu: NluResult,
): Promise<Verdict | undefined> {
  if (!isConfident(nlu, turn.policy, askedEngine(turn)) || leadsBackTo(turn, flow, nlu)) return undefined;
  const answer = await answerByRule(turn, `${named(nlu.intent)}, asked in the middle of ${flow.name}`, nlu);
  if (!answer || answer.handoff || answer.flow !== undefined) return answer;
  turn.trace.step('digressed', { flow: flow.name, step: state.step });
  const again = await moveFlow(turn, flow, state, { kind: 'resume' }, nlu);
  return {
    ...answer,
    replies: [...answer.replies, ...again.replies],
    ...(again.flow !== undefined && { flow: again.flow }),
  };
}

function leadsBackTo(turn: CustomerTurn, flow: Flow, nlu: NluResult): boolean {
  const rules = turn.policy.intents.get(nlu.intent?.name ?? '') ?? [];
  return rules.some(({ answer }) => answer.kind === 'flow' && answer.flow === flow.name);
}
