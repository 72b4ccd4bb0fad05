/** Steps of a flow as they stand in YAML. One key names the kind of a step. */
import { z } from 'zod';
import type { Json } from '../model/json.ts';
import { conditionsSchema } from './condition.ts';
import { namedRecord, nameSchema, slotNameRule, stepNameRule } from './named-record.ts';
import { countKeys, saidShape, saysOnce, saysOnceMessage } from './reply-schema.ts';
import { slotName } from './slot-schema.ts';

export const stepName = nameSchema(stepNameRule);
const step = stepName.describe('Name of a step.');
const words = z.array(z.string().min(1)).default([]).describe('Typed answers that mean this, in any case.');
const intents = z.array(z.string().min(1)).default([]).describe('Intents that mean this.');
const clear = z.array(slotName).default([]).describe('Slots to empty, so that they are asked for again.');

const saySchema = z.strictObject(saidShape).refine((said) => saysOnce(said), { message: saysOnceMessage });

const askSchema = z
  .strictObject({
    slots: z.array(slotName).min(1).describe('Filled by the answer. Those that are known are not asked for.'),
    ...saidShape,
  })
  .refine((said) => saysOnce(said), { message: saysOnceMessage });

const menuOptionSchema = z
  .strictObject({
    title: z.string().min(1).describe('What the customer sees. Template.'),
    value: z
      .string()
      .min(1)
      .optional()
      .describe('What a click sends; the title in small letters when absent.'),
    words,
    intents,
    clear,
    goto: step.optional(),
    cancel: z.boolean().default(false).describe('Ends the flow as the word "cancel" does.'),
  })
  .refine((option) => (option.goto !== undefined) !== option.cancel, {
    message: 'needs either `goto` or `cancel: true`',
  });

const menuSchema = z
  .strictObject({
    ...saidShape,
    options: z.array(menuOptionSchema).min(1),
    error: z.string().min(1).optional().describe('Said when the answer is none of the options. Template.'),
  })
  .refine((said) => saysOnce(said), { message: saysOnceMessage });

const confirmSchema = z
  .strictObject({
    ...saidShape,
    error: z.string().min(1).optional().describe('Said when the answer is none of the options. Template.'),
    yes: z
      .strictObject({ title: z.string().min(1).default('Confirm'), words, intents, goto: step.optional() })
      .prefault({})
      .describe('`goto` absent: the next step.'),
    change: z
      .strictObject({
        title: z.string().min(1).default('Change something'),
        words,
        intents,
        text: z.string().min(1).describe('Asks what to change. Template.'),
        options: z.array(menuOptionSchema).min(1),
      })
      .optional(),
    cancel: z.strictObject({ title: z.string().min(1).default('Cancel'), words, intents }).prefault({}),
  })
  .refine((said) => saysOnce(said), { message: saysOnceMessage });

const jsonSchema: z.ZodType<Json> = z.json();

const fetchSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z
    .string()
    .min(1)
    .describe('Host and scheme are fixed or a setting; inserted values are percent-encoded. Template.'),
  headers: z.record(z.string(), z.string()).default({}).describe('Templates.'),
  body: jsonSchema
    .optional()
    .describe('Sent as JSON. Strings in it are templates; a lone `{{name}}` keeps its type.'),
  timeout_ms: z
    .number()
    .int()
    .min(100)
    .max(30_000)
    .default(5000)
    .describe('For all attempts together, milliseconds.'),
  save: namedRecord(slotNameRule, z.string().min(1))
    .default({})
    .describe('Slot → path in the answer, e.g. `hotels: $.hotels`; `$` is the whole answer.'),
  proves: z
    .string()
    .min(1)
    .optional()
    .describe(
      'This request checks a one-time code. An answer with 2xx proves that this (an e-mail address, a number) is the ' +
        'visitor’s; 400, 401, 403, 404, 409, 410 and 422 count as a wrong code (see `identity:` of the bot). Template.',
    ),
  on_failure: step.optional().describe('Where to go when there is no usable answer. Every fetch needs one.'),
  on_status: namedRecord({ pattern: /^[1-5]\d\d$/, message: 'must be an HTTP status' }, step)
    .default({})
    .describe('Where to go instead for single statuses, e.g. `"409": taken`.'),
});

const branchSchema = z
  .array(z.strictObject({ when: conditionsSchema.optional().describe('Absent: always.'), goto: step }))
  .min(1)
  .describe('The first entry whose conditions hold; the next step when none does.');

const actionShape = {
  attributes: z
    .record(z.string(), jsonSchema)
    .default({})
    .describe('Custom attributes of the conversation. Templates.'),
  labels: z.array(z.string().min(1)).default([]).describe('Labels to add.'),
};

const handoffSchema = z
  .strictObject({
    ...saidShape,
    ...actionShape,
    reason: z.string().min(1).describe('For the agent: why people are needed. Template.'),
  })
  .refine((said) => saysOnce(said, 'optional'), { message: saysOnceMessage });

const endSchema = z
  .strictObject({
    ...saidShape,
    ...actionShape,
    resolve: z.boolean().default(false).describe('Closes the conversation.'),
  })
  .refine((said) => saysOnce(said, 'optional'), { message: saysOnceMessage });

const setSchema = namedRecord(slotNameRule, jsonSchema).describe(
  'Slot → value, or null to empty it. Strings are templates; a lone `{{name}}` keeps its type.',
);

export const stepKinds = [
  'say',
  'ask',
  'menu',
  'confirm',
  'fetch',
  'branch',
  'set',
  'goto',
  'handoff',
  'end',
] as const;

export const stepSchema = z
  .strictObject({
    say: saySchema.optional().describe('Says something and goes on.'),
    ask: askSchema.optional().describe('Asks for one or several slots and waits.'),
    menu: menuSchema.optional().describe('Offers ways to go on and waits.'),
    confirm: confirmSchema.optional().describe('Shows a summary: confirm, change or cancel.'),
    fetch: fetchSchema.optional().describe('One HTTP request to an allowed host.'),
    branch: branchSchema.optional(),
    set: setSchema.optional(),
    goto: step.optional(),
    handoff: handoffSchema.optional().describe('Gives the conversation to people.'),
    end: endSchema.optional().describe('Ends the flow as completed.'),
    next: step.optional().describe('Where to go on; the step below when absent.'),
  })
  .refine((entry) => countKeys(entry, stepKinds) === 1, {
    message: `needs exactly one of ${stepKinds.join(', ')}`,
  });

export type StepFile = z.output<typeof stepSchema>;
export type StepFileOf<Kind extends (typeof stepKinds)[number]> = NonNullable<StepFile[Kind]>;
export type MenuOptionFile = StepFileOf<'menu'>['options'][number];
