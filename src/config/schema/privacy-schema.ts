import { z } from 'zod';
import { personalDataKinds } from '../../core/model/privacy.ts';

/** What is kept from the engine. */
export const privacySchema = z.strictObject({
  mask: z
    .array(z.enum(personalDataKinds))
    .default([])
    .describe('The engine reads `<email-1>`, `<phone-1>`, `<card-1>` in place of these.'),
  phone_country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected a country like "DE"')
    .optional()
    .describe('Country in which phone numbers without a country code are meant.'),
});

/** What turns leave behind on the conversation. */
export const writeBackSchema = z.strictObject({
  attributes: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe('Custom attribute → value: a name like `slots.hotel`, or a template.'),
  labels: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe('Label (may be a template) → name of a value that must be there, e.g. `slots.booking_number`.'),
});

export type PrivacyBlock = z.output<typeof privacySchema>;
export type WriteBackBlock = z.output<typeof writeBackSchema>;
