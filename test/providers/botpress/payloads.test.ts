import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { botpressCloudSettingsSchema } from '../../../src/providers/botpress/cloud/cloud-settings.ts';
import { speechFromSignals } from '../../../src/providers/botpress/cloud/from-cloud-signals.ts';
import { readCloudSignal } from '../../../src/providers/botpress/cloud/read-signal.ts';
import { speechFromV12 } from '../../../src/providers/botpress/v12/from-v12-answer.ts';
import { v12Settings } from './v12-house.ts';

const { handoff } = v12Settings({ handoff: { texts: ['HANDOFF-NOW'] } });
const cloudSettings = botpressCloudSettingsSchema.parse({
  webhook_id: 'abc',
  encryption_key: 'key-of-the-bot',
  handoff: { texts: ['escalated this conversation'] },
});

describe('items of Botpress 12', () => {
  const speak = (item: JsonObject) => speechFromV12([item], handoff);
  const replies = (item: JsonObject) => speak(item).replies;

  it('reads quick replies of older releases', () => {
    const item = {
      type: 'custom',
      module: 'channel-web',
      component: 'QuickReplies',
      quick_replies: [{ title: 'Yes', payload: 'YES' }],
      wrapped: { type: 'text', text: 'Sure?' },
    };
    expect(replies(item)).toEqual([
      { kind: 'choices', text: 'Sure?', options: [{ title: 'Yes', value: 'YES' }] },
    ]);
  });

  it.each<[string, JsonObject, unknown]>([
    [
      'a choice without options is a text',
      { type: 'single-choice', text: 'Well?' },
      [{ kind: 'text', text: 'Well?' }],
    ],
    [
      'options without a question are named by their titles',
      { type: 'single-choice', choices: [{ title: 'A', value: 1 }, { value: 'b' }] },
      [
        {
          kind: 'choices',
          text: 'A, b',
          options: [
            { title: 'A', value: '1' },
            { title: 'b', value: 'b' },
          ],
        },
      ],
    ],
    ['a pause is not too long', { type: 'typing', value: 600_000 }, [{ kind: 'pause', milliseconds: 5_000 }]],
    ['a sign of typing is no message', { type: 'typing', value: true }, []],
    ['an empty text is nothing', { type: 'text', text: ' ' }, []],
    [
      'words of an unknown type are words',
      { type: 'fancy', text: 'Hello' },
      [{ kind: 'text', text: 'Hello' }],
    ],
    [
      'a voice message is sound',
      { type: 'voice', audio: 'https://files.example.com/a.ogg' },
      [{ kind: 'media', mediaType: 'audio', url: 'https://files.example.com/a.ogg' }],
    ],
    [
      'Chatwoot’s own message in a custom payload',
      { type: 'custom', content: 'Your e-mail?', content_type: 'input_email' },
      [{ kind: 'ask-email', text: 'Your e-mail?' }],
    ],
  ])('%s', (_, item, expected) => {
    expect(replies(item)).toEqual(expected);
  });

  it.each<[string, JsonObject]>([
    ['a component', { type: 'custom', component: 'Handoff', team: 'sales' }],
    ['a key of a custom payload', { type: 'custom', component: 'Other', handoff: true, team: 'sales' }],
    ['metadata', { type: 'text', text: 'Bye', metadata: { handoff: true, team: 'sales' } }],
  ])('hands over by %s', (_, item) => {
    expect(speak(item).handoff).toEqual({ note: 'team: sales' });
  });

  it('hands over by a marker, which is not shown', () => {
    expect(speak({ type: 'text', text: 'HANDOFF-NOW please' })).toMatchObject({ replies: [], handoff: {} });
  });

  it('does not hand over by a key that says no', () => {
    expect(speak({ type: 'text', text: 'Bye', metadata: { handoff: false } }).handoff).toBeUndefined();
  });

  it('tells of what it cannot read', () => {
    const warned: readonly JsonObject[] = [
      { type: 'hologram' },
      { type: 'image' },
      { type: 'location' },
      { type: 'custom', x: 1 },
    ];
    for (const item of warned)
      expect(speak(item).warnings.map(({ code }) => code)).toEqual(['unknown-message-type']);
  });

  it('survives whatever code actions send', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...itemKeys), fc.jsonValue()), (item) => {
        speak(JSON.parse(JSON.stringify(item)));
      }),
    );
  });
});

describe('payloads of Botpress Cloud', () => {
  const speak = (payload: unknown, metadata?: unknown) => {
    const data = {
      id: 'm',
      createdAt: 'x',
      conversationId: 'c',
      userId: 'u',
      payload,
      metadata,
      isBot: true,
    };
    const signal = readCloudSignal({ type: 'message_created', data });
    return speechFromSignals(signal ? [signal] : [], cloudSettings);
  };

  it('reads a bloc, flat or as on the bot’s side', () => {
    const expected = [
      { kind: 'text', text: 'See the map' },
      { kind: 'media', mediaType: 'image', url: 'https://files.example.com/map.png' },
    ];
    const image = { imageUrl: 'https://files.example.com/map.png' };
    const flat = [
      { type: 'text', text: 'See the map' },
      { type: 'image', ...image },
    ];
    const nested = [
      { type: 'text', payload: { text: 'See the map' } },
      { type: 'image', payload: image },
    ];
    for (const items of [flat, nested]) expect(speak({ type: 'bloc', items }).replies).toEqual(expected);
  });

  it('hands over by metadata or a marker text, and resolves', () => {
    expect(speak({ type: 'text', text: 'Bye' }, { handoff: true, reason: 'vip' }).handoff).toEqual({
      note: 'reason: vip',
    });
    expect(speak({ type: 'text', text: 'I have escalated this conversation to' })).toMatchObject({
      replies: [],
      handoff: {},
    });
    expect(speak({ type: 'text', text: 'Bye' }, { action: 'resolve' }).resolve).toBe(true);
  });

  it('takes no confidence that is none', () => {
    expect(speak({ type: 'text', text: 'Hi' }, { intent: 'greet', confidence: 'high' }).intent).toEqual({
      name: 'greet',
    });
  });

  it('tells of what it cannot read', () => {
    expect(speak({ type: 'hologram' }).warnings.map(({ code }) => code)).toEqual(['unknown-message-type']);
  });

  it('survives whatever a bot sends', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...itemKeys), fc.jsonValue()), (payload) => {
        speak(JSON.parse(JSON.stringify(payload)), JSON.parse(JSON.stringify(payload)));
      }),
    );
  });
});

const itemKeys = [
  'type',
  'text',
  'title',
  'items',
  'options',
  'choices',
  'actions',
  'payload',
  'metadata',
  'image',
  'imageUrl',
  'latitude',
  'longitude',
  'component',
  'wrapped',
  'handoff',
];
