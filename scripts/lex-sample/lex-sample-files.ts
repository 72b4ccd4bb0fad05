import type { JsonObject } from '../../src/core/model/json.ts';
import type { TrainingData } from '../../src/providers/embedded/training-data/training-data.ts';
import { botFiles, intentFile, type LexValue, slotFile, slotTypeFile } from './lex-definitions.ts';
import { closings, prompts, required } from './lex-responses.ts';
import { lexUtterance } from './lex-utterance.ts';

const BOT = 'HotelBooking';
const LOCALE = 'en_US';
const LOCALE_NAME = 'English (US)';

/** Types that Lex brings along. Every other entity is a slot type of its own, under its own name. */
const builtInTypes: Readonly<Record<string, string>> = {
  date: 'AMAZON.Date',
  guests: 'AMAZON.Number',
  email: 'AMAZON.EmailAddress',
};

/** The sample bot, made of the training data of the embedded engine: path below the archive's root → content. */
export function lexSampleFiles(data: TrainingData): ReadonlyMap<string, JsonObject> {
  const files = new Map(botFiles(BOT, LOCALE, LOCALE_NAME));
  const root = `${BOT}/BotLocales/${LOCALE}`;
  const utterances = utterancesByIntent(data);
  for (const [intent, examples] of [...utterances, ['FallbackIntent', []] as const]) {
    const folder = `${root}/Intents/${intent}`;
    const slots = slotsOf(intent, data);
    const closing = closings[intent] ?? [{ text: 'Noted.' }];
    files.set(`${folder}/Intent.json`, intentFile({ name: intent, utterances: examples, slots, closing }));
    for (const slot of slots) {
      const prompt = prompts[slot] ?? [{ text: `Which ${slot.replaceAll('_', ' ')}, please?` }];
      const isRequired = (required[intent] ?? []).includes(slot);
      files.set(
        `${folder}/Slots/${slot}/Slot.json`,
        slotFile(slot, builtInTypes[slot] ?? slot, prompt, isRequired),
      );
    }
  }
  for (const entity of entitiesOf(data).filter((name) => !(name in builtInTypes))) {
    const { values, closed } = valuesOf(entity, data);
    files.set(`${root}/SlotTypes/${entity}/SlotType.json`, slotTypeFile(entity, values, closed));
  }
  return files;
}

/** @throws Error when two intents would have the same utterance, which Lex refuses to build */
function utterancesByIntent({ examples }: TrainingData): ReadonlyMap<string, readonly string[]> {
  const intents = new Map<string, string[]>();
  const owners = new Map<string, string>();
  for (const example of examples) {
    const utterance = lexUtterance(example);
    const key = utterance.toLowerCase();
    const owner = owners.get(key);
    if (owner === example.intent) continue;
    if (owner) throw new Error(`"${utterance}" stands for ${owner} and for ${example.intent}.`);
    owners.set(key, example.intent);
    intents.set(example.intent, [...(intents.get(example.intent) ?? []), utterance]);
  }
  return intents;
}

/** Required ones first, in the order in which they are asked for. */
function slotsOf(intent: string, { examples }: TrainingData): readonly string[] {
  const named = examples.flatMap((example) =>
    example.intent === intent ? example.spans.map(({ entity }) => entity) : [],
  );
  return [...new Set([...(required[intent] ?? []), ...named])];
}

function entitiesOf({ examples }: TrainingData): readonly string[] {
  return [...new Set(examples.flatMap(({ spans }) => spans.map(({ entity }) => entity)))];
}

/** A lookup table lists all that there is; without one the examples only show what such a value looks like. */
function valuesOf(
  entity: string,
  data: TrainingData,
): { readonly values: readonly LexValue[]; readonly closed: boolean } {
  const listed = data.lookups.filter((lookup) => lookup.entity === entity).flatMap(({ values }) => values);
  const seen = listed.length > 0 ? listed : spokenValues(entity, data);
  const values = [...new Set(seen)].map((value) => ({
    value,
    synonyms: data.synonyms.filter((synonym) => synonym.value === value).flatMap(({ texts }) => texts),
  }));
  return { values, closed: listed.length > 0 };
}

function spokenValues(entity: string, { examples }: TrainingData): readonly string[] {
  return examples.flatMap(({ text, spans }) =>
    spans.filter((span) => span.entity === entity).map(({ start, end }) => text.slice(start, end)),
  );
}
