import type { ParsedResult } from 'chrono-node';

/** Words that make "three days" a date; without one it says how long, not when. */
const DIRECTION =
  /\b(?:in|within|ago|later|from|after|before|next|last|past|previous|this|coming|following|hence|today|tomorrow|tonight|yesterday)\b/i;
/** "3 days", "for a week": what chrono adds to the present moment. */
const DURATION =
  /^(?:for\s+)?(?:about\s+|around\s+)?(?:an?|the|[\d.,]+|\p{L}+)[\s-]*\p{L}+(?:\s+(?:and\s+)?(?:an?|[\d.,]+|\p{L}+)[\s-]*\p{L}+)*$/iu;
/** Other words that chrono takes for weekdays and months unless something before them says so. */
const AMBIGUOUS = /^(?:sun|sat|wed|mon|mar|dec)$/i;
const BEFORE_DATE = /(?:\b(?:on|this|next|last|from|until|till|to|by|and|or|for|since|in)|[-–,/])\s*$/i;
/** The present moment is no date that somebody asks for. */
const PRESENT = /^(?:right |just )?now$/i;

/** Sorts out what chrono finds but people did not mean as a date. */
export function isDateExpression(text: string, result: ParsedResult): boolean {
  if (PRESENT.test(result.text)) return false;
  if (AMBIGUOUS.test(result.text) && text.trim() !== result.text) {
    return BEFORE_DATE.test(text.slice(0, result.index));
  }
  const isRelative = result.start.tags().has('result/relativeDate');
  return !(isRelative && DURATION.test(result.text) && !DIRECTION.test(result.text));
}
