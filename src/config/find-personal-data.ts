import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import { findEmailSpans } from '../core/flow/read-contact.ts';
import type { FoundData, PersonalDataKind } from '../core/model/privacy.ts';

type Span = Pick<FoundData, 'start' | 'end'>;

/** Digits as people group them. */
const DIGIT_GROUPS = /\d+(?:[ -]\d+)*/g;
const CARD_DIGITS = { fewest: 13, most: 19 };
/** Shorter numbers without a country code are more often an order or a room. */
const FEWEST_LOCAL_DIGITS = 7;
const DATE = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/;

/**
 * Finds e-mail addresses, card numbers (which must pass their check digit) and phone numbers (which must be possible
 * in their country), in this order: what one finds the next does not see.
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
      // Without what was found before: "x" between a phone and a card number would make the card an extension.
      const spans = finders[kind](blankOut(text, found));
      found.push(...spans.map(({ start, end }) => ({ kind, start, end })));
    }
    return found.toSorted((one, other) => one.start - other.start);
  };
}

/** Line breaks, which no number or address reaches across, in the place of these spans. */
function blankOut(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + '\n'.repeat(end - start) + rest.slice(end),
    text,
  );
}

/** A card number may stand right behind another number, so that only its check digit tells where it begins. */
function findCards(text: string): readonly Span[] {
  return [...text.matchAll(DIGIT_GROUPS)].flatMap((run) => {
    const groups = [...run[0].matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
      start: run.index + index,
      end: run.index + index + digits.length,
    }));
    const spans: Span[] = [];
    for (let first = 0; first < groups.length; first += 1) {
      const found = cardFrom(text, groups.slice(first, first + CARD_DIGITS.most));
      if (!found) continue;
      spans.push(found);
      first = groups.findIndex(({ end }) => end === found.end);
    }
    return spans;
  });
}

/** The longest card number that begins with the first of these groups. */
function cardFrom(text: string, groups: readonly Span[]): Span | undefined {
  const start = groups[0]?.start ?? 0;
  return groups
    .map(({ end }) => ({ start, end }))
    .findLast((span) => {
      const digits = text.slice(start, span.end).replace(/\D/g, '');
      const { fewest, most } = CARD_DIGITS;
      return digits.length >= fewest && digits.length <= most && passesLuhn(digits);
    });
}

function passesLuhn(number: string): boolean {
  const digits = number.split('').reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const weighed = index % 2 === 1 ? digit * 2 : digit;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum > 0 && sum % 10 === 0;
}

function findPhones(text: string, country: CountryCode | undefined): readonly Span[] {
  const options = { v2: true, ...(country && { defaultCountry: country }) } as const;
  return findPhoneNumbersInText(text, options)
    .map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt }))
    .filter(
      ({ start, end }) =>
        isLikePhone(text.slice(start, end)) &&
        !/[\p{L}\d]-$/u.test(text.slice(Math.max(0, start - 2), start)),
    );
}

/** Dates and short numbers can be possible phone numbers, too. */
function isLikePhone(written: string): boolean {
  const digits = written.replace(/\D/g, '').length;
  return written.startsWith('+') || (digits >= FEWEST_LOCAL_DIGITS && !DATE.test(written));
}
