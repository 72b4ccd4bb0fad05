import type { FlowRun } from './flow-run.ts';
import { isFilled } from './flow-run.ts';
import type { Taken } from './take-answer.ts';

/**
 * The step to go back to after a correction: the `on_change` of what was changed or the question for what was
 * dropped, whichever comes first in the file. Only a step that was passed before and whose needs are still met;
 * so a correction never jumps ahead, past a question or a confirmation.
 */
export function wayBack(run: FlowRun, { changed, dropped }: Taken): string | undefined {
  const wanted = new Set([
    ...changed.map((name) => run.flow.slots.get(name)?.on_change),
    ...dropped.map((name) => questionFor(run, name)),
  ]);
  return [...run.flow.steps.keys()].find((id) => wanted.has(id) && run.passed.has(id) && isReady(run, id));
}

function questionFor(run: FlowRun, slot: string): string | undefined {
  const steps = [...run.flow.steps.values()];
  return steps.find((step) => step.kind === 'ask' && step.slots.includes(slot))?.id;
}

function isReady(run: FlowRun, step: string): boolean {
  return [...(run.flow.filledAt.get(step) ?? [])].every((slot) => isFilled(run, slot));
}
