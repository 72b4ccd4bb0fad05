import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveChoice } from '../../../src/core/turn/resolve-choice.ts';

const options = [
  { title: 'Grand Plaza', value: 'grand-plaza' },
  { title: 'Sea View Inn', value: 'sea-view' },
  { title: '3', value: 'three' },
];
const offered = { options, at: 0 };

describe('resolveChoice', () => {
  it.each([
    ['Grand Plaza', 'grand-plaza'],
    ['grand plaza', 'grand-plaza'],
    ['  "Grand  Plaza".', 'grand-plaza'],
    ['SEA-VIEW', 'sea-view'],
    ['2', 'sea-view'],
    ['#2', 'sea-view'],
    ['2.', 'sea-view'],
    ['3', 'three'],
  ])('takes %j for the option %s', (text, value) => {
    expect(resolveChoice({ kind: 'text', text }, offered)).toMatchObject({ kind: 'choice', value });
  });

  it.each(['0', '4', '999', 'plaza', 'two', '', '2 people'])('leaves %j as it is', (text) => {
    expect(resolveChoice({ kind: 'text', text }, offered)).toEqual({ kind: 'text', text });
  });

  it('leaves everything as it is when nothing was offered', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(resolveChoice({ kind: 'text', text }, undefined)).toEqual({ kind: 'text', text });
      }),
    );
  });

  it('never throws and only ever chooses what was offered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const content = resolveChoice({ kind: 'text', text }, offered);
        expect(
          content.kind === 'text' ||
            options.some(({ value }) => content.kind === 'choice' && value === content.value),
        ).toBe(true);
      }),
    );
  });
});
