import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChatwootChannel, createChatwootChannel } from '../../src/chatwoot/chatwoot-channel.ts';
import { planCalls } from '../../src/chatwoot/plan-calls.ts';
import type { Call } from '../../src/core/model/turn.ts';
import { conversation } from '../support/builders.ts';
import { type Answer, type ChatwootServer, recordedAnswer, startChatwootServer } from './chatwoot-server.ts';
import { asObject, type Fixture, withValues } from './fixtures.ts';
import { outcome, TURN_ID } from './outcomes.ts';

const signal = new AbortController().signal;
const settings = {
  token: 'bot-token',
  timeoutMs: 5_000,
  maxMediaBytes: 1_000,
  allowedHosts: [],
  secrets: ['s'],
  headerPrefix: 'X-Chatwoot-',
  toleranceSeconds: 300,
};
let server: ChatwootServer;
let channel: ChatwootChannel;

beforeAll(async () => {
  server = await startChatwootServer();
});
beforeEach(() => {
  server.seen.length = 0;
  channel?.close();
  channel = createChatwootChannel({ ...settings, url: server.url }, { now: () => 0 });
});
afterAll(async () => {
  channel.close();
  await server.close();
});

const notForBots = recordedAnswer('api.any.401_endpoint_not_allowed_for_bots.json');
const shown: Fixture = asObject(recordedAnswer('api.conversation_show.200.json').body);
function showing(values: Readonly<Record<string, unknown>>): Answer {
  return { status: 200, body: withValues(shown, values) };
}

describe('looking for a message', () => {
  const calls = planCalls(
    outcome({
      replies: [
        { kind: 'text', text: 'One' },
        { kind: 'text', text: 'Two' },
      ],
      actions: [{ kind: 'resolve' }],
    }),
    conversation(),
  );
  const call = (index: number): Call => {
    const found = calls[index];
    if (!found) throw new Error('no such call');
    return found;
  };
  const newest = (id: number, marker?: string) =>
    showing({
      'last_non_activity_message.id': id,
      'last_non_activity_message.content_attributes': { gateway_call_id: marker },
    });

  it.each<[string, Answer, 'arrived' | 'not-arrived' | 'unknown']>([
    ['our mark', newest(48_300, `${TURN_ID}/2`), 'arrived'],
    [
      'our mark in source_id',
      showing({ 'last_non_activity_message.source_id': `gateway-call:${TURN_ID}/2` }),
      'arrived',
    ],
    ['the message that caused the turn', newest(48_210), 'not-arrived'],
    ['an older message', newest(48_000), 'not-arrived'],
    ['the call before of the same turn', newest(48_300, `${TURN_ID}/1`), 'not-arrived'],
    ['a call after', newest(48_300, `${TURN_ID}/3`), 'unknown'],
    ['a call of another turn', newest(48_300, 'hotel:1:message:48200/1'), 'unknown'],
    ['a later message of somebody', newest(48_300), 'unknown'],
    ['no message', showing({ last_non_activity_message: null }), 'unknown'],
    ['a team, which breaks the view', { status: 500, body: '<html>' }, 'unknown'],
    ['another shape', { status: 200, body: [] }, 'unknown'],
    ['no conversation', recordedAnswer('api.messages_create.404.json'), 'unknown'],
  ])('finds %s', async (_name, answer, expected) => {
    server.react = () => answer;
    expect(await channel.look(call(1), signal)).toBe(expected);
  });

  it.each([
    ['a later second', 0, 21, 'arrived'],
    ['the second of the cause', 0, 20, 'unknown'],
    ['before the cause', 0, 5, 'unknown'],
    ['nobody', 0, 0, 'unknown'],
    ['a later second, but it is not the first message', 1, 21, 'unknown'],
  ])('is told by a customer who wrote again and waits since %s', async (_name, index, since, expected) => {
    server.react = () => showing({ waiting_since: since, last_non_activity_message: { id: 48_999 } });
    const asked = planCalls(
      outcome({
        causedAt: 20_400,
        replies: [
          { kind: 'text', text: 'One' },
          { kind: 'text', text: 'Two' },
        ],
      }),
      conversation(),
    )[index];
    expect(asked && (await channel.look(asked, signal))).toBe(expected);
  });

  it('reads by an empty PATCH before 4.15, and remembers it', async () => {
    server.react = ({ method }) => (method === 'GET' ? notForBots : newest(48_300, `${TURN_ID}/1`));
    expect(await channel.look(call(0), signal)).toBe('arrived');
    expect(await channel.look(call(0), signal)).toBe('arrived');
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'PATCH']);
    expect(server.seen[1]?.json()).toEqual({});
  });

  it('asks nothing for what may be sent twice', async () => {
    expect(await channel.look(call(2), signal)).toBe('not-arrived');
    expect(server.seen).toEqual([]);
  });

  it('does not know when Chatwoot is away', async () => {
    server.react = () => 'break';
    expect(await channel.look(call(0), signal)).toBe('unknown');
  });
});

describe('how a conversation stands now', () => {
  it('is its status and who holds it', async () => {
    const assignee = { id: 21, name: 'Dana Ortiz' };
    server.react = () => showing({ status: 'open', meta: { assignee, assignee_type: 'User' } });
    expect(await channel.live?.(conversation(), signal)).toEqual({
      status: 'people',
      assignee: { kind: 'person', id: '21', name: 'Dana Ortiz' },
      lastMessage: { id: '48211', by: 'bot' },
    });
    server.react = () => showing({ waiting_since: 1_783_936_470 });
    expect(await channel.live?.(conversation(), signal)).toEqual({
      status: 'bot',
      waitingSince: 1_783_936_470_000,
      lastMessage: { id: '48211', by: 'bot' },
    });
    server.react = () => ({ status: 500 });
    expect(await channel.live?.(conversation(), signal)).toBeUndefined();
  });
});

describe('typing', () => {
  it('is switched on and off', async () => {
    server.react = () => recordedAnswer('api.toggle_typing_status.200.json');
    await channel.typing(conversation(), true, signal);
    await channel.typing(conversation(), false, signal);
    expect(server.seen.map(({ json }) => json())).toEqual([
      { typing_status: 'on' },
      { typing_status: 'off' },
    ]);
    expect(server.seen[0]?.path).toBe('/api/v1/accounts/1/conversations/312/toggle_typing_status');
  });

  it('is left where the version has none, and given up after a refusal', async () => {
    server.react = () => notForBots;
    await channel.typing(conversation({ features: [] }), true, signal);
    expect(server.seen).toEqual([]);
    await channel.typing(conversation(), true, signal);
    await channel.typing(conversation(), false, signal);
    expect(server.seen).toHaveLength(1);
  });

  it('never fails', async () => {
    server.react = () => 'break';
    await expect(channel.typing(conversation(), true, signal)).resolves.toBeUndefined();
  });
});

describe('check', () => {
  const first = async (answer: Answer | 'break') => {
    server.react = () => answer;
    const [finding] = await channel.check(signal);
    return finding;
  };

  it.each<[string, Answer | 'break', string, RegExp]>([
    [
      'a good token',
      recordedAnswer('api.messages_create.404.json'),
      'ok',
      /takes the bot token and lets it read/,
    ],
    ['a good token before 4.15', notForBots, 'ok', /before 4.15/],
    [
      'a wrong token',
      recordedAnswer('api.messages_create.401_invalid_token.json'),
      'error',
      /does not know the bot token/,
    ],
    ['a proxy that drops the header', recordedAnswer('api.any.401_no_token.json'), 'error', /got no token/],
    ['a web page', { status: 200, body: '<html>' }, 'error', /not Chatwoot's API/],
    ['a page that is missing', { status: 404, body: '<html>' }, 'error', /not Chatwoot's API/],
    ['no answer', 'break', 'error', /cannot be reached/],
  ])('%s', async (_name, answer, level, message) => {
    const finding = await first(answer);
    expect(finding).toMatchObject({ level, message: expect.stringMatching(message) });
    expect(JSON.stringify(finding)).not.toContain('bot-token');
  });

  it('warns of what leaves the webhook open, and of a token in the clear', async () => {
    const levels = async (change: object, url = server.url) => {
      const other = createChatwootChannel({ ...settings, url, ...change }, { now: () => 0 });
      const findings = await other.check(AbortSignal.timeout(300));
      other.close();
      return findings.slice(1).map(({ level }) => level);
    };
    server.react = () => notForBots;
    expect(await levels({})).toEqual([]);
    expect(await levels({ secrets: [], pathSecret: 'x' })).toEqual(['warning']);
    expect(await levels({ secrets: [] })).toEqual(['error']);
    expect(await levels({}, 'http://chat.example.invalid')).toEqual(['warning']);
  });
});
