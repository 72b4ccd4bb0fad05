/** The words of a question: of the whole step, or of one of its slots. */
import type { FormField, Reply } from '../../model/reply.ts';
import type { Slot, StepOf } from '../flow.ts';
import { type FlowRun, isFilled, renderAll, renderText } from '../flow-run.ts';

type Ask = StepOf<'ask'>;

/**
 * What the step says: while all of it is open, or as a form with the fields that still are. Undefined when a slot
 * had better be asked for by itself, also when cards would be shown a second time.
 */
export function wholeQuestion(
  step: Ask,
  run: FlowRun,
  missing: readonly Slot[],
  again: boolean,
): readonly Reply[] | undefined {
  const replies = renderAll(run, step.replies);
  const kinds = replies.map(({ kind }) => kind);
  if (again && kinds.includes('cards') && missing[0]?.ask !== undefined) return undefined;
  if (missing.length === step.slots.length) return replies;
  return kinds.includes('form') ? replies.map((reply) => withOpenFields(reply, run)) : undefined;
}

/** The question of one slot; that of the step when the slot has none. */
export function oneQuestion(step: Ask, run: FlowRun, slot: Slot): readonly Reply[] {
  if (slot.ask === undefined) return renderAll(run, step.replies);
  return [{ kind: 'text', text: renderText(run, slot.ask) }];
}

function withOpenFields(reply: Reply, run: FlowRun): Reply {
  if (reply.kind !== 'form') return reply;
  const isOpen = ({ name }: FormField) => !isFilled(run, name);
  return { ...reply, fields: reply.fields.filter(isOpen) };
}
