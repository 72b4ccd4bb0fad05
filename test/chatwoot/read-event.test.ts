import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/chatwoot/read-event.ts';
import { fixture, fixtureNames } from './fixtures.ts';

const options = { bot: 'hotel', receivedAt: 1_783_936_600_000 };

/** Every body that Chatwoot posts, and what becomes of it. */
const expected: Readonly<Record<string, unknown>> = {
  'conversation_opened.json': changed('people'),
  'conversation_resolved.json': changed('closed'),
  'conversation_status_changed.open_to_pending.json': changed('bot', { kind: 'person', id: '21' }),
  'conversation_status_changed.pending_to_open.json': changed('people'),
  'conversation_status_changed.v4_13_no_account.json': changed('closed'),
  'conversation_updated.bot_assigned.json': changed('people', { kind: 'this-bot', id: '5' }),
  'conversation_updated.custom_attributes.json': ignored('conversation-update-noise'),
  'conversation_updated.human_assigned.json': changed('bot', {
    kind: 'person',
    id: '21',
    name: 'Dana Ortiz',
  }),
  'conversation_updated.labels.json': ignored('conversation-update-noise'),
  'conversation_updated.status.json': changed('people'),
  'conversation_updated.waiting_since_cleared.json': ignored('conversation-update-noise'),
  'message_created.email_incoming.json': said(48601, 'email', 'Hello,\nwhere is order 1009?'),
  'message_created.facebook_quick_reply.json': said(48502, 'facebook', 'Track my order'),
  'message_created.incoming.json': said(48210, 'web-widget', 'Where is my order 1009?'),
  'message_created.incoming.v4_2.json': said(48210, 'web-widget', 'Where is my order 1009?'),
  'message_created.incoming_after_resolve.json': said(48290, 'web-widget', 'Hi, me again'),
  'message_created.outgoing_agent.json': personReplied('dashboard', '48230'),
  'message_created.outgoing_bot_echo.json': ignored('own-message'),
  'message_created.outgoing_bot_echo_input_select.json': ignored('own-message'),
  'message_created.outgoing_native_app_echo.json': personReplied('other-app', '48300'),
  'message_created.private_note.json': event({
    kind: 'note-written',
    messageId: '48231',
    text: 'Customer is a VIP, please be quick',
    author: 'Dana Ortiz',
  }),
  'message_created.telegram_callback.json': said(48402, 'telegram', 'track_order'),
  'message_created.template_greeting.json': ignored('template'),
  'message_created.whatsapp_button_reply.json': said(48305, 'whatsapp', 'Track my order'),
  'message_created.whatsapp_incoming.json': said(48301, 'whatsapp', 'Hi, do you ship to Portugal?'),
  'message_created.with_audio_attachment.json': sent([{ kind: 'audio' }]),
  'message_created.with_contact_attachment.json': sent(
    [{ kind: 'contact', title: 'Rui Costa +15550100999' }],
    'Rui Costa',
  ),
  'message_created.with_fallback_attachment.json': sent([
    { kind: 'other', title: 'Summer sale', url: 'https://social.example.com/p/1' },
  ]),
  'message_created.with_file_attachment_and_text.json': sent([{ kind: 'file' }], 'Here is the invoice'),
  'message_created.with_image_attachment.json': sent([{ kind: 'image' }]),
  'message_created.with_location_attachment.json': sent([
    {
      kind: 'location',
      title: 'Example Cafe, Rua A 1',
      latitude: 38.7223,
      longitude: -9.1393,
      url: 'https://maps.example.com/cafe',
    },
  ]),
  'message_updated.csat_submitted.json': ignored('csat'),
  'message_updated.deleted.json': ignored('deleted'),
  'message_updated.delivery_failed.json': ignored('delivery-failed'),
  'message_updated.form_submitted.json': spoke({
    kind: 'form',
    values: { email: 'ana@example.org', topic: 'shipping', details: 'The parcel never arrived' },
    question: '48215',
  }),
  'message_updated.input_email_submitted.json': spoke({
    kind: 'form',
    values: { email: 'ana@example.org' },
    question: '48216',
  }),
  'message_updated.input_select_submitted.json': spoke({
    kind: 'choice',
    value: 'track_order',
    title: 'Track my order',
    question: '48212',
  }),
  'message_updated.source_id_assigned.json': ignored('channel-id'),
  'message_updated.status_read.json': ignored('read-receipt'),
  'message_updated.telegram_edited.json': ignored('telegram-edit'),
  'webwidget_triggered.json': spoke({ kind: 'opened' }),
  'webwidget_triggered.no_conversation.json': ignored('no-conversation'),
};

function event(part: object): unknown {
  return { kind: 'event', event: { event: part } };
}
function ignored(reason: string): unknown {
  return { kind: 'ignored', reason };
}
function changed(status: string, assignee?: object): unknown {
  return event({ kind: 'conversation-changed', conversation: { status, ...(assignee && { assignee }) } });
}
function spoke(content: object): unknown {
  return event({ kind: 'customer-spoke', utterance: { content } });
}
function sent(items: readonly object[], caption?: string): unknown {
  return spoke({ kind: 'attachment', items, ...(caption && { caption }) });
}
function said(messageId: number, channel: string, text: string): unknown {
  const utterance = { messageId: String(messageId), content: { kind: 'text', text } };
  return event({ kind: 'customer-spoke', conversation: { channel, status: 'bot' }, utterance });
}
function personReplied(from: string, messageId: string): unknown {
  return event({ kind: 'person-replied', from, messageId });
}

describe('readEvent', () => {
  it('has an expectation for every body that Chatwoot posts', () => {
    expect(Object.keys(expected).sort()).toEqual(
      fixtureNames(/^(message_|conversation_|webwidget_)/).toSorted(),
    );
  });

  it.each(Object.entries(expected))('%s', (name, outcome) => {
    expect(readEvent(fixture(name), options)).toMatchObject(asMatch(outcome));
  });

  it('reads the whole conversation of 4.15', () => {
    expect(readEvent(fixture('message_created.incoming.json'), { ...options, deliveryId: 'd-1' })).toEqual({
      kind: 'event',
      event: {
        id: 'hotel:3:message:48210',
        aliases: ['hotel:delivery:d-1'],
        key: 'hotel:3:312',
        event: {
          kind: 'customer-spoke',
          conversation: {
            key: 'hotel:3:312',
            bot: 'hotel',
            account: '3',
            id: '312',
            inbox: '7',
            channel: 'web-widget',
            status: 'bot',
            canReply: true,
            contact: {
              id: '9001',
              name: 'quiet-meadow-412',
              verified: false,
              blocked: false,
              attributes: {},
            },
            attributes: {},
            labels: [],
            language: 'en',
            pageUrl: 'https://shop.example.com/cart',
            waitingSince: 1_783_936_470_000,
            lastMessage: { id: '48210', by: 'customer' },
            features: ['markers', 'typing', 'read-back', 'labels'],
          },
          utterance: {
            messageId: '48210',
            at: Date.parse('2026-07-13T09:55:07.123Z'),
            content: { kind: 'text', text: 'Where is my order 1009?' },
          },
        },
      },
    });
  });
});

function asMatch(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('not an expectation');
  return value;
}
