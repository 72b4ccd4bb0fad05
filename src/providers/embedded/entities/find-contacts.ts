import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import type { Candidate } from './candidate.ts';

/** What people type as an address; whether it exists is not ours to say. */
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
/** No number is shorter; most texts hold fewer digits, which spares the search. */
const FEWEST_PHONE_DIGITS = 6;

export function emailCandidates(text: string): Candidate[] {
  if (!text.includes('@')) return [];
  return Array.from(text.matchAll(EMAIL), (match) => {
    const span = { start: match.index, end: match.index + match[0].length };
    const value = match[0].toLowerCase();
    return { ...span, source: 'builtin', entities: [{ name: 'email', value, text: match[0], ...span }] };
  });
}

/** Phone numbers in E.164. National numbers are found only when the country is known. */
export function phoneCandidates(text: string, country: string | undefined): Candidate[] {
  if ((text.match(/\d/g)?.length ?? 0) < FEWEST_PHONE_DIGITS) return [];
  return findPhoneNumbersInText(text, countryOption(country)).map(({ startsAt, endsAt, number }) => {
    const span = { start: startsAt, end: endsAt };
    const entity = { name: 'phone', value: number.number, text: text.slice(startsAt, endsAt), ...span };
    return { ...span, source: 'builtin', entities: [entity] };
  });
}

function countryOption(country: string | undefined): { defaultCountry?: CountryCode } {
  return country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {};
}
