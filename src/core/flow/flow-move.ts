import type { JsonObject } from '../model/json.ts';
import type { Reply } from '../model/reply.ts';
import type { FlowState } from '../model/state.ts';
import type { Action } from '../model/turn.ts';
import type { Option } from '../model/utterance.ts';
import type { FetchRequest } from '../ports/fetcher.ts';
import { type FlowRun, type Next, type Proof, say } from './flow-run.ts';

export interface FlowMove {
  /** Absent: the flow is over. */
  readonly state?: FlowState;
  readonly replies: readonly Reply[];
  readonly actions: readonly Action[];
  /** The options of the open question, in the order shown. */
  readonly offered?: readonly Option[];
  /** To be performed by the caller, who then steps again with `fetched`. */
  readonly fetch?: FetchRequest;
  /** `spoke`: the flow itself said goodbye. */
  readonly handoff?: { readonly reasonText: string; readonly spoke?: boolean };
  readonly ended?: 'completed' | 'cancelled' | 'handed-off';
  /** A code was checked. */
  readonly proof?: Proof;
  /** The slots as the flow leaves them, also when it is over; no secrets. */
  readonly slots: JsonObject;
  /** What happened, for the trace: names of steps and slots, no values. */
  readonly note: string;
}

/** What a run has come to, as data. */
export function finishMove(run: FlowRun, next: Next): FlowMove {
  switch (next.kind) {
    case 'wait':
      return {
        ...made(run, `waits at ${next.step}${next.asking === undefined ? '' : ` for ${next.asking}`}`),
        state: stateOf(run, next.step, next.asking),
        ...(next.offered.length > 0 && { offered: next.offered }),
      };
    case 'fetch':
      return { ...made(run, `fetches ${next.step}`), state: stateOf(run, next.step), fetch: next.request };
    case 'handoff':
      return {
        ...made(run, 'handed over'),
        handoff: { reasonText: next.reasonText, ...(next.spoke && { spoke: true }) },
        ended: 'handed-off',
      };
    case 'ended':
      if (next.how === 'cancelled') say(run, run.flow.cancel.replies);
      return { ...made(run, next.how), ended: next.how };
    case 'goto':
      return finishMove(run, lostWay(run, next.step));
  }
}

function made(
  run: FlowRun,
  last: string,
): Pick<FlowMove, 'replies' | 'actions' | 'note' | 'proof' | 'slots'> {
  const open = Object.entries(run.slots).filter(([name]) => !run.flow.slots.get(name)?.secret);
  return {
    replies: run.replies,
    actions: run.actions,
    slots: Object.fromEntries(open),
    ...(run.proof && { proof: run.proof }),
    note: [...run.notes, last].join('; '),
  };
}

function stateOf(run: FlowRun, step: string, asking?: string): FlowState {
  return {
    flow: run.flow.name,
    step,
    slots: { ...run.slots },
    wrongAnswers: run.wrongAnswers,
    startedAt: run.startedAt,
    ...(asking !== undefined && { asking }),
    ...(Object.keys(run.heard).length > 0 && { heard: { ...run.heard } }),
    ...(Object.keys(run.before).length > 0 && { before: { ...run.before } }),
    passed: [...run.passed],
    ...(run.fetches > 0 && { fetches: run.fetches }),
  };
}

/** A step that is not there, or steps without end: a person goes on. */
export function lostWay(run: FlowRun, step: string): Next {
  return { kind: 'handoff', reasonText: `Flow "${run.flow.name}" lost its way at step "${step}".` };
}
