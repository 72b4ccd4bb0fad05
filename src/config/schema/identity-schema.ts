import { z } from 'zod';

const sentence = z.string().min(1);
const need = z.enum(['verified', 'otp', 'either']);

/** Who must have proved what before an answer. */
export const identitySchema = z
  .strictObject({
    intents: z
      .record(z.string(), need)
      .default({})
      .describe(
        'Intent → what it needs: `verified` (your site proved who the visitor is), `otp` (a one-time code in this ' +
          'conversation), or `either`.',
      ),
    flows: z.record(z.string(), need).default({}).describe('The same for flows, whatever starts them.'),
    code_flow: sentence
      .optional()
      .describe('Name of the flow that sends a one-time code and checks it with a fetch that `proves:`.'),
    remember_minutes: z
      .number()
      .min(1)
      .max(24 * 60)
      .default(30)
      .describe('How long a right code counts, for this contact in this conversation.'),
    attempts: z.int().min(1).max(10).default(3).describe('Wrong codes before no more is taken.'),
    lock_minutes: z
      .number()
      .min(1)
      .max(24 * 60)
      .default(15)
      .describe('How long no code is taken after too many wrong ones.'),
    otherwise: z
      .enum(['ask', 'handoff'])
      .default('ask')
      .describe('Without proof: ask for it (code, or `login_text`), or give the conversation to people.'),
    login_text: sentence
      .default('For that I need to know who you are. Please log in on our website and ask me again.')
      .describe('Said when only the site could prove the visitor.'),
    locked_text: sentence
      .default('That code was wrong too often. Please try again later.')
      .describe('Said after too many wrong codes, where `otherwise` is `ask`.'),
  })
  .refine(({ intents, flows, code_flow }) => code_flow !== undefined || !asksForCode(intents, flows), {
    path: ['code_flow'],
    error: 'expected the name of a flow, since intents or flows ask for a one-time code',
  });

export type IdentityBlock = z.output<typeof identitySchema>;

function asksForCode(...needs: readonly Readonly<Record<string, string>>[]): boolean {
  return needs.some((one) => Object.values(one).includes('otp'));
}
