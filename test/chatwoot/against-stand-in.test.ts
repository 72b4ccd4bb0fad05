/** Our side of Chatwoot against the stand-in, which shares no code with it, over real HTTP and in every version. */
import Router from '@koa/router';
import Koa from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { type ChatwootChannel, createChatwootChannel } from '../../src/chatwoot/chatwoot-channel.ts';
import { planCalls } from '../../src/chatwoot/plan-calls.ts';
import { createWebhookRoute } from '../../src/chatwoot/webhook-route.ts';
import type { Conversation } from '../../src/core/model/conversation.ts';
import type { Reply } from '../../src/core/model/reply.ts';
import type { Observation } from '../../src/core/ports/observer.ts';
import type { NewEvent } from '../../src/core/ports/store.ts';
import type { StandInOptions } from '../../src/playground/stand-in/stand-in-options.ts';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import type { ChatwootVersion } from '../../src/playground/stand-in/version-profiles.ts';
import { startServer } from '../../src/playground/start-server.ts';
import { outcome } from './outcomes.ts';

interface Scene {
  readonly standIn: StartedStandIn;
  readonly channel: ChatwootChannel;
  readonly accepted: NewEvent[];
  readonly settled: string[];
  readonly observed: Observation[];
  /** A conversation in which the customer said hello, as the last event saw it. */
  begin(): Promise<{ readonly id: number; readonly conversation: Conversation; readonly turn: string }>;
  /** Plans, delivers, and waits for the webhooks that follow. */
  say(replies: readonly Reply[], to: Conversation, turn: string): Promise<readonly string[]>;
}

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const signal = new AbortController().signal;

async function setUp(version: ChatwootVersion, options: StandInOptions = {}): Promise<Scene> {
  const signs = version !== '4.2';
  const standIn = await startStandIn({
    version,
    bots: [{ name: 'Hotel Bot', token: 'bot-token', secret: 'hook-secret' }],
    firstId: 100,
    ...options,
  });
  const locks = {
    secrets: signs ? ['hook-secret'] : [],
    ...(signs ? {} : { pathSecret: 'path-secret' }),
    headerPrefix: 'X-Chatwoot-',
    toleranceSeconds: 300,
  };
  const accepted: NewEvent[] = [];
  const settled: string[] = [];
  const observed: Observation[] = [];
  const route = createWebhookRoute({
    findBot: (name) => (name === 'hotel' ? { name, ...locks } : undefined),
    store: {
      async accept([event]) {
        if (!event || accepted.some(({ id }) => id === event.id)) return ['duplicate'];
        accepted.push(event);
        return ['accepted'];
      },
      async settle(callId) {
        settled.push(callId);
        return true;
      },
    },
    now: Date.now,
    observe: (observation) => observed.push(observation),
  });
  const router = new Router();
  router.post('/hook/:bot', route);
  router.post('/hook/:bot/:secret', route);
  const door = await startServer(new Koa().use(router.routes()).callback());
  standIn.setOutgoingUrl(`${door.url}/hook/hotel${signs ? '' : '/path-secret'}`);
  const settings = { url: standIn.url, token: 'bot-token', timeoutMs: 5_000, maxMediaBytes: 10_000 };
  const channel = createChatwootChannel({ ...settings, allowedHosts: [], ...locks }, { now: Date.now });
  closers.push(standIn.close, door.close, () => channel.close());
  return {
    standIn,
    channel,
    accepted,
    settled,
    observed,
    async begin() {
      const { id } = standIn.createConversation();
      standIn.customerSays(id, 'Hello');
      await standIn.webhooksDone();
      const spoken = accepted.findLast(({ event }) => event.kind === 'customer-spoke');
      if (!spoken) throw new Error('nothing was accepted');
      return { id, conversation: spoken.event.conversation, turn: spoken.id };
    },
    async say(replies, to, turn) {
      const made = outcome({ replies });
      const calls = planCalls({ ...made, trace: { ...made.trace, id: turn } }, to);
      for (const call of calls) {
        expect(await channel.deliver(call, signal)).toEqual({ kind: 'sent', reference: expect.any(String) });
      }
      await standIn.webhooksDone();
      return calls.map(({ id }) => id);
    },
  };
}

const options = [
  { title: 'Grand Plaza', value: 'grand-plaza' },
  { title: 'Park Hotel', value: 'park' },
];
const everything: readonly Reply[] = [
  { kind: 'text', text: 'Hello {{contact.name}}, see `{{code}}` & <b>' },
  { kind: 'choices', text: 'Which hotel?', options },
  {
    kind: 'cards',
    text: 'Our hotels',
    cards: [
      {
        title: 'Grand Plaza',
        imageUrl: 'https://img.example.org/gp.png',
        actions: [{ kind: 'choice', text: 'Take it', value: 'grand-plaza' }],
      },
    ],
  },
  {
    kind: 'form',
    text: 'Details',
    submitLabel: 'Send',
    fields: [
      { name: 'name', label: 'Name', kind: 'text' },
      { name: 'comments', label: 'Comments', kind: 'text-area', required: false },
    ],
  },
  { kind: 'article', text: 'Read', items: [{ title: 'Parking', url: 'https://example.org/parking' }] },
  { kind: 'ask-email', text: 'Your e-mail?' },
];

describe.each<ChatwootVersion>(['4.2', '4.13', '4.15', '4.16'])('Chatwoot %s', (version) => {
  it('shows the customer every kind of message as it was meant', async () => {
    const scene = await setUp(version);
    const { id, conversation, turn } = await scene.begin();
    await scene.say(everything, conversation, turn);
    const bots = scene.standIn.customerView(id).filter(({ from }) => from === 'bot');
    expect(bots.map(({ shows, text }) => [shows, text])).toEqual([
      ['text', 'Hello {{contact.name}}, see `{{code}}` & <b>'],
      ['options', 'Which hotel?'],
      ['cards', ''],
      ['options', 'Our hotels'],
      ['text', 'Details'],
      ['form', ''],
      ['text', 'Read'],
      ['article', ''],
      ['email-box', 'Your e-mail?'],
    ]);
  });

  it('proves by its echo that each message arrived', async () => {
    const scene = await setUp(version);
    const { conversation, turn } = await scene.begin();
    const calls = await scene.say(everything, conversation, turn);
    expect(scene.settled.toSorted()).toEqual(calls.toSorted());
  });

  it('takes each answer in the widget once', async () => {
    const scene = await setUp(version);
    const { id, conversation, turn } = await scene.begin();
    await scene.say(everything, conversation, turn);
    const shown = scene.standIn.customerView(id);
    const find = (kind: string) => shown.find(({ shows }) => shows === kind)?.id ?? 0;
    scene.standIn.chooseOption(find('options'), 'park');
    scene.standIn.submitForm(find('form'), { name: 'Ana', comments: '-' });
    scene.standIn.submitEmail(find('email-box'), 'ana@example.org');
    scene.standIn.readReceipts(id);
    await scene.standIn.webhooksDone();
    const contents = scene.accepted.flatMap(({ event }) =>
      event.kind === 'customer-spoke' ? [event.utterance.content] : [],
    );
    expect(contents.slice(1)).toHaveLength(3);
    expect(contents).toMatchObject([
      { kind: 'text', text: 'Hello' },
      { kind: 'choice', value: 'park', title: 'Park Hotel' },
      { kind: 'form', values: { name: 'Ana', comments: '' } },
      { kind: 'form', values: { email: 'ana@example.org' } },
    ]);
  });

  it('is understood when people act, and nothing is refused', async () => {
    const scene = await setUp(version);
    const { id } = await scene.begin();
    scene.standIn.agentReplies(id, 'Hello, this is Dana');
    scene.standIn.agentNotes(id, 'VIP');
    scene.standIn.agentTakesOver(id);
    scene.standIn.setStatus(id, 'pending');
    scene.standIn.resolve(id);
    scene.standIn.openWidget(id);
    scene.standIn.customerSays(id, 'Me again');
    await scene.standIn.webhooksDone();
    const kinds = new Set(scene.accepted.map(({ event }) => event.kind));
    expect([...kinds].toSorted()).toEqual([
      'conversation-changed',
      'customer-spoke',
      'note-written',
      'person-replied',
    ]);
    const refused = scene.observed.filter(
      (observation) => observation.kind === 'webhook-answered' && observation.status !== 200,
    );
    expect(refused).toEqual([]);
    const last = scene.accepted.findLast(({ event }) => event.kind === 'customer-spoke');
    expect(last?.event.conversation.status).toBe('bot');
  });

  it('finds an uncertain message, or that it is not there', async () => {
    const scene = await setUp(version);
    const { conversation, turn } = await scene.begin();
    const made = outcome({
      replies: [
        { kind: 'text', text: 'One' },
        { kind: 'text', text: 'Two' },
      ],
    });
    const [one, two] = planCalls({ ...made, trace: { ...made.trace, id: turn } }, conversation);
    if (!one || !two) throw new Error('two calls were planned');
    expect(await scene.channel.look(one, signal)).toBe('not-arrived');
    await scene.channel.deliver(one, signal);
    expect(await scene.channel.look(one, signal)).toBe('arrived');
    expect(await scene.channel.look(two, signal)).toBe('not-arrived');
    await scene.channel.deliver(two, signal);
    expect(await scene.channel.look(two, signal)).toBe('arrived');
  });

  it('hands over: notes, attributes, priority, and open, whatever the version refuses', async () => {
    const scene = await setUp(version);
    const { id, conversation } = await scene.begin();
    const calls = planCalls(
      outcome({
        handoff: { reason: 'asked', farewell: 'A colleague takes over.', note: 'Asked for a person' },
        actions: [
          { kind: 'set-attributes', values: { hotel: 'park' } },
          { kind: 'add-labels', labels: ['billing'] },
          { kind: 'set-priority', priority: 'high' },
        ],
      }),
      conversation,
    );
    for (const call of calls) {
      const { kind } = await scene.channel.deliver(call, signal);
      if (!call.optional) expect(kind).toBe('sent');
    }
    const after = scene.standIn.conversation(id);
    expect(after).toMatchObject({ status: 'open', priority: 'high', custom_attributes: { hotel: 'park' } });
    expect(after.labels).toEqual(version === '4.2' || version === '4.13' ? [] : ['billing']);
    expect(await scene.channel.live?.(conversation, signal)).toMatchObject({ status: 'people' });
  });

  it('shows typing where it can, and takes the check', async () => {
    const scene = await setUp(version);
    const { id, conversation } = await scene.begin();
    await scene.channel.typing(conversation, true, signal);
    expect(scene.standIn.isTyping(id)).toBe(version !== '4.2');
    await scene.channel.typing(conversation, false, signal);
    expect(scene.standIn.isTyping(id)).toBe(false);
    const [finding] = await scene.channel.check(signal);
    expect(finding?.level).toBe('ok');
  });
});

describe('every channel', () => {
  it.each([
    'api',
    'whatsapp',
    'twilio-sms',
    'telegram',
    'messenger',
    'instagram',
    'line',
    'sms',
    'email',
    'tiktok',
  ] as const)('%s lets the customer see every option', async (channel) => {
    const scene = await setUp('4.15', { inboxes: [{ name: 'Inbox', channel }] });
    const { id, conversation, turn } = await scene.begin();
    expect(conversation.channel).not.toBe('unknown');
    await scene.say([{ kind: 'choices', text: 'Which hotel?', options }], conversation, turn);
    const seen = await scene.standIn.waitFor(() =>
      scene.standIn.customerView(id).find(({ from }) => from === 'bot'),
    );
    for (const { title } of options) expect(JSON.stringify(seen)).toContain(title);
  });
});
