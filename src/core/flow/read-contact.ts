const EMAIL =
  /(?<![\w.+@-])[\w.!#$%&'*+/=?^`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?![\w-])/giu;
const MAX_EMAIL = 254;

/** Every e-mail address in a text, as written. */
export function findEmails(text: string): readonly string[] {
  return findEmailSpans(text).map(({ start, end }) => text.slice(start, end));
}

/** Where they stand; UTF-16 units. */
export function findEmailSpans(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(EMAIL)].flatMap(({ 0: found, index }) =>
    isPlausible(found) ? [{ start: index, end: index + found.length }] : [],
  );
}

/** One e-mail address; undefined when there is none, or several. */
export function readEmail(text: string): string | undefined {
  const emails = findEmails(text);
  return emails.length === 1 ? emails[0] : undefined;
}

function isPlausible(email: string): boolean {
  const local = email.slice(0, email.indexOf('@'));
  return email.length <= MAX_EMAIL && !/^\.|\.$|\.\./.test(local);
}

const PHONE = /(?:\+|\b00|\b)\d(?:[\s()./-]{0,3}\d){5,14}\b/;

/** One phone number, digits with a leading `+` when it was given (or `00`). */
export function readPhone(text: string): string | undefined {
  const found = PHONE.exec(text)?.[0];
  if (found === undefined) return undefined;
  const digits = found.replace(/[^\d+]/g, '');
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
}
