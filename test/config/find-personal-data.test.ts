import { describe, expect, it } from 'vitest';
import { createPersonalDataFinder } from '../../src/config/find-personal-data.ts';

const everything = ['email', 'phone', 'card'] as const;

function found(text: string, country?: string): readonly string[] {
  return createPersonalDataFinder(
    everything,
    country,
  )(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

describe('createPersonalDataFinder', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['write to Sam.Lee+x@mail.example.com, please', undefined, ['email Sam.Lee+x@mail.example.com']],
    ['call +49 30 901820 or mail a@b.example', undefined, ['phone +49 30 901820', 'email a@b.example']],
    ['call 030 901820', 'DE', ['phone 030 901820']],
    ['call 030 901820', undefined, []],
    ['my card is 4111 1111 1111 1111.', 'DE', ['card 4111 1111 1111 1111']],
    ['amex 378282246310005', undefined, ['card 378282246310005']],
    ['4111111111111112 has a wrong check digit', undefined, []],
    ['0000 0000 0000 0000', undefined, []],
    ['from 2027-03-14 to 2027-03-16 for 2', 'DE', []],
    ['on 14.03.2027 at 10:30', 'DE', []],
    ['booking HB-482101', 'DE', []],
    ['room 101, 140 €, two guests', 'DE', []],
    ['', 'DE', []],
  ])('%j (%s) holds %j', (text, country, expected) => {
    expect(found(text, country)).toEqual(expected);
  });

  it('takes no longer for a text that is made against it', () => {
    const texts = ['1 '.repeat(75_000), '1'.repeat(150_000), '4111 '.repeat(30_000), 'a@'.repeat(75_000)];
    for (const text of texts)
      expect(createPersonalDataFinder(['card', 'email'], undefined)(text)).toBeDefined();
  });

  it('finds what it is told to find only', () => {
    const text = 'a@b.example +49 30 901820 4111 1111 1111 1111';
    expect(createPersonalDataFinder(['card'], undefined)(text).map(({ kind }) => kind)).toEqual(['card']);
  });
});
