import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAnnotations } from '../../../../src/providers/embedded/training-data/parse-annotations.ts';

describe('marks of entities', () => {
  test.each([
    ['[two](guests)', { entity: 'guests' }],
    ['[two](guests:2)', { entity: 'guests', value: '2' }],
    ['[two]{"entity": "guests", "value": 2}', { entity: 'guests', value: '2' }],
    [
      '[two]{"entity": "guests", "role": "adults", "group": "1"}',
      { entity: 'guests', role: 'adults', group: '1' },
    ],
    ['[two]{"entity": "guests", "value": "a } b"}', { entity: 'guests', value: 'a } b' }],
  ])('%s', (mark, label) => {
    const parsed = parseAnnotations(`for ${mark} people`);
    expect(parsed).toEqual({ text: 'for two people', spans: [{ start: 4, end: 7, ...label }], problems: [] });
  });

  test('several labels on one text', () => {
    const parsed = parseAnnotations('[Bern][{"entity": "city"}, {"entity": "place", "role": "to"}]');
    expect(parsed.spans).toEqual([
      { start: 0, end: 4, entity: 'city' },
      { start: 0, end: 4, entity: 'place', role: 'to' },
    ]);
  });

  test('offsets count UTF-16 units', () => {
    const { text, spans } = parseAnnotations('🏨 in [Zürich](city) 👍');
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['Zürich']);
  });

  test('brackets without a label are text', () => {
    expect(parseAnnotations('a [b] c (d) [e').text).toBe('a [b] c (d) [e');
  });

  test('text without brackets comes back as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('['));
        expect(parseAnnotations(text)).toEqual({ text, spans: [], problems: [] });
      }),
    );
  });

  test('nothing that can be written makes it fail', () => {
    const pieces = fc.constantFrom('[', ']', '(', ')', '{', '}', '"', ':', 'entity', 'a', ' ', ',');
    fc.assert(
      fc.property(fc.array(pieces), (written) => {
        const { text, spans } = parseAnnotations(written.join(''));
        for (const { start, end } of spans) expect(start).toBeLessThan(end);
        expect(spans.every(({ end }) => end <= text.length)).toBe(true);
      }),
    );
  });
});

test.each([
  ['x [two](guests', 2, /not closed/],
  ['[two]()', 0, /names no entity/],
  ['[two]{"entity": guests}', 0, /not valid JSON/],
  ['[two]{"value": "2"}', 0, /entity/],
  ['[two]{"entity": "a", "vlaue": "2"}', 0, /vlaue/],
])('%s is a problem at offset %i', (source, offset, message) => {
  const { problems } = parseAnnotations(source);
  expect(problems).toEqual([{ offset, message: expect.stringMatching(message) }]);
});
