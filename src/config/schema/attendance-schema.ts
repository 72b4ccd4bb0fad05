/** What a bot does beside answering: coming back, greeting, suggesting, asking, reminding, watching. */
import { z } from 'zod';
import { repliesOf, replyKinds, saidShape, saysOnce } from '../../core/flow/reply-schema.ts';

const sentence = z.string().min(1);
const minutes = z
  .number()
  .min(0)
  .max(60 * 24 * 30);

export const returnSchema = z.strictObject({
  quiet_minutes: minutes
    .default(0)
    .describe('The bot takes the conversation back when no person wrote for so long. 0: never.'),
  text: sentence
    .optional()
    .describe('Said when people give the conversation back, or let it rest. Template. Absent: nothing.'),
  on_reopen_text: sentence
    .optional()
    .describe('Said when the customer re-opens a resolved conversation. Template. Absent: nothing.'),
});

export const agentCommandsSchema = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe('People may write commands in private notes: `/bot resume`, `/bot stop`, `/bot summary`.'),
  prefix: z
    .string()
    .regex(/^\S{1,30}$/, 'up to 30 characters without spaces')
    .default('/bot')
    .describe('Word that a command begins with.'),
});

export const welcomeSchema = z
  .strictObject({
    on: z
      .enum(['opened', 'created', 'first-message'])
      .default('opened')
      .describe(
        'When: the chat window is opened, at the first sign of a conversation, or before the answer to the first message.',
      ),
    ...saidShape,
    event: z
      .union([z.literal(true), sentence])
      .optional()
      .describe(
        'Ask the engine for the greeting instead: `true` tells it that the chat was opened, a text names the event.',
      ),
    create_conversation: z
      .boolean()
      .default(false)
      .describe(
        'With `on: opened`: a visitor who has no conversation yet gets one, with the greeting as its first message.',
      ),
  })
  .refine((welcome) => (welcome.event === undefined ? saysOnce(welcome) : repliesOf(welcome).length === 0), {
    error: `expected exactly one of ${[...replyKinds, 'replies', 'event'].join(', ')}`,
  })
  .refine((welcome) => !welcome.create_conversation || (welcome.on === 'opened' && !welcome.event), {
    path: ['create_conversation'],
    error: 'expected `on: opened` and words of our own beside create_conversation',
  });

export const assistSchema = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe('In conversations that people own, private notes name the likely intent and answer.'),
  min_score: z.number().min(0).max(1).default(0.6).describe('Nothing is suggested below this score.'),
  every_seconds: z
    .number()
    .min(0)
    .max(86_400)
    .default(60)
    .describe('At most one note in this time per conversation.'),
});

export const feedbackSchema = z.strictObject({
  ask: z.boolean().default(false).describe('Ask whether it helped before the bot resolves a conversation.'),
  text: sentence.default('Was this helpful?').describe('The question. Template.'),
  yes: sentence.default('Yes').describe('Title of the first answer. Template.'),
  no: sentence.default('No').describe('Title of the second answer. Template.'),
  thanks: sentence.optional().describe('Said before the conversation is resolved. Template.'),
  attribute: z
    .union([sentence, z.literal(false)])
    .default('bot_helpful')
    .describe('Custom attribute of the conversation that gets `yes` or `no`; `false`: none.'),
  yes_label: sentence.optional().describe('Label added for a yes.'),
  no_label: sentence.optional().describe('Label added for a no.'),
  on_no: z.enum(['handoff', 'resolve']).default('handoff').describe('What a no leads to.'),
  resolve_after_minutes: minutes
    .min(0.01)
    .default(10)
    .describe('Without an answer the conversation is resolved after so long.'),
});

export const idleSchema = z.strictObject({
  remind_after_minutes: minutes
    .default(0)
    .describe('The customer is reminded when they do not answer for so long. 0: never.'),
  remind_text: sentence.default('Are you still there?').describe('The reminder. Template.'),
  after_minutes: minutes
    .default(0)
    .describe('So long after the reminder (or the last word of the bot) `end_with` happens. 0: never.'),
  end_with: z
    .enum(['resolve', 'handoff', 'nothing'])
    .default('resolve')
    .describe('What happens to a conversation in which the customer is gone.'),
  text: sentence.optional().describe('Said when it happens. Template.'),
});

export const watchdogSchema = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('A customer who waits too long for an answer goes to people, whatever the reason.'),
  after_seconds: z.number().min(1).max(3_600).default(60).describe('How long is too long.'),
  text: sentence
    .default('Sorry that you had to wait. I am passing you on to a colleague.')
    .describe('The apology. Plain text.'),
});

/** Keys of a bot. */
export const attendanceShape = {
  welcome: welcomeSchema.optional().describe('The first word of the bot, once per conversation.'),
  assist: assistSchema.prefault({}).describe('Suggestions for people.'),
  feedback: feedbackSchema.prefault({}).describe('Whether it helped.'),
  idle: idleSchema.prefault({}).describe('When the customer does not answer.'),
  watchdog: watchdogSchema.prefault({}).describe('Nobody is left waiting.'),
};

const attendanceBlock = z.object(attendanceShape);

export type AttendanceBlock = z.output<typeof attendanceBlock>;
export type ReturnBlock = z.output<typeof returnSchema>;
export type AgentCommandsBlock = z.output<typeof agentCommandsSchema>;
