/** What each importable project of the hotel sample names, read from its committed files as its engine would. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export interface Named {
  readonly intents: readonly string[];
  readonly entities: readonly string[];
}

const sample = join(import.meta.dirname, '../../config/samples/hotel-booking');

const esIntentSchema = z.object({
  name: z.string(),
  responses: z.array(z.object({ parameters: z.array(z.object({ name: z.string() })) })),
});
const cxIntentSchema = z.object({
  displayName: z.string(),
  parameters: z.array(z.object({ id: z.string() })).default([]),
});
const v12IntentSchema = z.object({ name: z.string(), slots: z.array(z.object({ name: z.string() })) });
const rasaDomainSchema = z.object({ intents: z.array(z.string()), entities: z.array(z.string()) });

/** Intents that an engine wants and the training data does not have. */
const ownIntents = new Set(['Default Fallback Intent', 'Default Negative Intent', 'FallbackIntent']);

/** Readers by the folder of the project. */
export const readNamed: Readonly<Record<string, () => Named>> = {
  rasa: () => rasaDomainSchema.parse(parse(readFileSync(join(sample, 'rasa/domain.yml'), 'utf8'))),
  'dialogflow-es': () => {
    const files = list('dialogflow-es/intents').filter((name) => !/_usersays_\w+\.json$/.test(name));
    const intents = files.map((name) => esIntentSchema.parse(json('dialogflow-es/intents', name)));
    const parameters = intents.flatMap(({ responses }) => responses.flatMap((said) => said.parameters));
    return named(
      intents.map(({ name }) => name),
      parameters.map(({ name }) => name),
    );
  },
  'dialogflow-cx': () => {
    const intents = list('dialogflow-cx/intents').map((name) =>
      cxIntentSchema.parse(json('dialogflow-cx/intents', name, `${name}.json`)),
    );
    return named(
      intents.map(({ displayName }) => displayName),
      intents.flatMap(({ parameters }) => parameters.map(({ id }) => id)),
    );
  },
  lex: () => {
    const folder = 'lex/HotelBooking/BotLocales/en_US/Intents';
    const intents = list(folder);
    const slots = intents.flatMap((intent) =>
      list(`${folder}/${intent}`).includes('Slots') ? list(`${folder}/${intent}/Slots`) : [],
    );
    return named(intents, slots);
  },
  'botpress-v12': () => {
    const intents = list('botpress-v12/intents').map((name) =>
      v12IntentSchema.parse(json('botpress-v12/intents', name)),
    );
    return named(
      intents.map(({ name }) => name),
      intents.flatMap(({ slots }) => slots.map(({ name }) => name)),
    );
  },
};

function named(intents: readonly string[], entities: readonly string[]): Named {
  return { intents: intents.filter((name) => !ownIntents.has(name)), entities };
}

function list(folder: string): readonly string[] {
  return readdirSync(join(sample, folder));
}

function json(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(sample, ...path), 'utf8'));
}
