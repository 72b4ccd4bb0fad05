import { describe, expect, it } from 'vitest';
import { speechFromLex } from '../../../src/providers/lex/from-lex-messages.ts';
import { repliesFromSearch } from '../../../src/providers/lex/from-lex-search.ts';
import { type LexMessage, lexAnswerSchema } from '../../../src/providers/lex/lex-wire.ts';
import { lexSettings } from './support.ts';

const { handoff } = lexSettings();

function said(...messages: readonly object[]) {
  const answer = lexAnswerSchema.parse({ messages });
  return speechFromLex(answer.messages ?? [], handoff);
}

const payload = (value: unknown): LexMessage => ({
  contentType: 'CustomPayload',
  content: JSON.stringify(value),
});
const plain = (content: string): LexMessage => ({ contentType: 'PlainText', content });

describe('messages of Lex', () => {
  it('that are spoken only are read as text', () => {
    const content = '<speak>Fish &amp; chips<break time="1s"/>for <emphasis>two</emphasis></speak>';
    expect(said({ contentType: 'SSML', content }).replies).toEqual([
      { kind: 'text', text: 'Fish & chips for two' },
    ]);
  });

  it.each([
    [
      'a wish for a person, in any case',
      { action: 'HandOff', reason: 'angry' },
      { handoff: { note: 'reason: angry' } },
    ],
    ['a handoff key', { handoff: true }, { handoff: {} }],
    ['a wish to resolve', { action: 'resolve' }, { resolve: true }],
    ['JSON of unknown meaning', { foo: 1 }, { replies: [], warnings: [{ code: 'unknown-message-type' }] }],
    ['a list', [1, 2], { replies: [], warnings: [{ code: 'unknown-message-type' }] }],
    ['a text in quotes', 'hello', { replies: [{ kind: 'text', text: 'hello' }] }],
  ])('in a payload: %s', (_, value, expected) => {
    expect(said(payload(value))).toMatchObject(expected);
  });

  it('in a payload that is no JSON are text', () => {
    expect(said({ contentType: 'CustomPayload', content: 'just words' }).replies).toEqual([
      { kind: 'text', text: 'just words' },
    ]);
  });

  it('packed into one, as in Lex V1', () => {
    const packed = JSON.stringify({
      messages: [
        { type: 'PlainText', value: 'One.' },
        { type: 'CustomPayload', value: '{"action":"handoff"}' },
        { type: 'SSML', value: '<speak>One.</speak>' },
      ],
    });
    expect(said(plain(packed))).toMatchObject({ replies: [{ kind: 'text', text: 'One.' }], handoff: {} });
  });

  it('that only look like JSON are text', () => {
    expect(said(plain('{name}, hello')).replies).toEqual([{ kind: 'text', text: '{name}, hello' }]);
  });

  it.each([
    [
      'buttons without a picture are a question',
      {
        title: 'Room?',
        subtitle: 'With breakfast',
        buttons: [{ text: 'Single', value: 'single' }, { text: 'Suite' }, {}],
      },
      {
        kind: 'choices',
        text: 'Room?\nWith breakfast',
        options: [
          { title: 'Single', value: 'single' },
          { title: 'Suite', value: 'Suite' },
        ],
      },
    ],
    [
      'a picture without buttons is a card',
      { title: 'Garden', imageUrl: 'https://img.example.com/a.png', buttons: null },
      {
        kind: 'cards',
        text: 'Garden',
        cards: [{ title: 'Garden', imageUrl: 'https://img.example.com/a.png', actions: [] }],
      },
    ],
    [
      'neither is text',
      { title: 'Garden', subtitle: 'Open', imageUrl: 'none' },
      { kind: 'text', text: 'Garden\nOpen' },
    ],
  ])('on a card: %s', (_, imageResponseCard, reply) => {
    expect(said({ contentType: 'ImageResponseCard', imageResponseCard }).replies).toEqual([reply]);
  });

  it.each([
    { contentType: 'Hologram', content: 'x' },
    { contentType: 'ImageResponseCard', imageResponseCard: 'broken' },
    {},
  ])('of an unknown kind are told and not shown: %j', (message) => {
    expect(said(message)).toMatchObject({ replies: [], warnings: [{ code: 'unknown-message-type' }] });
  });

  it('without content say nothing', () => {
    expect(said(plain(' '), { contentType: 'PlainText' })).toMatchObject({ replies: [], warnings: [] });
  });
});

describe('answers of a search', () => {
  const kendra = 'x-amz-lex:kendra-search-response-';

  it.each([
    [{ 'x-amz-lex:qnA-search-response': 'Yes.' }, [{ kind: 'text', text: 'Yes.' }]],
    [
      { [`${kendra}answer-1`]: 'B', [`${kendra}question_answer-answer-1`]: 'A' },
      [{ kind: 'text', text: 'A' }],
    ],
    [
      {
        [`${kendra}document-1`]: 'Parking …',
        [`${kendra}document-link-1`]: 'https://docs.example.com/parking',
      },
      [
        {
          kind: 'article',
          text: 'Parking …',
          items: [{ title: 'docs.example.com', url: 'https://docs.example.com/parking' }],
        },
      ],
    ],
    [
      { [`${kendra}document-1`]: 'Parking …', [`${kendra}document-link-1`]: 's3' },
      [{ kind: 'text', text: 'Parking …' }],
    ],
    [{ channel: 'web' }, []],
  ])('%j', (requestAttributes, replies) => {
    expect(repliesFromSearch(lexAnswerSchema.parse({ requestAttributes }))).toEqual(replies);
  });
});
