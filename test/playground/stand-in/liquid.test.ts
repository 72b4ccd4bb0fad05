import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderLiquid } from '../../../src/playground/stand-in/liquid.ts';

const values = { contact: { name: 'Ana', email: null } };
const render = (content: string) => renderLiquid(content, values);

describe('Liquid in outgoing content', () => {
  it.each([
    ['Hello {{contact.name}}!', 'Hello Ana!'],
    ['Hello {{ contact.name }}, {{ nobody.knows }}.', 'Hello Ana, .'],
    ['{{x}}{{ contact.email }}', ''],
    ['{{ contact.email | default: "none" }}', 'none'],
    ['`{{x}}` is code', '`{{x}}` is code'],
    ['{% raw %}{{x}}{% endraw %} {{x}}', '{{x}} '],
    ['{%- raw -%}{{x}}{%- endraw -%}', '{{x}}'],
    ['a{% comment %}b{% endcomment %}c', 'ac'],
  ])('%s → %s', (content, expected) => {
    expect(render(content)).toBe(expected);
  });

  it.each([
    'open {{ end',
    'half {{ x }',
    '{% unknown %}',
    'open {% end',
    '{% raw %}{{x}}',
    'stray {% endraw %} {{x}}',
  ])('leaves a text with a syntax error alone: %s', (content) => {
    expect(render(content)).toBe(content);
  });

  it('backticks inside a raw block end it early: the text stays as it was written', () => {
    const content = '{% raw %}see `code` and {{x}}{% endraw %}';
    expect(render(content)).toBe(content);
  });

  it('leaves text without braces and backticks alone', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !/[{}`]/.test(text)),
        (text) => render(text) === text,
      ),
    );
  });
});
