import type { FormField, Reply } from '../../model/reply.ts';
import type { Option, UtteranceContent } from '../../model/utterance.ts';
import type { Slot, StepOf } from '../flow.ts';
import {
  type FlowRun,
  isFilled,
  type Next,
  optionsOf,
  refusalText,
  renderAll,
  renderText,
} from '../flow-run.ts';
import { type HeardAnswer, missingSlots } from '../hear-answer.ts';
import { refuseHeard, type Taken, takeAnswer } from '../take-answer.ts';
import { wayBack } from '../way-back.ts';
import { withReason } from '../with-reason.ts';
import { cancelFlow, countWrongAnswer } from './wrong-answer.ts';

type Ask = StepOf<'ask'>;

/** Asks for what is still missing; goes on when nothing is. */
export function enterAsk(step: Ask, run: FlowRun): Next {
  const missing = missingSlots(run, step);
  if (missing.length === 0) return goOn(step);
  const reasons = missing.flatMap((slot) => refuseHeard(run, slot) ?? []);
  return putQuestion(step, run, undefined, reasons);
}

export function resumeAsk(step: Ask, run: FlowRun, asking: string | undefined): Next {
  return missingSlots(run, step).length === 0 ? goOn(step) : putQuestion(step, run, asking, []);
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
      const reason = missingSlots(run, step, asking)
        .slice(0, 1)
        .map((slot) => refusalText(run, slot, { kind: 'invalid' }, ''));
      return countWrongAnswer(run, step.id, () => putQuestion(step, run, asking, reason));
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
  const reasons = taken.refused.map(({ text }) => text);
  if (reasons.length > 0) {
    const stillAsking = asking !== undefined && !isFilled(run, asking) ? asking : undefined;
    return countWrongAnswer(run, step.id, () => putQuestion(step, run, stillAsking, reasons));
  }
  run.wrongAnswers = 0;
  const back = wayBack(run, taken);
  if (back !== undefined) return { kind: 'goto', step: back };
  const [first] = missingSlots(run, step);
  if (!first) return goOn(step);
  // Who types instead of filling in the form is asked for one thing after another.
  return putQuestion(step, run, content.kind === 'form' ? undefined : oneByOne(step, first), []);
}

function oneByOne(step: Ask, slot: Slot): string | undefined {
  return step.slots.length > 1 ? slot.name : undefined;
}

function putQuestion(step: Ask, run: FlowRun, asking: string | undefined, reasons: readonly string[]): Next {
  const missing = missingSlots(run, step, asking);
  const [first] = missing;
  if (!first) return goOn(step);
  const offered = optionsOf(run, first);
  const whole = asking === undefined ? wholeQuestion(step, run, missing) : undefined;
  const single = whole ? undefined : singleQuestion(run, first);
  const question = single ?? whole ?? renderAll(run, step.replies);
  run.replies.push(...withReason(reasons.join('\n'), withOptions(question, offered)));
  const waits = { kind: 'wait', step: step.id, offered } as const;
  return single && step.slots.length > 1 ? { ...waits, asking: first.name } : waits;
}

/** The question of the step: while it is all open, or as a form with the fields that are. */
function wholeQuestion(step: Ask, run: FlowRun, missing: readonly Slot[]): readonly Reply[] | undefined {
  const replies = renderAll(run, step.replies);
  if (missing.length === step.slots.length) return replies;
  const isForm = replies.some((reply) => reply.kind === 'form');
  return isForm ? replies.map((reply) => withOpenFields(reply, run)) : undefined;
}

function withOpenFields(reply: Reply, run: FlowRun): Reply {
  if (reply.kind !== 'form') return reply;
  const isOpen = ({ name }: FormField) => !isFilled(run, name);
  return { ...reply, fields: reply.fields.filter(isOpen) };
}

function singleQuestion(run: FlowRun, slot: Slot): readonly Reply[] | undefined {
  return slot.ask === undefined ? undefined : [{ kind: 'text', text: renderText(run, slot.ask) }];
}

/** A question in plain text is shown with the options of its slot, unless another reply shows them. */
export function withOptions(replies: readonly Reply[], options: readonly Option[]): readonly Reply[] {
  const last = replies.findLast((reply) => reply.kind === 'text');
  if (options.length === 0 || !last || replies.some(showsOptions)) return replies;
  return replies.map((reply) => (reply === last ? { kind: 'choices', text: last.text, options } : reply));
}

function showsOptions(reply: Reply): boolean {
  if (reply.kind === 'cards') {
    return reply.cards.some(({ actions }) => actions.some(({ kind }) => kind === 'choice'));
  }
  return reply.kind === 'choices' || reply.kind === 'form';
}

function goOn(step: Ask): Next {
  return { kind: 'goto', step: step.next ?? '' };
}
