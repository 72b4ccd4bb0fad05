/** What does the customer's answer mean at a step that waits? Nothing is changed here. */
import type { NluResult } from '../model/nlu-result.ts';
import { type UtteranceContent, utteranceText } from '../model/utterance.ts';
import type { MenuOption, Slot, StepOf } from './flow.ts';
import { type FlowRun, isFilled, optionsOf, readingOf, renderText } from './flow-run.ts';
import { type Candidate, hearEntities } from './hear-entities.ts';
import { matchOption, matchOptionLoosely, plainWords } from './match-option.ts';
import { findNumbers } from './read-number.ts';
import { readText, readValue, slotTypeTable } from './slot-types.ts';

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

const nothing: HeardAnswer = { kind: 'nothing' };
const DEFAULT_CONFIDENCE = 0.6;
/** Values are looked for in this much of a text; nobody types more around a date. */
const READ_LIMIT = 1000;

export function hearAnswer(
  run: FlowRun,
  step: WaitingStep,
  asking: string | undefined,
  content: UtteranceContent,
  nlu: NluResult,
): HeardAnswer {
  switch (content.kind) {
    case 'choice':
      return hearChoice(run, step, asking, content);
    case 'form':
      return hearForm(run, step, content.values);
    case 'text':
    case 'attachment': {
      const text = utteranceText(content).trim();
      if (text === '') return nothing;
      return step.kind === 'ask' ? hearText(run, step, asking, text, nlu) : hearAtMenu(run, step, text, nlu);
    }
    case 'opened':
    case 'event':
      return nothing;
  }
}

/** Slots of the step that are still empty, the one asked for by itself first. */
export function missingSlots(run: FlowRun, step: StepOf<'ask'>, asking?: string): readonly Slot[] {
  const names = asking === undefined ? step.slots : [asking, ...step.slots.filter((name) => name !== asking)];
  return names.filter((name) => !isFilled(run, name)).flatMap((name) => run.flow.slots.get(name) ?? []);
}

export function menuChoices(run: FlowRun, step: StepOf<'menu'>): readonly MenuOption[] {
  return step.options.map((option) => ({ ...option, title: renderText(run, option.title) }));
}

type Choice = Extract<UtteranceContent, { kind: 'choice' }>;

/** A click on the open question, on an older one (a correction), or on a button that stands for typed words. */
function hearChoice(
  run: FlowRun,
  step: WaitingStep,
  asking: string | undefined,
  choice: Choice,
): HeardAnswer {
  if (step.kind === 'menu') {
    const option = menuChoices(run, step).find(({ value }) => value === choice.value);
    if (option) return { kind: 'option', option, sure: true };
  }
  const awaited = step.kind === 'ask' ? missingSlots(run, step, asking)[0] : undefined;
  const choosable = [...(awaited ? [awaited] : []), ...run.flow.slots.values()];
  const slot = choosable.find((one) => optionsOf(run, one).some(({ value }) => value === choice.value));
  if (slot) return sure([{ slot: slot.name, value: choice.value, source: 'value' }]);
  if (!awaited || awaited.type === 'choice') return nothing;
  return sure([{ slot: awaited.name, value: choice.value, source: 'typed' }]);
}

/** An e-mail box answers `{email}`, whatever the slot is called. */
function hearForm(run: FlowRun, step: WaitingStep, values: Readonly<Record<string, string>>): HeardAnswer {
  const asked = step.kind === 'ask' ? missingSlots(run, step) : [];
  const candidates = Object.entries(values).flatMap(([field, value]): Candidate[] => {
    const slot = run.flow.slots.get(field) ?? asked.find(({ type }) => type === field);
    return slot && slot.type !== 'data' ? [{ slot: slot.name, value, source: 'typed' }] : [];
  });
  return candidates.length > 0 ? sure(candidates) : nothing;
}

function hearText(
  run: FlowRun,
  step: StepOf<'ask'>,
  asking: string | undefined,
  text: string,
  nlu: NluResult,
): HeardAnswer {
  const missing = missingSlots(run, step, asking);
  const awaited = missing[0];
  if (!awaited) return nothing;
  const option = matchOption(text, optionsOf(run, awaited));
  if (option) return sure([{ slot: awaited.name, value: option.value, source: 'value' }]);
  if (isCancel(run, text, nlu)) return { kind: 'cancel' };
  const asked = missing.map(({ name }) => name);
  const said = hearEntities(run, nlu.entities, text.slice(0, READ_LIMIT), asked);
  if (slotTypeTable[awaited.type].takesAnyText) return hearAnyText(run, awaited, asked, text, said);
  if (said.some(({ slot }) => slot === awaited.name)) return certain(run, said, text);
  if (readText(text.slice(0, READ_LIMIT), readingOf(run, awaited)) === undefined) {
    return said.length > 0 ? certain(run, said, text) : nothing;
  }
  // The words answer the question, so numbers in them are not taken as corrections of other slots as well.
  const others = said.filter(({ slot }) => !isFilled(run, slot) && asked.includes(slot));
  return certain(
    run,
    [{ slot: awaited.name, value: text.slice(0, READ_LIMIT), source: 'typed' }, ...others],
    text,
  );
}

/** A slot for remarks takes everything; one that the engine could have recognised gives way to other values. */
function hearAnyText(
  run: FlowRun,
  awaited: Slot,
  asked: readonly string[],
  text: string,
  said: readonly Candidate[],
): HeardAnswer {
  const whole: Candidate = { slot: awaited.name, value: text, source: 'typed' };
  if (readText(text, readingOf(run, awaited)) === '') return sure([whole]);
  if (awaited.entity !== undefined) {
    if (said.some(({ slot }) => slot === awaited.name)) return certain(run, said, text);
    const enough =
      plainWords(text).split(' ').length > 3 ? said : said.filter(({ slot }) => asked.includes(slot));
    if (enough.length > 0) return certain(run, enough, text);
  }
  return { kind: 'slots', candidates: [whole], sure: false };
}

function hearAtMenu(run: FlowRun, step: StepOf<'menu'>, text: string, nlu: NluResult): HeardAnswer {
  const options = menuChoices(run, step);
  const typed = matchOption(text, options);
  if (typed) return { kind: 'option', option: typed, sure: true };
  if (isCancel(run, text, nlu)) return { kind: 'cancel' };
  const said = hearEntities(run, nlu.entities, text.slice(0, READ_LIMIT), []).filter((one) =>
    isNews(run, one),
  );
  if (said.length > 0) return certain(run, said, text);
  const meant = options.find(({ intents }) => intents.some((intent) => isBelieved(run, nlu, intent)));
  const option = meant ?? matchOptionLoosely(text, options);
  if (!option) return nothing;
  return {
    kind: 'option',
    option,
    sure: !isQuestion(text) && (meant !== undefined || isBare(text, option.title)),
  };
}

/** False for what the slot holds already: "yes, two guests" is a yes. */
function isNews(run: FlowRun, { slot: name, value }: Candidate): boolean {
  const slot = run.flow.slots.get(name);
  return slot !== undefined && readValue(value, readingOf(run, slot)) !== (run.slots[name] ?? null);
}

function isCancel(run: FlowRun, text: string, nlu: NluResult): boolean {
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

function isQuestion(text: string): boolean {
  return text.includes('?');
}

/**
 * Values that the engine found are meant, as are words that are little else than the value. Typed values among
 * other words are not sure, so that the engine is asked what else was said.
 */
function certain(run: FlowRun, candidates: readonly Candidate[], text: string): HeardAnswer {
  const titles = candidates.flatMap(({ slot }) => {
    const chosen = run.flow.slots.get(slot);
    return chosen ? optionsOf(run, chosen).map(({ title }) => title) : [];
  });
  const meant = candidates.some(({ source }) => source === 'value') || isBare(text, titles.join(' '));
  return { kind: 'slots', candidates, sure: meant && !isQuestion(text) };
}

/** At most two words beside numbers, dates, addresses and the words of titles. */
function isBare(text: string, titles: string): boolean {
  const known = plainWords(titles).split(' ');
  const others = plainWords(text)
    .split(' ')
    .filter((word) => !/[\d@]/.test(word) && findNumbers(word).length === 0 && !known.includes(word));
  return others.length <= 2;
}

function sure(candidates: readonly Candidate[]): HeardAnswer {
  return { kind: 'slots', candidates, sure: true };
}
