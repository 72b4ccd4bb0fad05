import { z } from 'zod';
import { isHolidayDate, readDays, readSpans } from '../../core/hours/read-hours.ts';
import { timeZone } from './time-zone.ts';

export const daysText = z.string().refine((text) => readDays(text) !== undefined, {
  error: 'expected days like mon-fri or sat,sun',
});

const span = z.string().refine((text) => readSpans(text) !== undefined, {
  error: 'expected hours like "09:00-17:30", several with commas, or "closed"',
});
export const spansText = z.union([span, z.array(span).min(1)]);

const date = z
  .string()
  .refine(isHolidayDate, { error: 'expected a date like 2026-12-25, or 12-25 for every year' });

/** When people are there, and what happens when they are not. */
export const handoffHoursSchema = z
  .strictObject({
    time_zone: timeZone.optional().describe('Zone of the hours. Default: `time_zone` of the bot.'),
    week: z
      .record(daysText, spansText)
      .describe('Days (`mon-fri`, `sat,sun`) → hours by the clock on the wall. Other days are closed.'),
    holidays: z
      .array(
        z.union([
          date,
          z.strictObject({
            date: date.describe('`2026-12-24`, or `12-24` for every year.'),
            hours: spansText.default('closed').describe('Hours of that day.'),
          }),
        ]),
      )
      .default([])
      .describe('Days with other hours: a date alone is closed; `12-25` means every year.'),
    closed_text: z
      .string()
      .min(1)
      .default(
        'Nobody is here right now.{{#hours.next_opening}} We are back {{hours.next_opening}}.{{/hours.next_opening}}',
      )
      .describe(
        'What the customer reads outside the hours. Template: `hours.next_opening`, `.next_day`, `.next_time`.',
      ),
    when_closed: z
      .enum(['stay', 'collect', 'open'])
      .default('open')
      .describe(
        '`open`: hand over all the same. `collect`: run `collect_flow`, then hand over. `stay`: the bot keeps the conversation.',
      ),
    collect_flow: z
      .string()
      .min(1)
      .optional()
      .describe('Flow that asks how the customer can be reached; what it collects stands in the note.'),
  })
  .refine(({ when_closed, collect_flow }) => when_closed !== 'collect' || collect_flow !== undefined, {
    path: ['collect_flow'],
    error: 'expected the name of a flow, since when_closed is "collect"',
  });

export type HandoffHoursBlock = z.output<typeof handoffHoursSchema>;
