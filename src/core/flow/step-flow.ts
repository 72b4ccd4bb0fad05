/**
 * The reducer of a flow: state and what happened in, state and what to do out. No clock, no network.
 *
 * A move goes from step to step until it waits for the customer (ask, menu), needs a fetch, hands over or ends.
 * A fetch is the caller's: it performs `move.fetch` and steps again with `fetched` and the state of that move.
 * State that no longer fits the flow (the file was changed meanwhile) starts again with the answers kept; the
 * customer is then asked for what is still open only.
 */
import type { Entity, NluResult } from '../model/nlu-result.ts';
import type { FlowState } from '../model/state.ts';
import type { UtteranceContent } from '../model/utterance.ts';
import type { FetchResult } from '../ports/fetcher.ts';
import type { Flow, Step } from './flow.ts';
import { type FlowMove, finishMove, lostWay } from './flow-move.ts';
import { type FlowContext, type FlowRun, isFilled, type Next, openRun, say } from './flow-run.ts';
import { hearAnswer } from './hear-answer.ts';
import { hearEntities } from './hear-entities.ts';
import { answerAsk, enterAsk, resumeAsk } from './steps/ask.ts';
import { enterFetch, finishFetch } from './steps/fetch.ts';
import { answerMenu, enterMenu } from './steps/menu.ts';
import { enterBranch, enterEnd, enterHandoff, enterSay, enterSet } from './steps/pass.ts';
import { settleHeard } from './take-answer.ts';

export type { FlowMove } from './flow-move.ts';
export type { FlowContext } from './flow-run.ts';

export type FlowInput =
  /** `text`: the words that started it, for dates and addresses that the engine did not report. */
  | { readonly kind: 'start'; readonly entities: readonly Entity[]; readonly text?: string }
  | { readonly kind: 'answer'; readonly content: UtteranceContent; readonly nlu: NluResult }
  | { readonly kind: 'fetched'; readonly result: FetchResult }
  /** Put the open question again, e.g. after a digression. */
  | { readonly kind: 'resume' };

/** More steps than this in one move are a loop that no check foresaw. */
const MAX_STEPS = 100;

export function stepFlow(
  flow: Flow,
  state: FlowState | undefined,
  input: FlowInput,
  context: FlowContext,
): FlowMove {
  const run = openRun(flow, input.kind === 'start' ? undefined : state, context);
  return proceed(run, firstNext(run, state, input));
}

function firstNext(run: FlowRun, state: FlowState | undefined, input: FlowInput): Next {
  if (input.kind === 'start') return start(run, input);
  const step = state && run.flow.steps.get(state.step);
  if (!state || !step) return startOver(run, 'the step is not in the flow any more');
  switch (input.kind) {
    case 'answer':
      run.fetches = 0;
      return answer(run, state, step, input);
    case 'resume':
      return resume(run, state, step);
    case 'fetched':
      if (step.kind === 'fetch') return finishFetch(step, run, input.result);
      return startOver(run, 'the step does not fetch any more');
  }
}

function start(run: FlowRun, { entities, text = '' }: Extract<FlowInput, { kind: 'start' }>): Next {
  for (const { slot, value } of hearEntities(run, entities, text.slice(0, 1000), [])) run.heard[slot] = value;
  return { kind: 'goto', step: run.flow.start };
}

function startOver(run: FlowRun, why: string): Next {
  run.notes.push(`${why}; started again with the answers kept`);
  run.passed.clear();
  run.wrongAnswers = 0;
  return { kind: 'goto', step: run.flow.start };
}

function answer(
  run: FlowRun,
  { asking }: FlowState,
  step: Step,
  { content, nlu }: Extract<FlowInput, { kind: 'answer' }>,
): Next {
  switch (step.kind) {
    case 'ask':
      return answerAsk(step, run, asking, hearAnswer(run, step, asking, content, nlu), content);
    case 'menu':
      return answerMenu(step, run, hearAnswer(run, step, asking, content, nlu));
    default:
      return startOver(run, 'the step does not ask any more');
  }
}

function resume(run: FlowRun, { asking }: FlowState, step: Step): Next {
  say(run, run.flow.resume);
  const open = asking !== undefined && !isFilled(run, asking) ? asking : undefined;
  return step.kind === 'ask' ? resumeAsk(step, run, open) : { kind: 'goto', step: step.id };
}

function proceed(run: FlowRun, first: Next): FlowMove {
  let next = first;
  for (let steps = 0; next.kind === 'goto'; steps += 1) {
    const step = run.flow.steps.get(next.step);
    if (!step || steps >= MAX_STEPS) return finishMove(run, lostWay(run, next.step));
    settleHeard(run);
    run.passed.add(step.id);
    next = enter(step, run);
  }
  return finishMove(run, next);
}

function enter(step: Step, run: FlowRun): Next {
  switch (step.kind) {
    case 'say':
      return enterSay(step, run);
    case 'ask':
      return enterAsk(step, run);
    case 'menu':
      return enterMenu(step, run);
    case 'fetch':
      return enterFetch(step, run);
    case 'branch':
      return enterBranch(step, run);
    case 'set':
      return enterSet(step, run);
    case 'goto':
      return { kind: 'goto', step: step.next ?? '' };
    case 'handoff':
      return enterHandoff(step, run);
    case 'end':
      return enterEnd(step, run);
  }
}
