import type { MenuOption, StepOf } from '../flow.ts';
import { clearSlots, type FlowRun, type Next, renderAll } from '../flow-run.ts';
import { type HeardAnswer, menuChoices } from '../heard-answer.ts';
import { withOptions, withReason } from '../put-question.ts';
import { type Taken, takeAnswer } from '../take-answer.ts';
import { goBack } from '../way-back.ts';
import { cancelFlow, countWrongAnswer, menuError } from './wrong-answer.ts';

type Menu = StepOf<'menu'>;

export function enterMenu(step: Menu, run: FlowRun): Next {
  return offer(step, run, []);
}

export function answerMenu(step: Menu, run: FlowRun, heard: HeardAnswer): Next {
  switch (heard.kind) {
    case 'cancel':
      return cancelFlow(run);
    case 'option':
      return choose(run, heard.option);
    case 'slots':
      return useValues(step, run, takeAnswer(run, heard.candidates));
    case 'nothing':
      return countWrongAnswer(run, step.id, () => offer(step, run, [menuError(run, step.error)]));
  }
}

function choose(run: FlowRun, option: MenuOption): Next {
  run.notes.push(`chose "${option.value}"`);
  run.wrongAnswers = 0;
  clearSlots(run, option.clear);
  return option.leadsTo.kind === 'cancel' ? cancelFlow(run) : option.leadsTo;
}

/** A correction goes back to where the new value matters; then the flow comes here again. */
function useValues(step: Menu, run: FlowRun, taken: Taken): Next {
  const back = goBack(run, taken);
  if (back) return back;
  const reasons = taken.refused.map(({ text }) => text);
  if (reasons.length > 0) return countWrongAnswer(run, step.id, () => offer(step, run, reasons));
  run.wrongAnswers = 0;
  return offer(step, run, []);
}

function offer(step: Menu, run: FlowRun, reasons: readonly string[]): Next {
  const offered = menuChoices(run, step).map(({ title, value }) => ({ title, value }));
  run.replies.push(...withReason(reasons.join('\n'), withOptions(renderAll(run, step.replies), offered)));
  return { kind: 'wait', step: step.id, offered };
}
