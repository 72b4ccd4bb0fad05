/** Moves a flow: the reducer decides, this file performs its fetches and turns its move into a verdict. */
import type { Flow } from '../flow/compile-flow.ts';
import { withoutSecrets } from '../flow/secrets.ts';
import { type FlowContext, type FlowInput, type FlowMove, stepFlow } from '../flow/step-flow.ts';
import type { IdentityState } from '../model/identity.ts';
import { emptyNluResult, type NluResult } from '../model/nlu-result.ts';
import type { Reply } from '../model/reply.ts';
import type { FlowState } from '../model/state.ts';
import type { Action } from '../model/turn.ts';
import { utteranceText } from '../model/utterance.ts';
import { barAtGate, isLockedOut, lockedOut, visitorOf } from './at-gate.ts';
import { templateView } from './engine-context.ts';
import { identityView, recordProof } from './identity-gate.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

/** A compiled flow cannot loop without asking; this bounds what a mistake could cost. */
const FETCHES_PER_TURN = 20;

export async function beginFlow(
  turn: CustomerTurn,
  name: string,
  nlu: NluResult,
): Promise<Verdict | undefined> {
  const flow = turn.policy.flows.get(name);
  if (!flow) {
    turn.trace.warn([{ code: 'unknown-flow', detail: name }]);
    return undefined;
  }
  const barred = await barAtGate(turn, { flow: name }, (codeFlow) => askForCode(turn, codeFlow));
  return barred ?? startFlow(turn, flow, nlu);
}

/** Begins the flow that checks a code, or puts its question again when it waits already. */
export async function askForCode(turn: CustomerTurn, name: string): Promise<Verdict | undefined> {
  const flow = turn.policy.flows.get(name);
  const { flow: state } = turn.state;
  if (!flow) return undefined;
  if (state?.flow === name) return moveFlow(turn, flow, state, { kind: 'resume' }, emptyNluResult);
  return startFlow(turn, flow, emptyNluResult);
}

function startFlow(turn: CustomerTurn, flow: Flow, nlu: NluResult): Promise<Verdict> {
  const text = utteranceText(turn.content);
  return moveFlow(turn, flow, undefined, { kind: 'start', entities: nlu.entities, text }, nlu);
}

export async function moveFlow(
  turn: CustomerTurn,
  flow: Flow,
  state: FlowState | undefined,
  input: FlowInput,
  nlu: NluResult,
): Promise<Verdict> {
  let { identity } = turn.state;
  const current = () => ({ ...turn, state: { ...turn.state, ...(identity && { identity }) } });
  const replies: Reply[] = [];
  const actions: Action[] = [];
  let move = stepFlow(flow, state, input, flowContext(turn));
  collect(turn, flow, move, replies, actions);
  for (let fetches = 0; move.fetch && fetches < FETCHES_PER_TURN; fetches += 1) {
    // Wrong codes are counted for the visitor, so that starting again is no way around the limit.
    if (checksCode(flow, move) && isLockedOut(current())) return stopLocked(current(), replies, identity);
    const result = await turn.ports.fetch(move.fetch, turn.ports.signal);
    turn.trace.step('fetched', {
      host: new URL(move.fetch.url).host,
      method: move.fetch.method,
      ok: result.ok,
      status: result.status ?? 0,
      ...(!result.ok && { error: result.code }),
    });
    move = stepFlow(flow, move.state, { kind: 'fetched', result }, flowContext(current()));
    if (move.proof) {
      identity = recordProof(visitorOf(current()), move.proof, turn.policy.identity);
      turn.trace.step('code-checked', { result: move.proof.kind, failed: identity.failed });
      if (isLockedOut(current())) return stopLocked(current(), replies, identity);
    }
    collect(turn, flow, move, replies, actions);
  }
  return { ...toVerdict(flow, move, replies, actions, nlu), ...(identity && { identity }) };
}

function checksCode(flow: Flow, { state }: FlowMove): boolean {
  const step = state && flow.steps.get(state.step);
  return step?.kind === 'fetch' && step.proves !== undefined;
}

function stopLocked(
  turn: CustomerTurn,
  replies: readonly Reply[],
  identity: IdentityState | undefined,
): Verdict {
  const locked = lockedOut(turn);
  return {
    ...locked,
    replies: [...replies, ...locked.replies],
    flow: null,
    ...(identity && { identity }),
  };
}

function collect(turn: CustomerTurn, flow: Flow, move: FlowMove, replies: Reply[], actions: Action[]): void {
  replies.push(...move.replies);
  actions.push(...move.actions);
  turn.trace.step('flow-stepped', {
    flow: flow.name,
    step: move.state?.step ?? 'end',
    note: move.note,
    ...(move.state && { slots: move.slots }),
  });
}

function toVerdict(
  flow: Flow,
  move: FlowMove,
  replies: readonly Reply[],
  actions: readonly Action[],
  nlu: NluResult,
): Verdict {
  const step = move.state?.step ?? move.ended ?? 'end';
  const common = {
    replies,
    actions,
    answeredBy: { kind: 'flow', flow: flow.name, step },
    flow: move.ended || !move.state ? null : withoutSecrets(flow, move.state),
    slots: move.slots,
    understood: true,
    nlu,
  } as const;
  if (!move.handoff) return { ...common, decision: 'answered', reason: `flow ${flow.name}: ${move.note}` };
  return {
    ...common,
    decision: 'handed-off',
    reason: `flow ${flow.name}: ${move.handoff.reasonText}`,
    // The flow's own goodbye is said; ours would be a second one.
    handoff: { reason: 'flow', ...(move.handoff.spoke && { farewell: '' }) },
  };
}

export function flowContext(turn: CustomerTurn): FlowContext {
  return {
    at: turn.utterance.at,
    timeZone: turn.policy.timeZone,
    language: turn.conversation.language ?? turn.policy.language,
    view: { ...templateView(turn.conversation), identity: identityView(visitorOf(turn)) },
    confidence: turn.policy.confidence.answer,
    templates: turn.ports.templates,
    turnId: turn.input.turnId,
  };
}
