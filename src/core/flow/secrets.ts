/**
 * Secret slots (one-time codes): asked for alone, used by fetches in the turn in which they are said, then forgotten.
 * They are never part of a state that is kept, of a trace or of a note, and the engine never reads them.
 */
import type { FlowState } from '../model/state.ts';
import type { Flow, Slot } from './flow.ts';

/** Stands where a secret was said. */
export const HIDDEN = '•••';

/** The secret that a flow waits for, if it does. */
export function awaitedSecret(flow: Flow, state: FlowState): Slot | undefined {
  const step = flow.steps.get(state.step);
  if (step?.kind !== 'ask') return undefined;
  return step.slots.flatMap((name) => flow.slots.get(name) ?? []).find(({ secret }) => secret);
}

/**
 * The secret in typed words: all of them, all of them without gaps ("123 456"), or one of them. Undefined when none
 * has the form.
 */
export function findSecret({ pattern = '.+' }: Slot, text: string): string | undefined {
  const form = new RegExp(`^(?:${pattern})$`, 'u');
  const words = text.match(/[^\s.,;:!?"'()]+/g) ?? [];
  return [text.trim(), text.replace(/[\s-]/g, ''), ...words].find((one) => form.test(one));
}

/** Words with a digit are taken for a mistyped secret: they are answered with the reason, and hidden all the same. */
export function mayHoldSecret(slot: Slot, text: string): boolean {
  return /\d/.test(text) || findSecret(slot, text) !== undefined;
}

export function withoutSecrets(flow: Flow, state: FlowState): FlowState {
  const { slots, heard, before } = state;
  const known = <Values extends FlowState['slots']>(values: Values) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !flow.slots.get(name)?.secret));
  return {
    ...state,
    slots: known(slots),
    ...(heard && { heard: known(heard) }),
    ...(before && { before: known(before) }),
  };
}
