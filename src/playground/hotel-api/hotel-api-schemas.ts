import { z } from 'zod';

/** Numbers may come as text: a form in a chat knows nothing else. */
const guests = z.coerce.number().int().min(1, 'guests: at least one');

export const staySchema = z.object({
  arrival: z.iso.date('arrival: expected YYYY-MM-DD'),
  departure: z.iso.date('departure: expected YYYY-MM-DD'),
  guests,
});

export const bookingSchema = staySchema.extend({
  hotel_id: z.string('hotel_id: missing'),
  name: z.string('name: missing').trim().min(1, 'name: missing'),
  email: z.email('email: not an e-mail address'),
  comments: z.string().nullish(),
});

export const codeRequestSchema = z.object({ email: z.email('email: not an e-mail address') });

export const codeCheckSchema = codeRequestSchema.extend({ code: z.string('code: missing') });

export type BookingRequest = z.infer<typeof bookingSchema>;
