import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import { findEmailSpans } from '../core/flow/read-contact.ts';
import type { FoundData, PersonalDataKind } from '../core/model/privacy.ts';

type Span = Pick<FoundData, 'start' | 'end'>;

/** 13 to 19 digits, with gaps or dashes between them as people write them. */
const CARD = /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g;

/**
 * Finds e-mail addresses, card numbers (which must pass their check digit) and phone numbers (which must be possible
 * in their country). Where two overlap the first kind in this order counts.
 */
export function createPersonalDataFinder(
  kinds: readonly PersonalDataKind[],
  phoneCountry: string | undefined,
): (text: string) => readonly FoundData[] {
  const country = phoneCountry !== undefined && isSupportedCountry(phoneCountry) ? phoneCountry : undefined;
  const finders: Readonly<Record<PersonalDataKind, (text: string) => readonly Span[]>> = {
    email: findEmailSpans,
    card: findCards,
    phone: (text) => findPhones(text, country),
  };
  const order = (['email', 'card', 'phone'] as const).filter((kind) => kinds.includes(kind));
  return (text) => {
    const found: FoundData[] = [];
    for (const kind of order) {
      for (const span of finders[kind](text)) {
        if (!found.some((other) => span.start < other.end && other.start < span.end)) {
          found.push({ kind, start: span.start, end: span.end });
        }
      }
    }
    return found.toSorted((one, other) => one.start - other.start);
  };
}

function findCards(text: string): readonly Span[] {
  return [...text.matchAll(CARD)].flatMap((match) =>
    passesLuhn(match[0]) ? [{ start: match.index, end: match.index + match[0].length }] : [],
  );
}

function passesLuhn(number: string): boolean {
  const digits = number.replace(/\D/g, '').split('').reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const weighed = index % 2 === 1 ? digit * 2 : digit;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum > 0 && sum % 10 === 0;
}

function findPhones(text: string, country: CountryCode | undefined): readonly Span[] {
  const options = { v2: true, ...(country && { defaultCountry: country }) } as const;
  return findPhoneNumbersInText(text, options).map(({ startsAt, endsAt }) => ({
    start: startsAt,
    end: endsAt,
  }));
}
