import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/model/reply.ts';
import { speechFromRasa } from '../../../src/providers/rasa/from-rasa-messages.ts';
import { rasaSettingsSchema } from '../../../src/providers/rasa/rasa-settings.ts';
import { rasaMessagesSchema } from '../../../src/providers/rasa/rasa-wire.ts';

const { handoff } = rasaSettingsSchema.parse({
  url: 'http://rasa:5005',
  handoff: { texts: ['[handoff]'] },
});

const speech = (...items: readonly object[]) => speechFromRasa(rasaMessagesSchema.parse(items), handoff);

describe('messages from Rasa', () => {
  it.each<[string, object, readonly Reply[]]>([
    ['text', { text: 'Hello' }, [{ kind: 'text', text: 'Hello' }]],
    ['blank text', { text: '  ' }, []],
    [
      'buttons without a payload or a title',
      { text: 'Which?', buttons: [{ title: 'A' }, { payload: '/b' }, {}] },
      [
        {
          kind: 'choices',
          text: 'Which?',
          options: [
            { title: 'A', value: 'A' },
            { title: '/b', value: '/b' },
          ],
        },
      ],
    ],
    [
      'buttons without a text',
      {
        buttons: [
          { title: 'A', payload: '/a' },
          { title: 'B', payload: '/b' },
        ],
      },
      [
        {
          kind: 'choices',
          text: 'A, B',
          options: [
            { title: 'A', value: '/a' },
            { title: 'B', value: '/b' },
          ],
        },
      ],
    ],
    [
      'links among buttons',
      {
        text: 'More',
        buttons: [
          { title: 'Site', type: 'web_url', url: 'https://a.example' },
          { title: 'Book', type: 'postback', payload: '/book' },
        ],
      },
      [
        {
          kind: 'cards',
          text: 'More',
          cards: [
            {
              title: 'More',
              actions: [
                { kind: 'link', text: 'Site', url: 'https://a.example' },
                { kind: 'choice', text: 'Book', value: '/book' },
              ],
            },
          ],
        },
      ],
    ],
    [
      'a video object',
      { attachment: { type: 'video', payload: { src: 'https://f.example/v' } } },
      [{ kind: 'media', url: 'https://f.example/v', mediaType: 'video' }],
    ],
    [
      'a file by its address',
      { attachment: 'https://f.example/a.MP3?x=1' },
      [{ kind: 'media', url: 'https://f.example/a.MP3?x=1', mediaType: 'audio' }],
    ],
    [
      'everything in one item',
      { text: 'Look', image: 'https://f.example/i.png', custom: { content: 'Own' } },
      [
        { kind: 'text', text: 'Look' },
        { kind: 'text', text: 'Own' },
        { kind: 'media', url: 'https://f.example/i.png', mediaType: 'image' },
      ],
    ],
  ])('%s', (_, item, replies) => {
    expect(speech(item).replies).toEqual(replies);
  });

  it.each([{ custom: { blink: 1 } }, { attachment: { name: 'no address' } }, { sparkle: true }])(
    'warns of %j and goes on',
    (item) => {
      const { warnings, replies } = speech(item, { text: 'still here' });
      expect(warnings).toEqual([expect.objectContaining({ code: 'unknown-message-type' })]);
      expect(replies).toEqual([{ kind: 'text', text: 'still here' }]);
    },
  );

  it('hands over at a marker text, which is not shown', () => {
    const { handoff: asked, replies } = speech({ text: 'One moment.' }, { text: 'x [handoff] y' });
    expect(asked).toEqual({ note: 'the bot said its handoff text' });
    expect(replies).toEqual([{ kind: 'text', text: 'One moment.' }]);
  });

  it('tells the first of several handoffs', () => {
    const { handoff: asked } = speech(
      { custom: { handoff: true, reason: 'first' } },
      { custom: { handoff: true } },
    );
    expect(asked).toEqual({ note: 'reason: first' });
  });

  it('asks to resolve', () => {
    expect(speech({ custom: { action: 'resolve' } }).resolve).toBe(true);
  });

  it('survives keys of another type than promised', () => {
    expect(speech({ text: 'ok', buttons: 'none', image: 7, attachment: null, custom: null }).replies).toEqual(
      [{ kind: 'text', text: 'ok' }],
    );
  });
});
