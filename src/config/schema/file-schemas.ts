import { z } from 'zod';
import { botNamePattern, botShape } from './bot-schema.ts';
import { mainShape } from './main-schema.ts';

/** Settings schema of each engine, by the name of its block. */
export type EngineSchemas = Readonly<Record<string, z.ZodType>>;

const botName = z.string().regex(botNamePattern, 'small letters, digits, - and _');

/** One bot with the blocks of the engines. */
export function botFileShape(engines: EngineSchemas) {
  const blocks = Object.entries(engines).map(([name, schema]): [string, z.ZodType] => [
    name,
    schema.optional().describe(`Settings of the engine "${name}".`),
  ]);
  return { ...botShape, ...Object.fromEntries(blocks) };
}

/** A file that `include:` names. */
export function botsFileSchema(engines: EngineSchemas) {
  return z.strictObject({ bots: botsOf(engines) });
}

/** The main file: `bots:` and `include:`, or the keys of one bot at the top level. */
export function gatewayFileSchema(engines: EngineSchemas) {
  const bot = z.strictObject(botFileShape(engines));
  return z.strictObject({
    ...mainShape,
    include: z
      .array(z.string().min(1))
      .optional()
      .describe('Files with more bots, relative to this file. `*` is understood.'),
    bots: botsOf(engines).optional(),
    ...bot.partial().shape,
  });
}

function botsOf(engines: EngineSchemas) {
  return z
    .record(botName, z.strictObject(botFileShape(engines)))
    .describe('Bot name → bot. The name stands in the webhook address: `/webhooks/chatwoot/<name>`.');
}
