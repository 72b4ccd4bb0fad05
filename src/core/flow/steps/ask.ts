import type { UtteranceContent } from '../../model/utterance.ts';
import type { Slot, StepOf } from '../flow.ts';
import { type FlowRun, isFilled, type Next, optionsOf, refusalText } from '../flow-run.ts';
import { type HeardAnswer, missingSlots } from '../heard-answer.ts';
import { withOptions, withReason } from '../put-question.ts';
import { refuseHeard, type Taken, takeAnswer } from '../take-answer.ts';
import { goBack } from '../way-back.ts';
import { oneQuestion, wholeQuestion } from './questions.ts';
import { cancelFlow, countWrongAnswer } from './wrong-answer.ts';

type Ask = StepOf<'ask'>;

/** Asks for what is still missing; goes on when nothing is. */
export function enterAsk(step: Ask, run: FlowRun): Next {
  const missing = missingSlots(run, step);
  if (missing.length === 0) return goOn(step);
  const reasons = missing.flatMap((slot) => refuseHeard(run, slot) ?? []);
  return putQuestion(step, run, { reasons });
}

export function resumeAsk(step: Ask, run: FlowRun, asking: string | undefined): Next {
  return missingSlots(run, step).length === 0 ? goOn(step) : putQuestion(step, run, { asking, again: true });
}

export function answerAsk(
  step: Ask,
  run: FlowRun,
  asking: string | undefined,
  heard: HeardAnswer,
  content: UtteranceContent,
): Next {
  switch (heard.kind) {
    case 'cancel':
      return cancelFlow(run);
    case 'slots':
      return useValues(step, run, asking, takeAnswer(run, heard.candidates), content);
    case 'option':
    case 'nothing': {
      const reasons = missingSlots(run, step, asking)
        .slice(0, 1)
        .map((slot) => refusalText(run, slot, { kind: 'invalid' }, ''));
      return countWrongAnswer(run, step.id, () => putQuestion(step, run, { asking, reasons, again: true }));
    }
  }
}

function useValues(
  step: Ask,
  run: FlowRun,
  asking: string | undefined,
  taken: Taken,
  content: UtteranceContent,
): Next {
  const back = goBack(run, taken);
  if (back) return back;
  const reasons = taken.refused.map(({ text }) => text);
  if (reasons.length > 0) {
    const open = asking !== undefined && !isFilled(run, asking) ? asking : undefined;
    return countWrongAnswer(run, step.id, () =>
      putQuestion(step, run, { asking: open, reasons, again: true }),
    );
  }
  run.wrongAnswers = 0;
  const [first] = missingSlots(run, step);
  if (!first) return goOn(step);
  // Who types instead of filling in the form is asked for one thing after another.
  return putQuestion(step, run, { asking: content.kind === 'form' ? undefined : oneByOne(step, first) });
}

function oneByOne(step: Ask, slot: Slot): string | undefined {
  return step.slots.length > 1 ? slot.name : undefined;
}

interface Question {
  /** The slot asked for by itself. */
  readonly asking?: string | undefined;
  /** Why the last answer would not do. */
  readonly reasons?: readonly string[];
  /** It was put before. */
  readonly again?: boolean;
}

function putQuestion(step: Ask, run: FlowRun, { asking, reasons = [], again = false }: Question): Next {
  const missing = missingSlots(run, step, asking);
  const [first] = missing;
  if (!first) return goOn(step);
  const offered = optionsOf(run, first);
  const whole = asking === undefined ? wholeQuestion(step, run, missing, again) : undefined;
  const question = whole ?? oneQuestion(step, run, first);
  run.replies.push(...withReason(reasons.join('\n'), withOptions(question, offered)));
  const waits = { kind: 'wait', step: step.id, offered } as const;
  return whole || step.slots.length === 1 ? waits : { ...waits, asking: first.name };
}

function goOn(step: Ask): Next {
  return { kind: 'goto', step: step.next ?? '' };
}
