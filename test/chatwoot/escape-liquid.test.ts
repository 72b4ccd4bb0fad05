import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLiquid } from '../../src/chatwoot/escape-liquid.ts';
import { splitText } from '../../src/chatwoot/split-text.ts';
import { renderLiquid } from '../../src/playground/stand-in/liquid.ts';

/**
 * What Chatwoot makes of a message, as far as it matters here: backticked text is wrapped in `raw`, then Liquid runs:
 * `raw` ends at the first `endraw`, `{{…}}` vanishes, any other `{%` is a syntax error, which leaves the wrapped text.
 */
function chatwootRenders(content: string): string {
  const wrapped = content.replace(/`(.*?)`/gs, '{% raw %}`$1`{% endraw %}');
  let rest = wrapped;
  let out = '';
  while (rest !== '') {
    const start = rest.search(/\{\{|\{%/);
    if (start < 0) return out + rest;
    out += rest.slice(0, start);
    rest = rest.slice(start);
    const raw = /^\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}/s.exec(rest);
    const variable = /^\{\{.*?\}\}?/s.exec(rest);
    if (raw) out += raw[1];
    else if (!variable || rest.startsWith('{%')) return wrapped;
    rest = rest.slice((raw ?? variable)?.[0].length);
  }
  return out;
}

/** Two models of the same thing, written apart. */
const models = [chatwootRenders, (content: string) => renderLiquid(content, {})];

function expectUnchanged(text: string): void {
  for (const render of models) expect(render(escapeLiquid(text)).replaceAll('\u200b', '')).toBe(text);
}

describe('escapeLiquid', () => {
  it('leaves text without braces alone', () => {
    expect(escapeLiquid('50 % of {x} and }} and %}')).toBe('50 % of {x} and }} and %}');
  });

  it.each([
    'Hello {{contact.name}}!',
    '{% if x %}y{% endif %}',
    'a {% endraw %} b {{c}}',
    'a {%- endraw -%} b',
    '{% raw %}{{x}}{% endraw %}',
    '{{{{{%%}}',
    'code `{{x}}` and {{y}}',
    'one ` tick {{x}}',
    '``{{x}}`` and ```\n{{y}}\n```',
    '`{% endraw %}` {{x}}',
    '{',
    'ends {{',
    'ends {%',
  ])('%s comes out as it went in', (text) => {
    expectUnchanged(text);
  });

  it('holds for any mixture of what has a meaning', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '%',
      '{{',
      '}}',
      '{%',
      '%}',
      '`',
      ' raw ',
      ' endraw ',
      '-',
      'x',
      '\n',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expectUnchanged(text);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('splitText', () => {
  it('keeps every word, and no piece is over the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '. ', '😀') }),
        fc.integer({ min: 2, max: 40 }),
        (text, limit) => {
          const pieces = splitText(text, limit);
          expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          for (const piece of pieces) {
            expect(piece.length).toBeLessThanOrEqual(limit);
            expect(piece.isWellFormed()).toBe(true);
            expect(piece.trim()).not.toBe('');
          }
        },
      ),
    );
  });

  it('cuts at paragraphs before lines before words', () => {
    expect(splitText('aaaa aaaa\n\nbbbb bbbb', 15)).toEqual(['aaaa aaaa', 'bbbb bbbb']);
    expect(splitText('aaaa aaaa\nbbbb bbbb', 15)).toEqual(['aaaa aaaa', 'bbbb bbbb']);
    expect(splitText('aaaaaaaaa bbbb', 12)).toEqual(['aaaaaaaaa', 'bbbb']);
  });

  it('leaves room for what escaping adds', () => {
    const pieces = splitText('{{'.repeat(75_000), 150_000);
    expect(pieces.join('')).toHaveLength(150_000);
    for (const piece of pieces) expect(escapeLiquid(piece).length).toBeLessThanOrEqual(150_000);
  });
});
