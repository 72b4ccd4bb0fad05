import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ChatwootChannel, createChatwootChannel } from '../../src/chatwoot/chatwoot-channel.ts';
import type { DirectorySettings } from '../../src/chatwoot/directory-settings.ts';
import { planCalls } from '../../src/chatwoot/plan-calls.ts';
import type { Delivery } from '../../src/core/ports/channel.ts';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { conversation } from '../support/builders.ts';
import { outcome } from './outcomes.ts';

const signal = new AbortController().signal;
const nobody: DirectorySettings = { teams: {}, agents: {}, named: [] };
const withToken: DirectorySettings = { ...nobody, adminToken: 'agent-token' };
let standIn: StartedStandIn;
const channels: ChatwootChannel[] = [];
let now = 0;

beforeAll(async () => {
  standIn = await startStandIn();
});
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
  standIn.faults.clear();
});
afterAll(() => standIn.close());

function connect(directory: DirectorySettings): ChatwootChannel {
  const channel = createChatwootChannel(
    {
      url: standIn.url,
      token: standIn.credentials().token,
      timeoutMs: 5_000,
      maxMediaBytes: 1_000,
      allowedHosts: [],
      secrets: ['s'],
      headerPrefix: 'X-Chatwoot-',
      toleranceSeconds: 300,
      directory,
    },
    { now: () => now },
  );
  channels.push(channel);
  return channel;
}

/** Sends one assignment into a fresh conversation. */
async function assign(
  directory: DirectorySettings | ChatwootChannel,
  who: { readonly team?: string; readonly agent?: string },
): Promise<{ readonly id: number; readonly delivery: Delivery | undefined }> {
  const channel = 'deliver' in directory ? directory : connect(directory);
  const { id } = standIn.createConversation();
  const [call] = planCalls(
    outcome({ actions: [{ kind: 'assign', ...who }] }),
    conversation({ account: '1', id: String(id) }),
  );
  return { id, delivery: call && (await channel.deliver(call, signal)) };
}

function assigned(id: number) {
  const shown = standIn.requests.findLast(
    ({ conversationId, path }) => conversationId === id && path.endsWith('/assignments'),
  );
  return shown?.body;
}

function notes(id: number): readonly unknown[] {
  return standIn.requests
    .filter(({ conversationId, path }) => conversationId === id && path.endsWith('/messages'))
    .map(({ body }) => body);
}

describe('giving a conversation to somebody', () => {
  it.each<[string, DirectorySettings, { team?: string; agent?: string }, object]>([
    ['an id', nobody, { team: '2' }, { team_id: 2 }],
    ['a name with its id', { ...nobody, teams: { Support: 1 } }, { team: 'support' }, { team_id: 1 }],
    [
      'an address with its id',
      { ...nobody, agents: { 'dana@example.com': 21 } },
      { agent: 'Dana@example.com' },
      { assignee_id: 21 },
    ],
    ['the name of a team', withToken, { team: 'Billing' }, { team_id: 2 }],
    ['the address of an agent', withToken, { agent: 'dana@example.com' }, { assignee_id: 21 }],
    ['the name of an agent', withToken, { agent: 'Dana Ortiz' }, { assignee_id: 21 }],
    ['the short name of an agent', withToken, { agent: 'dana' }, { assignee_id: 21 }],
  ])('by %s', async (_name, directory, who, body) => {
    const { id, delivery } = await assign(directory, who);
    expect(delivery).toEqual({ kind: 'sent' });
    expect(assigned(id)).toEqual(body);
    expect(notes(id)).toEqual([]);
  });

  it.each<[string, DirectorySettings, { team?: string; agent?: string }]>([
    ['a name that nobody may look up', nobody, { team: 'support' }],
    ['a team that is missing', withToken, { team: 'legal' }],
    ['an agent who is missing', withToken, { agent: 'eve@example.com' }],
    ['a token that is refused', { ...nobody, adminToken: 'wrong' }, { team: 'support' }],
    ['an id that Chatwoot does not know', nobody, { agent: '99' }],
  ])('is told in a note instead: %s', async (_name, directory, who) => {
    const { id, delivery } = await assign(directory, who);
    expect(delivery).toMatchObject({ kind: 'sent', note: expect.stringContaining('told in a note') });
    expect(notes(id)).toEqual([
      expect.objectContaining({
        private: true,
        content: expect.stringContaining(`meant for ${Object.keys(who)[0]} “${Object.values(who)[0]}”`),
      }),
    ]);
  });

  it('looks names up once in a while, not every time', async () => {
    const channel = connect(withToken);
    const looked = () => standIn.requests.filter(({ path }) => path.endsWith('/teams')).length;
    const before = looked();
    await assign(channel, { team: 'support' });
    await assign(channel, { team: 'billing' });
    expect(looked()).toBe(before + 1);
    now += 3_600_000;
    await assign(channel, { team: 'support' });
    expect(looked()).toBe(before + 2);
  });

  it('goes by what it knew while the list cannot be read', async () => {
    const channel = connect(withToken);
    await assign(channel, { team: 'support' });
    now += 3_600_000;
    standIn.faults.add({ match: { path: '/teams' }, action: { status: 503 } });
    const { id } = await assign(channel, { team: 'support' });
    expect(assigned(id)).toEqual({ team_id: 1 });
  });
});

describe('check', () => {
  async function findings(directory: Partial<DirectorySettings>) {
    const found = await connect({ ...nobody, ...directory }).check(signal);
    return found.map(({ level, message }) => `${level}: ${message}`);
  }
  const support = { kind: 'team', name: 'support' } as const;

  it('finds whom the rules name', async () => {
    const named = [
      support,
      { kind: 'agent', name: 'dana@example.com' },
      { kind: 'team', name: '2' },
    ] as const;
    expect(await findings({ adminToken: 'agent-token', named })).toEqual(
      expect.arrayContaining([
        'ok: team "support" is support.',
        'ok: agent "dana@example.com" is Dana Ortiz.',
        'ok: team "2" is billing.',
      ]),
    );
  });

  it.each<[string, Partial<DirectorySettings>, string]>([
    [
      'nobody of that name',
      { adminToken: 'agent-token', named: [{ kind: 'team', name: 'legal' }] },
      'team "legal", but there is none',
    ],
    [
      'nobody of that id',
      { adminToken: 'agent-token', named: [{ kind: 'agent', name: '99' }] },
      'agent "99", but there is none',
    ],
    [
      'a name that a bot may not look up',
      { named: [support] },
      'team "support", but a bot may not look up teams',
    ],
    [
      'a token that is refused',
      { adminToken: 'wrong', named: [support] },
      'does not take chatwoot.admin_token',
    ],
    [
      "a bot's token",
      { adminToken: 'playground-token', named: [support] },
      'does not take chatwoot.admin_token',
    ],
  ])('warns of %s', async (_name, directory, message) => {
    expect(await findings(directory)).toContainEqual(
      expect.stringMatching(new RegExp(`^warning: .*${message}`)),
    );
  });

  it('says nothing of ids, and nothing when nobody is named', async () => {
    const plain = await findings({});
    expect(await findings({ named: [{ kind: 'team', name: '4' }] })).toEqual(plain);
    expect(await findings({ teams: { support: 1 }, named: [support] })).toEqual(plain);
  });
});
