import { describe, expect, it } from 'vitest';
import { readBodyAddress } from '../../src/chatwoot/body-address.ts';
import { createSkippedDeliveries } from '../../src/gateway/skipped-deliveries.ts';

const noise = {
  event: 'conversation_updated',
  outcome: 'ignored',
  reason: 'conversation-update-noise',
} as const;

describe('createSkippedDeliveries', () => {
  it('keeps the newest of each conversation, and the conversations heard of last', () => {
    const skipped = createSkippedDeliveries({ conversations: 2, deliveries: 2 });
    for (const [at, key] of ['a', 'b', 'a', 'a', 'c'].entries()) {
      skipped.note(key, { ...noise, reason: `reason ${at}`, at });
    }
    expect(skipped.of('a').map(({ at }) => at)).toEqual([2, 3]);
    expect(skipped.of('b')).toEqual([]);
    expect(skipped.of('c')).toHaveLength(1);
  });

  it('counts what comes again and again', () => {
    const skipped = createSkippedDeliveries();
    for (const at of [1, 2, 3]) skipped.note('a', { ...noise, at });
    skipped.note('a', { ...noise, at: 4, messageId: '7' });
    expect(skipped.of('a')).toEqual([
      { ...noise, at: 3, times: 3 },
      { ...noise, at: 4, messageId: '7' },
    ]);
  });
});

describe('readBodyAddress', () => {
  it.each<[string, unknown, unknown]>([
    [
      'a message',
      { event: 'message_created', id: 5, content: 'hi', account: { id: 1 }, conversation: { id: 312 } },
      { key: 'bot:1:312', event: 'message_created', messageId: '5' },
    ],
    [
      'a message of an old version',
      { event: 'message_updated', id: 5, conversation: { id: 312, messages: [{ account_id: 2 }] } },
      { key: 'bot:2:312', event: 'message_updated', messageId: '5' },
    ],
    [
      'a conversation',
      { event: 'conversation_updated', id: 312, account: { id: 1 } },
      { key: 'bot:1:312', event: 'conversation_updated' },
    ],
    [
      'a conversation of an old version',
      { event: 'conversation_updated', id: 312, messages: [{ account_id: 2 }] },
      { key: 'bot:2:312', event: 'conversation_updated' },
    ],
    [
      'an opened widget',
      { event: 'webwidget_triggered', id: 9, account: { id: 1 }, current_conversation: { id: 312 } },
      { key: 'bot:1:312', event: 'webwidget_triggered' },
    ],
    ['no account', { event: 'message_created', id: 5, conversation: { id: 312 } }, undefined],
    [
      'odd ids',
      { event: 'message_created', id: 'x', account: { id: {} }, conversation: { id: -1 } },
      undefined,
    ],
    ['no object', 'hello', undefined],
    ['null', null, undefined],
  ])('%s', (_name, body, address) => {
    expect(readBodyAddress(body, 'bot')).toEqual(address);
  });
});
