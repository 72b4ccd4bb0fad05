/** Opening hours as people write them: `mon-fri`, `sat,sun`, `09:00-12:00, 13:00-17:30`, `closed`. */
import type { OpenSpan } from './opening-hours.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_MINUTES = 24 * 60;

/** 1 = Monday … 7 = Sunday, in the order written. Undefined when it cannot be read. A range may pass Sunday. */
export function readDays(text: string): readonly number[] | undefined {
  const parts = text.split(',').map((part) => readDayRange(part.trim().toLowerCase()));
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function readDayRange(text: string): readonly number[] | undefined {
  const [first = '', last = first, ...rest] = text.split('-').map((name) => name.trim());
  const from = days.indexOf(first);
  const to = days.indexOf(last);
  if (from < 0 || to < 0 || rest.length > 0) return undefined;
  const length = ((to - from + days.length) % days.length) + 1;
  return Array.from({ length }, (_, index) => ((from + index) % days.length) + 1);
}

/** `closed` is no span at all; `22:00-02:00` reaches into the next day. Undefined when it cannot be read. */
export function readSpans(text: string): readonly OpenSpan[] | undefined {
  if (text.trim().toLowerCase() === 'closed') return [];
  const spans = text.split(',').map((part) => readSpan(part.trim()));
  return spans.some((span) => span === undefined) ? undefined : spans.flatMap((span) => span ?? []);
}

function readSpan(text: string): OpenSpan | undefined {
  const match = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return undefined;
  const from = minuteOf(match[1], match[2]);
  const to = minuteOf(match[3], match[4]);
  if (from === undefined || to === undefined || from === DAY_MINUTES || from === to) return undefined;
  return { from, to: to > from ? to : to + DAY_MINUTES };
}

/** 24:00 is the end of a day. */
function minuteOf(hours: string | undefined, minutes: string | undefined): number | undefined {
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= DAY_MINUTES ? minute : undefined;
}

/** `YYYY-MM-DD`, or `MM-DD` for every year. */
export function isHolidayDate(text: string): boolean {
  if (!/^(\d{4}-)?\d{2}-\d{2}$/.test(text)) return false;
  // 2024 has a 29th of February.
  const date = text.length === 5 ? `2024-${text}` : text;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
