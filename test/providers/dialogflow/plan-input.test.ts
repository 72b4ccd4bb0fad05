import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import { chooseLanguage } from '../../../src/providers/dialogflow/choose-language.ts';
import {
  flatContext,
  planDialogflowInput,
  type Welcome,
} from '../../../src/providers/dialogflow/to-dialogflow.ts';
import { cutText, isWhole, splitText } from '../../../src/providers/shared/split-text.ts';

const limit = (over: 'cut' | 'split' | 'handoff') => ({ text_limit: { characters: 20, over } });
const session = { events: { Spa: { name: 'SPA', parameters: { room: 'double' } } }, fields: ['guests'] };

function plan(
  content: UtteranceContent,
  over: 'cut' | 'split' | 'handoff' = 'cut',
  welcome: Welcome = false,
) {
  return planDialogflowInput(content, limit(over), welcome, session);
}

const text = (said: string): UtteranceContent => ({ kind: 'text', text: said });
const asText = (said: string) => ({ kind: 'text', text: said });

describe('what is sent', () => {
  it.each<[string, UtteranceContent, readonly object[]]>([
    ['a text, without the blanks around it', text('  hello '), [asText('hello')]],
    ['nothing for blanks', text(' \n '), []],
    ['the value of a choice', { kind: 'choice', value: 'a double', title: 'Double' }, [asText('a double')]],
    [
      'the title of a choice without a value',
      { kind: 'choice', value: '', title: 'Double' },
      [asText('Double')],
    ],
    [
      'the event behind a button that the agent offered',
      { kind: 'choice', value: 'Spa', title: 'Spa' },
      [{ kind: 'event', name: 'SPA', parameters: { room: 'double' } }],
    ],
    [
      'no event that the browser made up',
      { kind: 'choice', value: 'constructor', title: 'x' },
      [asText('constructor')],
    ],
    [
      'the value of a form with one field',
      { kind: 'form', values: { email: 'a@b.example' } },
      [asText('a@b.example')],
    ],
    ['a form in words', { kind: 'form', values: { name: 'Sam', n: '2' } }, [asText('name: Sam, n: 2')]],
    ['the caption of a file', { kind: 'attachment', items: [], caption: 'my pass' }, [asText('my pass')]],
    ['nothing for a file without one', { kind: 'attachment', items: [] }, []],
    ['nothing when the chat opens and no welcome is wanted', { kind: 'opened' }, []],
    [
      'an event from outside',
      { kind: 'event', name: 'REMIND', values: { hours: 2 } },
      [{ kind: 'event', name: 'REMIND', parameters: { hours: 2 } }],
    ],
  ])('%s', (_, content, inputs) => {
    expect(plan(content).inputs).toEqual(inputs);
  });

  it.each<[Welcome, object]>([
    [{ event: 'WELCOME' }, { kind: 'event', name: 'WELCOME', parameters: {} }],
    [{ text: 'hi' }, { kind: 'text', text: 'hi' }],
    [{ intent: '0-0' }, { kind: 'intent', id: '0-0' }],
  ])('the welcome %j', (welcome, input) => {
    expect(plan({ kind: 'opened' }, 'cut', welcome).inputs).toEqual([input]);
  });

  it('takes parameters only from the fields of forms that the agent showed', () => {
    expect(plan({ kind: 'form', values: { guests: '2', is_vip: 'true' } }).form).toEqual({ guests: '2' });
  });

  it('a text over the limit: its beginning, in pieces, or people', () => {
    const long = text('The first sentence. And a second one.');
    expect(plan(long, 'cut').inputs).toEqual([asText('The first sentence. ')]);
    expect(plan(long, 'split').inputs).toEqual([asText('The first sentence.'), asText('And a second one.')]);
    expect(plan(long, 'handoff')).toMatchObject({ inputs: [], tooLong: true });
    for (const over of ['cut', 'split', 'handoff'] as const) {
      expect(plan(long, over).warnings).toEqual([expect.objectContaining({ code: 'text-too-long' })]);
    }
  });
});

describe('long texts', () => {
  const longText = fc.string({ unit: 'grapheme', maxLength: 300 });
  const limits = fc.integer({ min: 10, max: 60 });

  it('never end in half a character, and are never over the limit', () => {
    fc.assert(
      fc.property(longText, limits, (said, most) => {
        for (const piece of [cutText(said, most), ...splitText(said, most)]) {
          expect(piece.length).toBeLessThanOrEqual(most);
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('lose nothing in pieces but blanks, unless they are books', () => {
    fc.assert(
      fc.property(longText, limits, (said, most) => {
        const pieces = splitText(said, most);
        expect(pieces.every((piece) => piece !== '')).toBe(true);
        if (pieces.length < 8) expect(isWhole(said, pieces)).toBe(true);
      }),
    );
  });
});

it.each([
  ['de', ['en', 'de'], 'de'],
  ['pt_BR', ['en', 'pt-BR'], 'pt-BR'],
  ['pt', ['en', 'pt-BR'], 'pt-BR'],
  ['en-GB', ['de', 'en'], 'en'],
  ['fr', ['de', 'en'], 'de'],
  [undefined, ['de', 'en'], 'de'],
  ['fr_FR', [], 'fr-FR'],
  [undefined, [], 'en'],
] as const)('a customer of %s is asked, of %j, in %s', (wanted, offered, chosen) => {
  expect(chooseLanguage(wanted, offered)).toBe(chosen);
});

it('attributes become one level of names that agents can write', () => {
  const context = {
    contact: { plan: 'gold', 'e mail': 'x', list: [1] },
    conversation: { order_id: 7 },
    single: true,
  };
  expect(flatContext(context)).toEqual({
    contact_plan: 'gold',
    contact_e_mail: 'x',
    contact_list: [1],
    conversation_order_id: 7,
    single: true,
  });
});
