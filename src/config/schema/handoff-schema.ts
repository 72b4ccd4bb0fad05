import { z } from 'zod';
import { handoffReasons } from '../../core/model/handoff.ts';
import { agentCommandsSchema, returnSchema } from './attendance-schema.ts';
import { daysText, handoffHoursSchema, spansText } from './handoff-hours-schema.ts';

const sentence = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]);
const nameOrId = z.union([z.string().trim().min(1), z.int().positive()]);

const targetShape = {
  team: nameOrId.optional().describe('Team that gets the conversation: its id, or its name.'),
  agent: nameOrId.optional().describe('Agent who gets the conversation: id, e-mail or name.'),
  priority: z.enum(['low', 'medium', 'high', 'urgent']).optional().describe('Priority of the conversation.'),
  labels: z.array(z.string().min(1)).default([]).describe('Labels to add.'),
  attributes: z
    .record(z.string(), scalar)
    .default({})
    .describe('Custom attributes to set beside those that are there. Text may be a template.'),
};

/** Keys of `when` beside the fixed ones. */
const valueName = /^(contact|conversation|slots)\.[^.\s]+$/;

const whenShape = {
  reason: oneOrMore(z.enum(handoffReasons)).optional().describe('Why the conversation goes to people.'),
  intent: oneOrMore(z.string()).optional().describe('What the customer wanted last.'),
  inbox: oneOrMore(z.union([z.int(), z.string()]))
    .optional()
    .describe('Id of the inbox.'),
  channel: oneOrMore(z.string()).optional().describe('e.g. `web-widget`, `whatsapp`, `email`.'),
  language: oneOrMore(z.string()).optional().describe('`de` takes `de-AT` too.'),
  hours: z.enum(['open', 'closed']).optional().describe('By `handoff.hours`.'),
  days: daysText.optional().describe('e.g. `sat,sun`.'),
  time: spansText.optional().describe('By the clock on the wall, e.g. `"12:00-13:00"`.'),
};

const whenSchema = z
  .object(whenShape)
  .catchall(oneOrMore(scalar))
  .superRefine((when, context) => {
    const keys = Object.keys(when).filter((key) => !Object.hasOwn(whenShape, key) && !valueName.test(key));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: when });
  });

const ruleSchema = z.strictObject({
  when: whenSchema
    .prefault({})
    .describe(
      'All must hold. Also `contact.<attribute>`, `conversation.<attribute>`, `slots.<name>` with a value or a list.',
    ),
  ...targetShape,
  farewell: sentence
    .optional()
    .describe(
      'Instead of `handoff.farewell`; with `when: {hours: closed}` instead of `closed_text`. Template.',
    ),
});

/** When and how people take over. */
export const handoffSchema = z.strictObject({
  farewell: sentence
    .default('I am passing you on to a colleague. Somebody will be with you shortly.')
    .describe('What the customer reads when people take over. Template.'),
  intents: z.array(z.string()).default([]).describe('Intents that ask for a person.'),
  on_engine_error: z
    .enum(['handoff', 'apologize'])
    .default('handoff')
    .describe('When the engine fails for good: give the conversation to people, or apologise and keep it.'),
  ...targetShape,
  rules: z
    .array(ruleSchema)
    .default([])
    .describe(
      'Where a conversation goes; the first rule whose conditions hold. Labels and attributes add up.',
    ),
  return: returnSchema.prefault({}).describe('When the bot comes back.'),
  agent_commands: agentCommandsSchema.prefault({}).describe('What people may tell the bot.'),
  hours: handoffHoursSchema.optional().describe('When people are there. Absent: always.'),
});

export type HandoffBlock = z.output<typeof handoffSchema>;
export type HandoffRuleBlock = HandoffBlock['rules'][number];
