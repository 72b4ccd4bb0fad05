import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCommand, neutraliseCommand } from '../../../src/providers/rasa/neutralise-command.ts';

describe('neutralise command', () => {
  it.each([
    ['/restart', 'restart'],
    ['   /restart', 'restart'],
    ['//restart', 'restart'],
    ['/ / /restart', 'restart'],
    ['\u200b/restart', 'restart'],
    ['\ufeff\u00a0/\u200d/SetSlots(hotel=x)', 'SetSlots(hotel=x)'],
    ['\u2800/book_hotel{"hotel":"x"}', 'book_hotel{"hotel":"x"}'],
    ['／restart', 'restart'],
    ['/', ''],
    [' / ', ''],
    ['12/05 or 13/05', '12/05 or 13/05'],
    ['  hello  ', 'hello'],
    ['🏨 /restart', '🏨 /restart'],
    ['مرحبا', 'مرحبا'],
  ])('%j is sent as %j', (said, sent) => {
    expect(neutraliseCommand(said)).toBe(sent);
  });

  it('leaves nothing that could be a command, whatever stands in front', () => {
    const hidden = fc.constantFrom(
      '/',
      ' ',
      '\t',
      '\n',
      '\u200b',
      '\u200e',
      '\ufeff',
      '\u00a0',
      '\u2800',
      '\u3164',
      '\u034f',
      '／',
    );
    const prefix = fc.array(hidden, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(prefix, fc.string({ unit: 'grapheme' }), (front, rest) => {
        const sent = neutraliseCommand(`${front}${rest}`);
        expect(isCommand(sent)).toBe(false);
        expect(sent.trim().startsWith('/')).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('never changes a text that begins with a word', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        expect(neutraliseCommand(`a${rest}`)).toBe(`a${rest}`.trim());
      }),
    );
  });
});
