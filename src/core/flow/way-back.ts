import { type FlowRun, isFilled, type Next } from './flow-run.ts';
import type { Taken } from './take-answer.ts';

/** Goes back after a correction; undefined when there is nothing to go back for. What was refused is said first. */
export function goBack(run: FlowRun, taken: Taken): Next | undefined {
  const step = wayBack(run, taken);
  if (step === undefined) return undefined;
  run.wrongAnswers = 0;
  if (taken.refused.length > 0) {
    run.replies.push({ kind: 'text', text: taken.refused.map(({ text }) => text).join('\n') });
  }
  return { kind: 'goto', step };
}

/**
 * The step to go back to: the `on_change` of what was changed or the question for what was dropped, whichever comes
 * first in the file. Only a step that was passed before and whose needs are still met; so a correction never jumps
 * ahead, past a question or a confirmation. What was dropped and has no such step is asked for from the start.
 */
function wayBack(run: FlowRun, { changed, dropped }: Taken): string | undefined {
  const wanted = new Set([
    ...changed.map((name) => run.flow.slots.get(name)?.on_change),
    ...dropped.map((name) => questionFor(run, name)),
  ]);
  const found = [...run.flow.steps.keys()].find(
    (id) => wanted.has(id) && run.passed.has(id) && isReady(run, id),
  );
  return found ?? (dropped.length > 0 ? run.flow.start : undefined);
}

function questionFor(run: FlowRun, slot: string): string | undefined {
  const steps = [...run.flow.steps.values()];
  return steps.find((step) => step.kind === 'ask' && step.slots.includes(slot))?.id;
}

function isReady(run: FlowRun, step: string): boolean {
  return [...(run.flow.filledAt.get(step) ?? [])].every((slot) => isFilled(run, slot));
}
