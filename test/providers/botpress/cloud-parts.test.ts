import { expect, it } from 'vitest';
import { botpressCloudSettingsSchema } from '../../../src/providers/botpress/cloud/cloud-settings.ts';
import { createLateSignals } from '../../../src/providers/botpress/cloud/late-signals.ts';
import type { CloudSignal } from '../../../src/providers/botpress/cloud/read-signal.ts';
import { createTurnCollector } from '../../../src/providers/botpress/cloud/turn-collector.ts';
import { signUserKey } from '../../../src/providers/botpress/cloud/user-key.ts';

const never = new AbortController().signal;
const settings = botpressCloudSettingsSchema.parse({ webhook_id: 'abc', encryption_key: 'key-of-the-bot' });

function message(id: string, createdAt = '2026-03-02T09:15:04.000Z'): CloudSignal {
  const payload = { type: 'text', text: id };
  return {
    kind: 'message',
    conversationId: 'cw_1',
    message: { id, createdAt, conversationId: 'cw_1', userId: 'bot', payload },
  };
}

it('words from before the customer’s message belong to no turn of his', async () => {
  const collector = createTurnCollector({ quietMs: 20, longestMs: 1_000, endsTurn: () => false }, never);
  const older = message('older', '2026-03-02T09:15:01.000Z');
  const answer = message('answer', '2026-03-02T09:15:03.000Z');
  collector.add(older);
  collector.add(answer);
  expect(collector.begin(Date.parse('2026-03-02T09:15:02.000Z'))).toEqual([older]);
  expect(await collector.collected).toEqual([answer]);
});

it('a late word waits until the one before it is kept', async () => {
  const kept: string[] = [];
  const first = Promise.withResolvers<void>();
  const late = createLateSignals(settings, async ({ id }) => {
    if (id === 'one') await first.promise;
    kept.push(id);
    return 'accepted';
  });
  const reports = [late.report(message('one')), late.report(message('two'))];
  await Promise.resolve();
  first.resolve();
  await Promise.all(reports);
  expect(kept).toEqual(['one', 'two']);
});

it('a user key is a JWT over the id of the user', () => {
  const [head, body] = signUserKey('key-of-the-bot', 'cw_1')
    .split('.')
    .map((part) => Buffer.from(part, 'base64url'));
  expect(String(head)).toBe('{"alg":"HS256","typ":"JWT"}');
  expect(String(body)).toBe('{"id":"cw_1"}');
});
