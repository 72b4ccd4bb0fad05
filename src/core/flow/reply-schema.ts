/** The shapes of a reply in YAML, shared by flows and by the `intents:` of a bot. */
import { z } from 'zod';

const template = z.string().min(1, 'must not be empty');

const each = z
  .string()
  .optional()
  .describe('Name of a list, e.g. `slots.hotels`: one entry per element, which templates call `item`.');

export const optionTemplateSchema = z
  .strictObject({
    each,
    title: template.describe('What the customer sees. Template.'),
    value: template.describe('What the bot understands. Template.'),
    description: template.optional().describe('Second line, on channels that show one. Template.'),
  })
  .describe('One option, or one per element of a list.');

const cardActionSchema = z
  .strictObject({
    text: template.describe('Text of the button. Template.'),
    url: template.optional().describe('Opens this address. Template.'),
    value: template
      .optional()
      .describe('Chooses this value, as if the customer had picked an option. Template.'),
  })
  .refine((action) => (action.url === undefined) !== (action.value === undefined), {
    message: 'needs either `url` or `value`',
  });

const cardTemplateSchema = z.strictObject({
  each,
  title: template.describe('Template.'),
  description: template.optional().describe('Template.'),
  image_url: template.optional().describe('Address of a picture (http or https). Template.'),
  actions: z.array(cardActionSchema).default([]).describe('Buttons of the card.'),
});

const formFieldSchema = z.strictObject({
  name: z.string().min(1).describe('Name of the field; in a flow the slot that it fills.'),
  label: template.describe('Template.'),
  kind: z.enum(['text', 'text-area', 'email', 'select']).default('text').describe('What the field takes.'),
  placeholder: template.optional().describe('Template.'),
  default: z.string().optional().describe('Value that is filled in already. Template.'),
  required: z.boolean().default(true).describe('Must be filled in.'),
  options: z.array(optionTemplateSchema).optional().describe('For `select`.'),
  pattern: z.string().optional().describe('Regular expression that the text must match.'),
  pattern_error: z.string().optional().describe('What the customer reads when it does not match.'),
});

const articleItemSchema = z.strictObject({
  each,
  title: template.describe('Template.'),
  description: template.optional().describe('Template.'),
  url: template.describe('Template.'),
});

/** Exactly one of these keys makes a reply. */
export const replyShape = {
  text: template.optional().describe('Markdown text. Template.'),
  choices: z
    .strictObject({
      text: template.describe('The question. Template.'),
      options: z.array(optionTemplateSchema).min(1).describe('What there is to choose from.'),
    })
    .optional()
    .describe('A question with options.'),
  cards: z
    .strictObject({
      text: template.describe('Said above the cards. Template.'),
      items: z.array(cardTemplateSchema).min(1).describe('The cards.'),
    })
    .optional()
    .describe('Cards with pictures and buttons.'),
  form: z
    .strictObject({
      text: template.describe('Said above the form. Template.'),
      fields: z.array(formFieldSchema).min(1).describe('What is asked for.'),
      submit_label: template.optional().describe('Text of the button. Template.'),
    })
    .optional()
    .describe('Several fields, sent at once.'),
  article: z
    .strictObject({
      text: template.describe('Said above the links. Template.'),
      items: z.array(articleItemSchema).min(1).describe('The links.'),
    })
    .optional()
    .describe('A list of links.'),
  media: z
    .strictObject({
      url: template.describe('Address on an allowed host. Template.'),
      type: z.enum(['image', 'audio', 'video', 'file']).default('image').describe('What it is.'),
      caption: template.optional().describe('Template.'),
    })
    .optional()
    .describe('A picture, sound, film or file.'),
  ask_email: z
    .strictObject({ text: template.describe('The question. Template.') })
    .optional()
    .describe('The e-mail box of the channel, else a question.'),
  pause_ms: z
    .number()
    .int()
    .min(1)
    .max(5000)
    .optional()
    .describe('Wait before the next reply, milliseconds.'),
  fallback: template
    .optional()
    .describe('Said as text instead, when a value that a template needs is not known. No template.'),
};

export const replyKinds = [
  'text',
  'choices',
  'cards',
  'form',
  'article',
  'media',
  'ask_email',
  'pause_ms',
] as const satisfies readonly (keyof typeof replyShape)[];

/** How many of the keys stand in the object. */
export function countKeys<Key extends string>(
  value: { readonly [key in Key]?: unknown },
  keys: readonly Key[],
): number {
  return keys.filter((key) => value[key] !== undefined).length;
}

/** One reply: exactly one of text, choices, cards, form, article, media, ask_email, pause_ms. */
export const replyTemplateSchema = z
  .strictObject(replyShape)
  .refine((reply) => countKeys(reply, replyKinds) === 1, {
    message: `needs exactly one of ${replyKinds.join(', ')}`,
  })
  .describe('What the bot says.');

export type ReplyTemplate = z.output<typeof replyTemplateSchema>;
export type OptionTemplate = z.output<typeof optionTemplateSchema>;

/** For objects that say something beside other keys: one reply inline, or several under `replies:`. */
export const saidShape = {
  ...replyShape,
  replies: z.array(replyTemplateSchema).min(1).optional().describe('Several replies, in order.'),
};

export type Said = { readonly [key in keyof typeof saidShape]?: z.output<(typeof saidShape)[key]> };

/** The replies of an object with `saidShape`; empty when it says nothing. */
export function repliesOf(said: Said): readonly ReplyTemplate[] {
  if (said.replies) return said.replies;
  if (countKeys(said, replyKinds) === 0) return [];
  const { text, choices, cards, form, article, media, ask_email, pause_ms, fallback } = said;
  return [{ text, choices, cards, form, article, media, ask_email, pause_ms, fallback }];
}

/** True when it says one thing in one way (or, with `optional`, nothing). */
export function saysOnce(said: Said, need: 'required' | 'optional' = 'required'): boolean {
  const ways = countKeys(said, [...replyKinds, 'replies']);
  return ways === 1 || (ways === 0 && need === 'optional');
}

export const saysOnceMessage = `needs exactly one of ${[...replyKinds, 'replies'].join(', ')}`;
