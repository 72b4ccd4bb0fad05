import { z } from 'zod';
import { nameSchema, slotNameRule } from './named-record.ts';
import { optionTemplateSchema } from './reply-schema.ts';

export const slotName = nameSchema(slotNameRule);

export const slotTypes = ['text', 'number', 'guests', 'date', 'email', 'phone', 'choice', 'data'] as const;

/** What is wrong with a value. `invalid`: not of the type at all. */
export const slotErrors = ['invalid', 'min', 'max', 'pattern', 'future', 'after'] as const;
export type SlotErrorKind = (typeof slotErrors)[number];

const errorText = z.string().min(1).optional();

const slotErrorsSchema = z.strictObject({
  invalid: errorText.describe('Not a value of this type.'),
  min: errorText,
  max: errorText,
  pattern: errorText,
  future: errorText,
  after: errorText,
} satisfies Record<SlotErrorKind, typeof errorText>);

/** One value that the flow collects. */
export const slotSchema = z
  .strictObject({
    type: z
      .enum(slotTypes)
      .describe(
        'text: any words · number · guests: a number of people ("just me" is 1) · date: YYYY-MM-DD · email · phone · ' +
          'choice: one of `options` · data: whatever a fetch step saved, never asked for.',
      ),
    description: z.string().optional().describe('For readers of this file.'),
    entity: z
      .string()
      .min(1)
      .optional()
      .describe('Name of the entity by which the engine reports this value.'),
    role: z.string().min(1).optional().describe('Role of the entity, when the engine tells several apart.'),
    ask: z
      .string()
      .min(1)
      .optional()
      .describe('The question when this slot is asked for by itself. Template.'),
    options: z
      .array(optionTemplateSchema)
      .min(1)
      .optional()
      .describe('For `choice`: what there is to choose from.'),
    optional: z.boolean().default(false).describe('May be left empty ("-", "none", "skip").'),
    secret: z
      .boolean()
      .default(false)
      .describe(
        'A one-time code or the like: used by fetches in the turn in which it is said, then forgotten; never in ' +
          'traces, notes or logs, never shown to the engine. Needs a `pattern`.',
      ),
    min: z.number().optional().describe('Smallest number, or fewest characters of a text.'),
    max: z.number().optional().describe('Largest number, or most characters of a text.'),
    pattern: z.string().optional().describe('Regular expression that the whole text must match.'),
    future: z.boolean().default(false).describe('For `date`: today or later, in the time zone of the bot.'),
    after: slotName
      .optional()
      .describe('For `date` and `number`: greater than this other slot. "3 nights" counts from it.'),
    errors: slotErrorsSchema
      .default({})
      .describe('What the customer reads, by what is wrong. Templates, with `value` and `limit`.'),
    on_change: z
      .string()
      .optional()
      .describe(
        'Step to go back to when the customer corrects this value later, e.g. to check availability again.',
      ),
  })
  .describe('One value that the flow collects.');

export type SlotFile = z.output<typeof slotSchema>;
export type SlotType = SlotFile['type'];
