/** What a bot says, in neutral JSON: the replies of the gateway in snake_case. Published as JSON Schema. */
import { z } from 'zod';

const text = z.string().min(1);
const address = z.url({ protocol: /^https?$/ });

const option = z
  .object({
    title: text.describe('What the customer sees.'),
    value: text.describe('What the bot gets when it is chosen.'),
    description: z.string().optional(),
  })
  .meta({ id: 'Option' });

const cardAction = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('link'), text, url: address }),
    z.object({ kind: z.literal('choice'), text, value: text }).describe('Comes back as a choice.'),
  ])
  .meta({ id: 'CardAction' });

const card = z
  .object({
    title: text,
    description: z.string().optional(),
    image_url: address.optional(),
    actions: z.array(cardAction).default([]),
  })
  .meta({ id: 'Card' });

const formField = z
  .object({
    name: text.describe('Key of the value in the submitted form.'),
    label: text,
    kind: z.enum(['text', 'text_area', 'email', 'select']).default('text'),
    placeholder: z.string().optional(),
    default: z.string().optional(),
    required: z.boolean().optional(),
    options: z.array(option).optional().describe('Of a field of kind select.'),
    pattern: z.string().optional().describe('Regular expression that the value must match.'),
    pattern_error: z.string().optional().describe('What the customer reads when it does not.'),
  })
  .meta({ id: 'FormField' });

const articleItem = z.object({ title: text, description: z.string().optional(), url: address });

export const replyWireSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: text.describe('Markdown.') }),
    z.object({ kind: z.literal('choices'), text, options: z.array(option).min(1) }),
    z.object({ kind: z.literal('cards'), text, cards: z.array(card).min(1) }),
    z.object({
      kind: z.literal('form'),
      text,
      fields: z.array(formField).min(1),
      submit_label: z.string().optional(),
    }),
    z.object({ kind: z.literal('article'), text, items: z.array(articleItem).min(1) }),
    z.object({ kind: z.literal('ask_email'), text }).describe('Comes back as a form with `email`.'),
    z.object({
      kind: z.literal('media'),
      url: address.describe('On one of allowed_hosts.'),
      media_type: z.enum(['image', 'audio', 'video', 'file']).default('file'),
      caption: z.string().optional(),
    }),
    z.object({
      kind: z.literal('pause'),
      milliseconds: z.int().min(0).max(10_000).describe('Before the next reply.'),
    }),
  ])
  .meta({ id: 'Reply' });

export type ReplyWire = z.output<typeof replyWireSchema>;
