import { z } from 'zod';
import { countKeys, replyKinds, saidShape } from '../../core/flow/reply-schema.ts';

const scalar = z.union([z.string(), z.number()]);

const conditionSchema = z.union([scalar, z.boolean(), z.array(scalar).min(1)]);

const handoffAnswerSchema = z.union([
  z.literal(true),
  z.strictObject({
    text: z.string().min(1).optional().describe('What the customer reads. Default: `handoff.farewell`.'),
  }),
]);

const ways = [...replyKinds, 'replies', 'flow', 'handoff'] as const;

/** Beside the words: what else changes. */
const actionShape = {
  attributes: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe(
      'Custom attributes of the conversation, merged into those that are there. Text may be a template.',
    ),
  labels: z.array(z.string().min(1)).min(1).optional().describe('Labels to add.'),
  priority: z.enum(['low', 'medium', 'high', 'urgent']).optional().describe('Priority of the conversation.'),
  note: z.string().min(1).optional().describe('Private note for agents. Template.'),
  resolve: z.literal(true).optional().describe('Close the conversation afterwards.'),
};

const actions = ['attributes', 'labels', 'priority', 'note', 'resolve'] as const;

/** One way to answer an intent. */
export const intentRuleSchema = z
  .strictObject({
    when: z
      .record(z.string(), conditionSchema)
      .optional()
      .describe(
        'Entities that must be there: a value, a list of values, `true` (any value) or `false` (absent).',
      ),
    ...saidShape,
    flow: z.string().min(1).optional().describe('Name of the flow that begins.'),
    handoff: handoffAnswerSchema.optional().describe('Give the conversation to people.'),
    ...actionShape,
  })
  .refine((rule) => countKeys(rule, ways) === 1, { error: `expected exactly one of ${ways.join(', ')}` })
  .refine((rule) => countKeys(rule, actions) === 0 || countKeys(rule, ['flow', 'handoff']) === 0, {
    error: `expected ${actions.join(', ')} beside a reply only`,
  });

export type IntentRuleBlock = z.output<typeof intentRuleSchema>;

/** One rule, or a list of which the first whose conditions hold answers. */
export const intentSchema = z.union([intentRuleSchema, z.array(intentRuleSchema).min(1)]);

export const intentsSchema = z.record(z.string(), intentSchema);

export type IntentsBlock = z.output<typeof intentsSchema>;
