/** Steps that do their work and go on, without waiting for anyone. */
import type { JsonObject } from '../../model/json.ts';
import { holds } from '../condition.ts';
import { createFiller } from '../fill.ts';
import type { StepOf } from '../flow.ts';
import {
  clearSlots,
  type FlowRun,
  fillSlot,
  flowView,
  type Next,
  readingOf,
  renderText,
  say,
} from '../flow-run.ts';
import { readValue } from '../slot-types.ts';

export function enterSay(step: StepOf<'say'>, run: FlowRun): Next {
  say(run, step.replies);
  return { kind: 'goto', step: step.next ?? '' };
}

export function enterBranch(step: StepOf<'branch'>, run: FlowRun): Next {
  const view = flowView(run);
  const branch = step.branches.find(({ when }) => when === undefined || holds(when, view));
  return { kind: 'goto', step: branch?.step ?? step.next ?? '' };
}

export function enterSet(step: StepOf<'set'>, run: FlowRun): Next {
  const filler = createFiller(run.context.templates, flowView(run));
  for (const [name, template] of Object.entries(step.values)) {
    const slot = run.flow.slots.get(name);
    const value =
      slot && template !== null ? readValue(filler.json(template), readingOf(run, slot)) : undefined;
    if (value === undefined) clearSlots(run, [name]);
    else fillSlot(run, name, value);
  }
  return { kind: 'goto', step: step.next ?? '' };
}

export function enterHandoff(step: StepOf<'handoff'>, run: FlowRun): Next {
  say(run, step.replies);
  changeConversation(run, step);
  return { kind: 'handoff', reasonText: renderText(run, step.reason), spoke: step.replies.length > 0 };
}

export function enterEnd(step: StepOf<'end'>, run: FlowRun): Next {
  say(run, step.replies);
  changeConversation(run, step);
  if (step.resolve) run.actions.push({ kind: 'resolve' });
  return { kind: 'ended', how: 'completed' };
}

interface Changes {
  readonly attributes: JsonObject;
  readonly labels: readonly string[];
}

/** Attributes without a value are left out: an empty one would overwrite what stands there. */
function changeConversation(run: FlowRun, { attributes, labels }: Changes): void {
  const values = Object.entries(attributes).flatMap(([name, template]) => {
    const filler = createFiller(run.context.templates, flowView(run));
    const value = filler.json(template);
    return filler.missing.length > 0 ? [] : [[name, value] as const];
  });
  if (values.length > 0) run.actions.push({ kind: 'set-attributes', values: Object.fromEntries(values) });
  if (labels.length > 0) run.actions.push({ kind: 'add-labels', labels });
}
