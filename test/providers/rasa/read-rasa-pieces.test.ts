import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RasaMessage } from '../../../src/providers/rasa/rasa-wire.ts';
import { readRasaPieces } from '../../../src/providers/rasa/read-rasa-messages.ts';

function heardIn(pieces: readonly Uint8Array[]): readonly (string | null | undefined)[] {
  const heard: RasaMessage[] = [];
  const read = readRasaPieces((message) => heard.push(message), 'Rasa');
  for (const piece of pieces) read(piece);
  return heard.map(({ text }) => text);
}

describe('a stream of Rasa', () => {
  it('is heard line by line, wherever it is cut', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 5 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(400), { maxLength: 8 }), (said, cuts) => {
        const bytes = Buffer.from(said.map((text) => `${JSON.stringify({ text })}\n`).join(''));
        const places = [
          0,
          ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b),
          bytes.length,
        ];
        const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(heardIn(pieces)).toEqual(said);
      }),
    );
  });

  it('is not heard before a line is whole, and passes over what is none', () => {
    expect(heardIn([Buffer.from('{"text": "half"}')])).toEqual([]);
    expect(heardIn([Buffer.from('\n<html>\n[1]\n{"text": "whole"}\r\n')])).toEqual(['whole']);
  });
});
