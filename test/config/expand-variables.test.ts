import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandVariables } from '../../src/config/expand-variables.ts';

const env = { NAME: 'value', EMPTY: '', DOLLAR: '${NAME}' };

describe('expandVariables', () => {
  it.each([
    ['${NAME}', 'value', []],
    ['a ${NAME} b ${NAME}', 'a value b value', []],
    ['${NONE:-other}', 'other', []],
    ['${EMPTY:-other}', 'other', []],
    ['${EMPTY}', '', []],
    ['${NAME:-other}', 'value', []],
    ['${NONE:-}', '', []],
    ['${NONE}', '', ['NONE']],
    ['${NONE} ${NEITHER}', ' ', ['NONE', 'NEITHER']],
    ['$${NAME}', '${NAME}', []],
    ['costs $5', 'costs $5', []],
    ['${DOLLAR}', '${NAME}', []],
  ])('%s', (text, expanded, unset) => {
    expect(expandVariables(text, env)).toMatchObject({ text: expanded, unset });
  });

  it.each(['${}', '${1A}', '${NAME', '${NA ME}', '${NAME-x}'])('calls %s malformed', (text) => {
    expect(expandVariables(text, env).malformed).toBe(text);
  });

  it('leaves text without ${ as it is, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { text: expanded } = expandVariables(text, {});
        if (!text.includes('${')) expect(expanded).toBe(text);
      }),
    );
  });
});
