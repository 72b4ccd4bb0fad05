import { type FlowRun, type Next, renderText } from '../flow-run.ts';

/** One more wrong answer in a row: the question again, or a person. */
export function countWrongAnswer(run: FlowRun, step: string, askAgain: () => Next): Next {
  run.wrongAnswers += 1;
  run.notes.push(`wrong answer ${run.wrongAnswers} at ${step}`);
  if (run.wrongAnswers <= run.flow.wrongAnswers) return askAgain();
  const times = run.wrongAnswers === 1 ? 'One answer' : `${run.wrongAnswers} answers in a row`;
  return {
    kind: 'handoff',
    reasonText: `${times} at step "${step}" of flow "${run.flow.name}" could not be used.`,
  };
}

export function cancelFlow(run: FlowRun): Next {
  run.notes.push('cancelled by the customer');
  return { kind: 'ended', how: 'cancelled' };
}

export function menuError(run: FlowRun, template: string | undefined): string {
  return renderText(run, template ?? 'Please choose one of the options.');
}
