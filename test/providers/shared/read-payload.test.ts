import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { collectSpeech } from '../../../src/providers/shared/engine-speech.ts';
import { readPayload } from '../../../src/providers/shared/read-payload.ts';

const options = { handoffKeys: ['handoff'] };

function read(payload: JsonObject, nestedKey?: string) {
  return collectSpeech(readPayload(payload, { ...options, nestedKey }));
}

const silent = { replies: [], resolve: false, ended: false, events: {}, warnings: [] };
const text = (said: string) => ({ kind: 'text', text: said });
const option = (title: string, value = title) => ({ title, value });

describe('custom payloads', () => {
  it.each<[string, JsonObject, object]>([
    ['nothing', {}, silent],
    ['handoff, in any case', { action: 'Handoff' }, { ...silent, handoff: {} }],
    [
      'handoff with words',
      { action: 'handoff', content: 'One moment.' },
      { ...silent, handoff: {}, replies: [text('One moment.')] },
    ],
    ['handoff by key', { handoff: true, team: 'Sales' }, { ...silent, handoff: { note: 'team: Sales' } }],
    ['resolve', { action: 'resolve' }, { ...silent, resolve: true }],
    [
      'the message of Chatwoot',
      { content: 'Which?', content_type: 'input_select', content_attributes: { items: [option('A', 'a')] } },
      { ...silent, replies: [{ kind: 'choices', text: 'Which?', options: [option('A', 'a')] }] },
    ],
    [
      'chips as a flat list, with a capital',
      {
        richContent: [
          { type: 'Chips', options: [{ text: 'Yes' }, { text: 'Map', link: 'https://maps.example' }] },
        ],
      },
      {
        ...silent,
        replies: [
          { kind: 'choices', text: 'Yes', options: [option('Yes')] },
          {
            kind: 'cards',
            text: 'Map',
            cards: [{ title: 'Map', actions: [{ kind: 'link', text: 'Map', url: 'https://maps.example' }] }],
          },
        ],
      },
    ],
    [
      'buttons with events, in the words of CX',
      { richContent: [[{ type: 'button', text: 'Spa', event: { event: 'SPA' } }]] },
      {
        ...silent,
        replies: [{ kind: 'choices', text: 'Spa', options: [option('Spa')] }],
        events: { Spa: { name: 'SPA' } },
      },
    ],
    [
      'a part that is none',
      { richContent: [['text']] },
      {
        ...silent,
        warnings: [{ code: 'unknown-message-type', detail: 'A part of richContent without a type.' }],
      },
    ],
    [
      'Kommunicate: quick replies',
      {
        platform: 'kommunicate',
        message: 'Which room?',
        metadata: {
          templateId: '6',
          payload: [{ title: 'Single', message: 'a single room' }, { title: 'Double' }],
        },
      },
      {
        ...silent,
        replies: [
          {
            kind: 'choices',
            text: 'Which room?',
            options: [option('Single', 'a single room'), option('Double')],
          },
        ],
      },
    ],
    [
      'Kommunicate: a person',
      { platform: 'kommunicate', message: 'One moment', metadata: { KM_ASSIGN_TO: '' } },
      { ...silent, replies: [text('One moment')], handoff: {} },
    ],
    [
      'Rocket.Chat',
      {
        quickReplies: {
          text: 'More?',
          options: [{ text: 'Yes' }, { text: 'Site', url: 'https://site.example' }],
        },
      },
      {
        ...silent,
        replies: [
          { kind: 'choices', text: 'More?', options: [option('Yes')] },
          {
            kind: 'cards',
            text: 'Site',
            cards: [
              { title: 'Site', actions: [{ kind: 'link', text: 'Site', url: 'https://site.example' }] },
            ],
          },
        ],
      },
    ],
    [
      'CCAI: escalation',
      { ujet: { type: 'action', action: 'escalation', escalation_reason: 'angry' } },
      { ...silent, handoff: { note: 'reason: angry' } },
    ],
    ['CCAI: end', { ujet: { type: 'action', action: 'end' } }, { ...silent, ended: true }],
    [
      'CCAI: buttons',
      { ujet: { type: 'inline_button', title: 'Which?', buttons: [{ title: 'A' }] } },
      { ...silent, replies: [{ kind: 'choices', text: 'Which?', options: [option('A')] }] },
    ],
    [
      'LivePerson',
      { messages: ['Bye'], context: { action: 'TRANSFER', actionParameters: { skill: 'billing' } } },
      { ...silent, replies: [text('Bye')], handoff: { note: 'team: billing' } },
    ],
    [
      'anything else: told by its keys, never by its values',
      { blocks: ['secret text'] },
      {
        ...silent,
        warnings: [{ code: 'unknown-message-type', detail: 'A custom payload with the keys blocks.' }],
      },
    ],
  ])('%s', (_, payload, expected) => {
    expect(read(payload)).toEqual(expected);
  });

  it('are read below a key of their own when there is one', () => {
    expect(read({ chatwoot: { action: 'handoff' }, other: 1 }, 'chatwoot').handoff).toEqual({});
    expect(read({ action: 'handoff' }, 'chatwoot').handoff).toEqual({});
  });
});
