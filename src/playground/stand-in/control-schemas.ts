import { z } from 'zod';

/* The bodies that the control API takes. */

/** Empty for an unknown visitor. */
const contactSchema = z.strictObject({
  name: z.string().optional(),
  email: z.string().optional(),
  phoneNumber: z.string().optional(),
  identifier: z.string().optional(),
  verified: z.boolean().optional(),
});
export const conversationSchema = z.strictObject({
  inbox: z.union([z.string(), z.number()]).optional(),
  contact: contactSchema.optional(),
});
export const contentSchema = z.object({ content: z.string() });
export const chooseSchema = z.object({ message_id: z.number(), value: z.string() });
export const formSchema = z.object({ message_id: z.number(), values: z.record(z.string(), z.string()) });
export const emailSchema = z.object({ message_id: z.number(), email: z.string() });
export const attachSchema = z.object({
  content: z.string().nullish(),
  name: z.string(),
  content_type: z.string(),
  data_base64: z.string(),
});
export const agentSchema = z.object({
  action: z.enum(['reply', 'note', 'take-over', 'set-pending', 'resolve', 'open', 'snooze']),
  content: z.string().optional(),
});
export const faultSchema = z.strictObject({
  match: z.strictObject({
    method: z.string().optional(),
    path: z.string().optional(),
    event: z
      .enum([
        'message_created',
        'message_updated',
        'conversation_opened',
        'conversation_resolved',
        'conversation_status_changed',
        'conversation_updated',
        'webwidget_triggered',
      ])
      .optional(),
    nth: z.number().optional(),
    times: z.number().optional(),
  }),
  action: z.union([
    z.enum(['drop-before', 'drop-after', 'lose']),
    z.strictObject({
      status: z.number(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
    z.strictObject({ delayMs: z.number() }),
    z.strictObject({ delayAnswerMs: z.number() }),
  ]),
});
