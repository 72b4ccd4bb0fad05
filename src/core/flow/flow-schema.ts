import { z } from 'zod';
import { namedRecord, slotNameRule, stepNameRule } from './named-record.ts';
import { saidShape, saysOnce, saysOnceMessage } from './reply-schema.ts';
import { slotSchema } from './slot-schema.ts';
import { stepName, stepSchema } from './step-schema.ts';

const said = z.strictObject(saidShape).refine((value) => saysOnce(value), { message: saysOnceMessage });

/** One flow file. What spans several keys is checked by `compileFlow`. */
export const flowFileSchema = z
  .strictObject({
    name: stepName.describe('The name by which the intents of a bot start this flow.'),
    description: z.string().optional().describe('For readers of this file.'),
    settings: namedRecord(slotNameRule, z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe('Fixed values for templates, e.g. the address of an API: `{{settings.hotel_api}}`.'),
    cancel: z
      .strictObject({
        intents: z.array(z.string().min(1)).default([]).describe('Intents that cancel the flow at any step.'),
        words: z
          .array(z.string().min(1))
          .default(['cancel', 'stop', 'quit', 'abort'])
          .describe('Typed words that cancel the flow at any step, in any case.'),
        reply: said.optional().describe('What the customer reads then.'),
      })
      .prefault({})
      .describe('How the customer leaves the flow.'),
    resume: said.optional().describe('Said before the open question is put again after a digression.'),
    digressions: z
      .boolean()
      .default(true)
      .describe('May other intents be answered in the middle of this flow?'),
    answer_intents: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'Intents by which customers answer the questions of this flow, e.g. `inform`: never a digression.',
      ),
    wrong_answers: z
      .number()
      .int()
      .min(0)
      .max(10)
      .default(2)
      .describe('How often in a row a question is put again with the reason; after that people take over.'),
    slots: namedRecord(slotNameRule, slotSchema).default({}).describe('The values that this flow collects.'),
    steps: namedRecord(stepNameRule, stepSchema)
      .refine((steps) => Object.keys(steps).length > 0, { message: 'needs at least one step' })
      .describe('Step name → step. The first one starts; each goes on with the one below.'),
  })
  .describe('A flow: a dialogue with a goal, described as data.');

export type FlowFile = z.output<typeof flowFileSchema>;
