import { describe, expect, it } from 'vitest';
import { MAX_UTTERANCE_LENGTH } from '../../src/chatwoot/bounded.ts';
import { readEvent } from '../../src/chatwoot/read-event.ts';
import type { ReadEvent, ReadEventOptions } from '../../src/chatwoot/read-result.ts';
import type { NewEvent } from '../../src/core/ports/store.ts';
import { type Fixture, fixture, withValues } from './fixtures.ts';

const options: ReadEventOptions = { bot: 'hotel', receivedAt: 1_783_936_600_000 };
const incoming = fixture('message_created.incoming.json');
const echo = fixture('message_created.outgoing_bot_echo.json');
const chosen = fixture('message_updated.input_select_submitted.json');
const form = fixture('message_updated.form_submitted.json');
const assigned = fixture('conversation_updated.bot_assigned.json');

function read(body: unknown, more: Partial<ReadEventOptions> = {}): ReadEvent {
  return readEvent(body, { ...options, ...more });
}

function accepted(body: unknown, more: Partial<ReadEventOptions> = {}): NewEvent {
  const result = read(body, more);
  if (result.kind !== 'event') throw new Error(`not an event: ${JSON.stringify(result)}`);
  return result.event;
}

function contentOf(body: Fixture): unknown {
  const { event } = accepted(body);
  return event.kind === 'customer-spoke' ? event.utterance.content : undefined;
}

describe('ids', () => {
  it('are the same for the same message from any version, and carry the delivery id as an alias', () => {
    const old = accepted(fixture('message_created.incoming.v4_2.json'));
    const fresh = accepted(incoming, { deliveryId: '5d0c' });
    expect(fresh.id).toBe(old.id);
    expect(old.aliases).toEqual([]);
    expect(fresh.aliases).toEqual(['hotel:delivery:5d0c']);
  });

  it('differ between bots and between accounts', () => {
    const ids = [
      accepted(incoming).id,
      accepted(incoming, { bot: 'shop' }).id,
      accepted(withValues(incoming, { 'account.id': 4 })).id,
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('of an answer stay through receipts and edits, and change with the value', () => {
    const receipt = withValues(chosen, { source_id: 'wamid.1', 'conversation.status': 'open' });
    const other = withValues(chosen, {
      'content_attributes.submitted_values': [{ title: 'Talk to a person', value: 'handoff' }],
    });
    expect(accepted(receipt).id).toBe(accepted(chosen).id);
    expect(accepted(other).id).not.toBe(accepted(chosen).id);
  });

  it('of one change of status are the same in all the webhooks that tell it', () => {
    const opened = accepted(fixture('conversation_opened.json')).id;
    expect(accepted(fixture('conversation_status_changed.pending_to_open.json')).id).toBe(opened);
    expect(accepted(fixture('conversation_resolved.json')).id).not.toBe(opened);
  });

  it('of openings of the widget are the same until something is said', () => {
    const opened = fixture('webwidget_triggered.json');
    const later = { receivedAt: options.receivedAt + 60_000, deliveryId: 'other' };
    expect(accepted(opened, later).id).toBe(accepted(opened).id);
    const afterwards = withValues(opened, { 'current_conversation.last_activity_at': 1_783_936_999 });
    expect(accepted(afterwards).id).not.toBe(accepted(opened).id);
  });
});

describe('answers', () => {
  it('are timed by the change of the message, not by its making', () => {
    const { event } = accepted(chosen);
    expect(event.kind === 'customer-spoke' && event.utterance.at).toBe(
      Date.parse('2026-07-13T09:55:22.088Z'),
    );
    const email = accepted(fixture('message_updated.input_email_submitted.json'));
    expect(email.event.kind === 'customer-spoke' && email.event.utterance.at).toBe(options.receivedAt);
    const hidden = accepted(withValues(chosen, { 'conversation.messages': [] }));
    expect(hidden.event.kind === 'customer-spoke' && hidden.event.utterance.at).toBe(options.receivedAt);
  });

  it.each([
    ['a title alone', [{ title: 'Track my order' }], { value: 'Track my order', title: 'Track my order' }],
    ['a value alone', [{ value: 'handoff' }], { value: 'handoff', title: 'Talk to a person' }],
    ['a number', [{ title: 'Two', value: 2 }], { value: '2', title: 'Two' }],
    [
      'two answers',
      [
        { title: 'A', value: 'a' },
        { title: 'B', value: 'b' },
      ],
      { value: 'a', title: 'A' },
    ],
  ])('read %s', (_name, submitted, expected) => {
    const body = withValues(chosen, { 'content_attributes.submitted_values': submitted });
    expect(contentOf(body)).toEqual({ kind: 'choice', question: '48212', ...expected });
  });

  it.each([
    ['null', null, 'ignored'],
    ['an empty list', [], 'ignored'],
    ['missing', undefined, 'ignored'],
    ['an object', { rating: 5 }, 'unreadable'],
    ['a text', 'yes', 'unreadable'],
    ['nothing in it', [{}], 'unreadable'],
    ['objects within', [{ value: { deep: true } }], 'unreadable'],
  ])('with submitted values that are %s are no answer', (_name, submitted, kind) => {
    expect(read(withValues(chosen, { 'content_attributes.submitted_values': submitted })).kind).toBe(kind);
  });

  it('of optional fields that were left at the dash are empty', () => {
    const body = withValues(form, {
      'content_attributes.items': [
        { name: 'comments', type: 'text_area', label: 'Comments', required: false },
        { name: 'name', type: 'text', label: 'Name', required: true },
      ],
      'content_attributes.submitted_values': [
        { name: 'comments', value: '-' },
        { name: 'name', value: '-' },
        { name: 'empty', value: null },
      ],
    });
    expect(contentOf(body)).toMatchObject({ values: { comments: '', name: '-', empty: '' } });
  });

  it('survive a field named like a trap', () => {
    const values = [{ name: '__proto__', value: 'x' }];
    const content = contentOf(withValues(form, { 'content_attributes.submitted_values': values }));
    expect(JSON.stringify(content)).toContain('"values":{"__proto__":"x"}');
  });
});

describe('echoes', () => {
  const marked = withValues(echo, { 'content_attributes.gateway_call_id': 'hotel:3:message:48210/1' });

  it('are known by the marker and tell who sent them', () => {
    expect(read(marked)).toEqual({
      kind: 'echo',
      callId: 'hotel:3:message:48210/1',
      reference: '48211',
      senderId: '5',
    });
  });

  it('are known by source_id where 4.2 dropped the marker', () => {
    const old = withValues(echo, {
      source_id: 'gateway-call:hotel:3:message:48210/2',
      content_attributes: {},
    });
    expect(read(old)).toMatchObject({ kind: 'echo', callId: 'hotel:3:message:48210/2' });
  });

  it('are known for private notes too', () => {
    expect(read(withValues(marked, { private: true })).kind).toBe('echo');
  });

  it('are never read from what a customer sends', () => {
    const forged = withValues(incoming, { 'content_attributes.gateway_call_id': 'hotel:3:message:1/1' });
    expect(read(forged).kind).toBe('event');
  });
});

describe('who spoke', () => {
  const agent = fixture('message_created.outgoing_agent.json');
  it.each([
    [
      'an automation rule',
      { sender: null, 'content_attributes.automation_rule_id': 4 },
      'automation-message',
    ],
    ['a campaign with a sender', { 'additional_attributes.campaign_id': 9 }, 'campaign-message'],
    ['Captain', { 'sender.type': 'captain_assistant' }, 'own-message'],
    ['a note by a bot', { private: true, 'sender.type': 'agent_bot' }, 'private-note'],
    ['a message type of a later version', { message_type: 'activity' }, 'unknown-message-type'],
  ])('%s is ignored', (_name, values, reason) => {
    expect(read(withValues(agent, values))).toEqual({ kind: 'ignored', reason });
  });

  it('a reply from Slack has no sender, and is a person', () => {
    const slack = withValues(agent, { sender: null });
    expect(accepted(slack).event).toMatchObject({ kind: 'person-replied', from: 'other-app' });
  });

  it.each([
    ['a blocked contact', { 'conversation.meta.sender.blocked': true }, 'contact-blocked'],
    ['a blocked sender', { 'sender.blocked': true }, 'contact-blocked'],
    ['a machine', { 'content_attributes.email': { auto_reply: true } }, 'auto-reply'],
  ])('%s gets no answer', (_name, values, reason) => {
    expect(read(withValues(incoming, values))).toEqual({ kind: 'ignored', reason });
  });
});

describe('content', () => {
  it.each([
    ['null', null],
    ['empty', ''],
    ['blank', ' \n '],
    ['no text', 42],
  ])('that is %s is something that we cannot see', (_name, content) => {
    expect(contentOf(withValues(incoming, { content }))).toEqual({
      kind: 'attachment',
      items: [{ kind: 'other' }],
    });
  });

  it('is kept as written: emoji, right-to-left, braces, commands', () => {
    for (const content of ['🏨👍🏽', 'שלום, מה שלומך?', '{{contact.name}} {% x %}', '/restart', '2']) {
      expect(contentOf(withValues(incoming, { content }))).toEqual({ kind: 'text', text: content });
    }
  });

  it('of 150,000 characters is cut, says so, and never within a character', () => {
    const content = `x${'😀'.repeat(75_000)}`;
    const { event } = accepted(withValues(incoming, { content }));
    if (event.kind !== 'customer-spoke' || event.utterance.content.kind !== 'text')
      throw new Error('no text');
    expect(event.utterance.cutFrom).toBe(150_001);
    expect(event.utterance.content.text).toHaveLength(MAX_UTTERANCE_LENGTH - 1);
    expect(event.utterance.content.text.isWellFormed()).toBe(true);
  });

  it('loses lone surrogates and NUL, which a database refuses', () => {
    expect(contentOf(withValues(incoming, { content: 'a\0b\ud800c' }))).toEqual({
      kind: 'text',
      text: 'ab\ufffdc',
    });
  });

  it('keeps the other attachments when one cannot be read', () => {
    const attachments = [null, 7, { file_type: 'video', data_url: 'https://x.example/v' }];
    expect(contentOf(withValues(incoming, { content: null, attachments }))).toEqual({
      kind: 'attachment',
      items: [{ kind: 'other' }, { kind: 'other' }, { kind: 'video', url: 'https://x.example/v' }],
    });
  });
});

describe('the conversation', () => {
  const conversationOf = (body: unknown, more: Partial<ReadEventOptions> = {}) =>
    accepted(body, more).event.conversation;

  it('tells the version by its shape', () => {
    const v42 = fixture('message_created.incoming.v4_2.json');
    const v413 = fixture('conversation_status_changed.v4_13_no_account.json');
    expect(conversationOf(v42).features).toEqual([]);
    expect(conversationOf(v42, { deliveryId: 'd' }).features).toEqual(['markers', 'typing']);
    expect(conversationOf(v413).features).toEqual(['markers', 'typing']);
    expect(conversationOf(incoming).features).toEqual(['markers', 'typing', 'read-back', 'labels']);
  });

  it('finds the account in the newest message when the event names none', () => {
    const body = fixture('conversation_status_changed.v4_13_no_account.json');
    expect(conversationOf(body).key).toBe('hotel:3:312');
    expect(read(withValues(body, { messages: [] }))).toEqual({ kind: 'ignored', reason: 'no-account' });
  });

  it('tells our bot from another once our id is known', () => {
    expect(conversationOf(assigned).assignee?.kind).toBe('this-bot');
    expect(conversationOf(assigned, { ownBotId: '5' }).assignee?.kind).toBe('this-bot');
    expect(conversationOf(assigned, { ownBotId: '6' }).assignee?.kind).toBe('other-bot');
  });

  it.each([
    ['Channel::FacebookPage', { type: 'instagram_direct_message' }, 'x', 'instagram'],
    ['Channel::FacebookPage', {}, 'x', 'facebook'],
    ['Channel::TwilioSms', {}, 'whatsapp:+15550100', 'twilio-whatsapp'],
    ['Channel::TwilioSms', {}, '+15550100', 'twilio-sms'],
    ['Channel::Instagram', {}, 'x', 'instagram'],
    ['Channel::Tomorrow', {}, 'x', 'unknown'],
    [null, {}, 'x', 'unknown'],
  ])('on %s %j is on the right channel', (channel, additional, sourceId, expected) => {
    const body = withValues(incoming, {
      'conversation.channel': channel,
      'conversation.additional_attributes': additional,
      'conversation.contact_inbox.source_id': sourceId,
    });
    expect(conversationOf(body).channel).toBe(expected);
  });

  it.each([
    ['snoozed', 'paused'],
    ['resolved', 'closed'],
    ['on-fire', 'people'],
    ['constructor', 'people'],
  ])('with status %s is %s', (status, expected) => {
    expect(conversationOf(withValues(incoming, { 'conversation.status': status })).status).toBe(expected);
  });

  it('takes whose identity was proven, team, priority, labels and attributes', () => {
    const body = withValues(incoming, {
      'conversation.meta.hmac_verified': true,
      'conversation.meta.team': { id: 4, name: 'billing', icon: '' },
      'conversation.priority': 'urgent',
      'conversation.labels': ['vip'],
      'conversation.custom_attributes': { order_id: '1009', nested: { a: [1, null] } },
      'conversation.meta.sender.custom_attributes': { plan: 'gold' },
      'conversation.meta.sender.phone_number': '+15550100123',
    });
    expect(conversationOf(body)).toMatchObject({
      team: { id: '4', name: 'billing' },
      priority: 'urgent',
      labels: ['vip'],
      attributes: { order_id: '1009', nested: { a: [1, null] } },
      contact: { verified: true, phone: '+15550100123', attributes: { plan: 'gold' } },
    });
  });

  it('holds no token of the visitor', () => {
    expect(JSON.stringify(accepted(incoming))).not.toContain('q7Vn2cXbYt9RkLw4HsPd8FmJ');
  });
});

describe('changes of a conversation', () => {
  const update = fixture('conversation_updated.status.json');
  it.each([
    ['a team', [{ team_id: {} }], 'event'],
    ['something that later versions may assign by', [{ ai_assignee_id: {} }], 'event'],
    ['nothing named', null, 'event'],
    ['seen times and priority', [{ agent_last_seen_at: {} }, { priority: {}, updated_at: {} }], 'ignored'],
  ])('in %s', (_name, changed, kind) => {
    expect(read(withValues(update, { changed_attributes: changed })).kind).toBe(kind);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['null', null],
    ['a list', []],
    ['a text', 'hello'],
    ['no event', {}],
    ['an event that is no text', { event: 7 }],
  ])('%s is no event', (_name, body) => {
    expect(read(body)).toEqual({ kind: 'unreadable', reason: 'not-an-event' });
  });

  it.each([
    ['no conversation', { conversation: undefined }],
    ['an id that is none', { id: '../1' }],
    ['no status', { 'conversation.status': undefined }],
    ['privacy unclear', { private: 'yes' }],
    ['no account anywhere', { account: null, 'conversation.account': null, 'conversation.messages': [] }],
  ])('a customer message with %s is refused, since people must see it', (_name, values) => {
    expect(read(withValues(incoming, values))).toEqual({ kind: 'unreadable', reason: 'message-unreadable' });
  });

  it('anything else is ignored', () => {
    expect(read(withValues(echo, { conversation: undefined }))).toEqual(shape);
    expect(read({ event: 'conversation_updated' })).toEqual(shape);
    expect(read({ event: 'webwidget_triggered', current_conversation: 7 })).toMatchObject({
      kind: 'ignored',
    });
    expect(read({ event: 'contact_created' })).toEqual({ kind: 'ignored', reason: 'unknown-event' });
  });
  const shape = { kind: 'ignored', reason: 'wrong-shape' };
});
