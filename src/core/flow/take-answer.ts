import { checkValue } from './check-value.ts';
import type { Slot } from './flow.ts';
import {
  clearSlots,
  type FlowRun,
  fillSlot,
  isFilled,
  judgeValue,
  optionsOf,
  readingOf,
} from './flow-run.ts';
import type { Candidate } from './hear-entities.ts';
import { dayOf } from './read-date.ts';

/** What became of the values in an answer. Lists hold names of slots. */
export interface Taken {
  readonly filled: readonly string[];
  /** Had another value before. */
  readonly changed: readonly string[];
  /** Emptied, since they no longer fit what was changed (a departure before the new arrival). */
  readonly dropped: readonly string[];
  readonly refused: readonly { readonly slot: string; readonly text: string }[];
}

/** Fills slots from an answer, in the order of the file, so that a value can be measured against the one before. */
export function takeAnswer(run: FlowRun, candidates: readonly Candidate[]): Taken {
  const filled: string[] = [];
  const changed: string[] = [];
  const refused: { slot: string; text: string }[] = [];
  for (const { slot, candidate } of inFileOrder(run, candidates)) {
    if (isTooEarly(run, slot)) {
      run.heard[slot.name] = candidate.value;
      continue;
    }
    const judged = judgeValue(run, slot, candidate.value, candidate.source);
    if (judged.kind === 'bad') {
      refused.push({ slot: slot.name, text: judged.text });
      continue;
    }
    if (isFilled(run, slot.name) && run.slots[slot.name] !== judged.value) changed.push(slot.name);
    else filled.push(slot.name);
    fillSlot(run, slot.name, judged.value);
  }
  const dropped = dropMisfits(run, changed);
  if (changed.length > 0) run.notes.push(`corrected ${changed.join(', ')}`);
  if (filled.length > 0) run.notes.push(`filled ${filled.join(', ')}`);
  if (refused.length > 0) run.notes.push(`refused ${refused.map(({ slot }) => slot).join(', ')}`);
  return { filled, changed, dropped, refused };
}

/** Checks what was said before it was asked for, as far as it can be checked by now. What fails stays for its question. */
export function settleHeard(run: FlowRun): void {
  for (const slot of run.flow.slots.values()) {
    const value = run.heard[slot.name];
    if (value === undefined || isFilled(run, slot.name) || isTooEarly(run, slot)) continue;
    const judged = judgeValue(run, slot, value, 'value');
    if (judged.kind !== 'good') continue;
    fillSlot(run, slot.name, judged.value);
    run.notes.push(`${slot.name} was said before`);
  }
}

/** The reason why something said before will not do; then it is forgotten. */
export function refuseHeard(run: FlowRun, slot: Slot): string | undefined {
  const value = run.heard[slot.name];
  if (value === undefined) return undefined;
  delete run.heard[slot.name];
  const judged = judgeValue(run, slot, value, 'value');
  return judged.kind === 'bad' ? judged.text : undefined;
}

/** True while there is nothing yet to measure a value against: options not fetched, or the earlier date not known. */
function isTooEarly(run: FlowRun, slot: Slot): boolean {
  if (slot.type === 'choice') return optionsOf(run, slot).length === 0;
  return slot.after !== undefined && !isFilled(run, slot.after);
}

function inFileOrder(
  run: FlowRun,
  candidates: readonly Candidate[],
): readonly { readonly slot: Slot; readonly candidate: Candidate }[] {
  return [...run.flow.slots.values()].flatMap((slot) => {
    const candidate = candidates.find((one) => one.slot === slot.name);
    return candidate && slot.type !== 'data' ? [{ slot, candidate }] : [];
  });
}

function dropMisfits(run: FlowRun, changed: readonly string[]): readonly string[] {
  const today = dayOf(run.context.at, run.context.timeZone);
  const misfits = [...run.flow.slots.values()].filter((slot) => {
    const value = run.slots[slot.name];
    if (slot.after === undefined || !changed.includes(slot.after) || value === undefined) return false;
    const { base } = readingOf(run, slot);
    return checkValue(slot, value, { today, ...(base !== undefined && { base }) }) !== undefined;
  });
  const names = misfits.map(({ name }) => name);
  clearSlots(run, names);
  return names;
}
