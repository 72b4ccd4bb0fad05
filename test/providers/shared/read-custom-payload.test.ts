import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/model/json.ts';
import type { Reply } from '../../../src/core/model/reply.ts';
import { readCustomPayload } from '../../../src/providers/shared/read-custom-payload.ts';

const keys = ['handoff', 'handoff_host'];

describe('custom payload', () => {
  it.each<[Json, string | undefined]>([
    [{ handoff: true }, undefined],
    [{ handoff: true, reason: 'vip', team: 'sales' }, 'reason: vip, team: sales'],
    [{ handoff: 'yes' }, undefined],
    [{ handoff_host: 'https://desk.example' }, undefined],
    [{ action: 'handoff', note: 'angry' }, 'note: angry'],
  ])('%j hands over', (payload, note) => {
    expect(readCustomPayload(payload, keys)).toEqual({ kind: 'handoff', note });
  });

  it.each<[Json]>([
    [{ handoff: false }],
    [{ handoff: 'false' }],
    [{ handoff: null }],
    [{ handoff: 0 }],
    [{ latitude: 1 }],
    [['handoff']],
    ['handoff'],
    [{ content: '', content_type: 'text' }],
    [{ content: 'x', content_type: 'hologram' }],
    [{ content: 'x', content_type: 'input_select', content_attributes: { items: [] } }],
  ])('%j is unknown', (payload) => {
    expect(readCustomPayload(payload, keys).kind).toBe('unknown');
  });

  it('asks to resolve', () => {
    expect(readCustomPayload({ action: 'resolve' }, keys)).toEqual({ kind: 'resolve' });
  });

  it.each<[string, Json, Reply]>([
    ['text', { content: 'Hello' }, { kind: 'text', text: 'Hello' }],
    [
      'input_email',
      { content: 'Your e-mail?', content_type: 'input_email' },
      { kind: 'ask-email', text: 'Your e-mail?' },
    ],
    [
      'input_select',
      {
        content: 'Which?',
        content_type: 'input_select',
        content_attributes: { items: [{ title: 'A', value: 'a', description: 'first' }] },
      },
      { kind: 'choices', text: 'Which?', options: [{ title: 'A', value: 'a', description: 'first' }] },
    ],
    [
      'cards',
      {
        content_type: 'cards',
        content_attributes: {
          items: [
            {
              title: 'Sea View Inn',
              description: 'By the sea',
              media_url: 'https://files.example/sea.jpg',
              actions: [
                { type: 'link', text: 'See', uri: 'https://sea.example' },
                { type: 'postback', text: 'Book', payload: 'book' },
                { type: 'dance', text: 'Dance' },
              ],
            },
          ],
        },
      },
      {
        kind: 'cards',
        text: 'Sea View Inn',
        cards: [
          {
            title: 'Sea View Inn',
            description: 'By the sea',
            imageUrl: 'https://files.example/sea.jpg',
            actions: [
              { kind: 'link', text: 'See', url: 'https://sea.example' },
              { kind: 'choice', text: 'Book', value: 'book' },
            ],
          },
        ],
      },
    ],
    [
      'form',
      {
        content: 'Details',
        content_type: 'form',
        content_attributes: {
          button_label: 'Send',
          items: [
            { name: 'email', label: 'E-mail', type: 'email', placeholder: 'a@b', required: true },
            { name: 'zip', type: 'text', pattern: '\\d+', pattern_error: 'Digits only', default: '1' },
            { name: 'note', type: 'text_area' },
            { name: 'room', label: 'Room', type: 'select', options: [{ label: 'Double', value: 'd' }] },
          ],
        },
      },
      {
        kind: 'form',
        text: 'Details',
        submitLabel: 'Send',
        fields: [
          { name: 'email', label: 'E-mail', kind: 'email', placeholder: 'a@b', required: true },
          {
            name: 'zip',
            label: 'zip',
            kind: 'text',
            pattern: '\\d+',
            patternError: 'Digits only',
            default: '1',
          },
          { name: 'note', label: 'note', kind: 'text-area' },
          { name: 'room', label: 'Room', kind: 'select', options: [{ title: 'Double', value: 'd' }] },
        ],
      },
    ],
    [
      'article',
      {
        content: 'Read',
        content_type: 'article',
        content_attributes: {
          items: [{ title: 'Pool', description: 'Hours', link: 'https://help.example/pool' }],
        },
      },
      {
        kind: 'article',
        text: 'Read',
        items: [{ title: 'Pool', description: 'Hours', url: 'https://help.example/pool' }],
      },
    ],
  ])('in Chatwoot’s own shape: %s', (_, payload, reply) => {
    expect(readCustomPayload(payload, keys)).toEqual({ kind: 'reply', reply });
  });
});
