/** What an answer may mean, and how sure that is. */
import type { NluResult } from '../model/nlu-result.ts';
import type { MenuOption, Slot, StepOf } from './flow.ts';
import { type FlowRun, isFilled, optionsOf, renderText } from './flow-run.ts';
import type { Candidate } from './hear-entities.ts';
import { plainWords } from './match-option.ts';
import { findNumbers } from './read-number.ts';

export type WaitingStep = StepOf<'ask'> | StepOf<'menu'>;

/**
 * `sure`: the answer is meant for this step, whatever else it looks like. Not sure: any words would do here, or
 * the values stand in a question.
 */
export type HeardAnswer =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'option'; readonly option: MenuOption; readonly sure: boolean }
  | { readonly kind: 'slots'; readonly candidates: readonly Candidate[]; readonly sure: boolean }
  | { readonly kind: 'nothing' };

export const nothing: HeardAnswer = { kind: 'nothing' };
const DEFAULT_CONFIDENCE = 0.6;

/** Slots of the step that are still empty, the one asked for by itself first. */
export function missingSlots(run: FlowRun, step: StepOf<'ask'>, asking?: string): readonly Slot[] {
  const first = step.slots.filter((name) => name === asking);
  const names = [...first, ...step.slots.filter((name) => name !== asking)];
  return names.filter((name) => !isFilled(run, name)).flatMap((name) => run.flow.slots.get(name) ?? []);
}

export function menuChoices(run: FlowRun, step: StepOf<'menu'>): readonly MenuOption[] {
  return step.options.map((option) => ({ ...option, title: renderText(run, option.title) }));
}

export function isCancel(run: FlowRun, text: string, nlu: NluResult): boolean {
  const { words, intents } = run.flow.cancel;
  const said = plainWords(text);
  return (
    words.some((word) => plainWords(word) === said) || intents.some((intent) => isBelieved(run, nlu, intent))
  );
}

export function isBelieved(run: FlowRun, { intent }: NluResult, name: string): boolean {
  const needed = run.context.confidence ?? DEFAULT_CONFIDENCE;
  return intent?.name === name && (intent.score === undefined || intent.score >= needed);
}

export function isQuestion(text: string): boolean {
  return text.includes('?');
}

/**
 * Values that the engine found are meant, as are words that are little else than the value. Typed values among
 * other words are not sure, so that the engine is asked what else was said.
 */
export function certain(run: FlowRun, candidates: readonly Candidate[], text: string): HeardAnswer {
  const titles = candidates.flatMap(({ slot }) => {
    const chosen = run.flow.slots.get(slot);
    return chosen ? optionsOf(run, chosen).map(({ title }) => title) : [];
  });
  const meant = candidates.some(({ source }) => source === 'value') || isBare(text, titles.join(' '));
  return { kind: 'slots', candidates, sure: meant && !isQuestion(text) };
}

/** At most two words beside numbers, dates, addresses and the words of titles. */
export function isBare(text: string, titles: string): boolean {
  const known = plainWords(titles).split(' ');
  const others = plainWords(text)
    .split(' ')
    .filter((word) => !/[\d@]/.test(word) && findNumbers(word).length === 0 && !known.includes(word));
  return others.length <= 2;
}

export function sure(candidates: readonly Candidate[]): HeardAnswer {
  return { kind: 'slots', candidates, sure: true };
}
