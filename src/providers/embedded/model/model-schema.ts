import { z } from 'zod';
import { builtinNames } from '../entities/builtin-finders.ts';
import type { EmbeddedModel } from './embedded-model.ts';

const gramBlock = z.map(z.string(), z.number());
const numbers32 = z.instanceof(Float32Array);

const intents = z.object({
  index: z.object({ words: gramBlock, characters: gramBlock }),
  scorer: z.object({
    intents: z.array(z.string()),
    grams: z.object({ rarity: z.instanceof(Float64Array), unseenRarity: z.number() }),
    linear: z.object({ weights: numbers32, biases: numbers32 }),
  }),
  calibration: z.array(z.number()),
  examples: z.map(z.string(), z.string()),
});

const label = z.object({ entity: z.string(), role: z.string().optional(), group: z.string().optional() });

const entities = z.object({
  tagger: z.object({ labels: z.array(label), features: gramBlock, weights: numbers32 }),
  patterns: z.array(z.object({ entity: z.string(), pattern: z.string() })),
  wordings: z.array(z.object({ entity: z.string(), value: z.string(), words: z.array(z.string()) })),
  properWords: z.set(z.string()),
  synonyms: z.map(z.string(), z.string()),
  valueKinds: z.map(z.string(), z.enum(builtinNames)),
});

/** A model as it comes back from a file. */
export const embeddedModelSchema: z.ZodType<EmbeddedModel> = z.object({ intents, entities });
