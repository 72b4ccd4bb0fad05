/** Typed words at a question and at a menu. */
import type { NluResult } from '../model/nlu-result.ts';
import type { Slot, StepOf } from './flow.ts';
import { type FlowRun, isFilled, optionsOf, readingOf } from './flow-run.ts';
import { type Candidate, hearEntities } from './hear-entities.ts';
import {
  certain,
  type HeardAnswer,
  isBare,
  isBelieved,
  isCancel,
  isQuestion,
  menuChoices,
  missingSlots,
  nothing,
  sure,
} from './heard-answer.ts';
import { matchOption, matchOptionLoosely, plainWords } from './match-option.ts';
import { findSecret, mayHoldSecret } from './secrets.ts';
import { readText, readValue, slotTypeTable } from './slot-types.ts';

/** Values are looked for in this much of a text; nobody types more around a date. */
const READ_LIMIT = 1000;

export function hearText(
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
  if (awaited.secret) return hearSecret(awaited, text);
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

/** What may be a secret is for the flow alone, right or wrong: nobody else is asked what it means. */
function hearSecret(slot: Slot, text: string): HeardAnswer {
  if (!mayHoldSecret(slot, text)) return nothing;
  return sure([{ slot: slot.name, value: findSecret(slot, text) ?? text, source: 'typed' }]);
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

export function hearAtMenu(run: FlowRun, step: StepOf<'menu'>, text: string, nlu: NluResult): HeardAnswer {
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
