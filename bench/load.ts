/** Customers: signed webhooks in the shape of Chatwoot's, timed until the reply arrives at the stub. */
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Stubs } from './stubs.ts';

export interface Sample {
  /** Webhook sent → webhook answered, milliseconds, sorted. */
  readonly webhookMs: readonly number[];
  /** Webhook sent → reply arrived at the stub, milliseconds, sorted. */
  readonly replyMs: readonly number[];
  readonly seconds: number;
  readonly turns: number;
  /** Webhooks not answered with 200, and turns without a reply in time. */
  readonly failures: number;
}

const REPLY_PATIENCE_MS = 30_000;
const fixture = new URL('../test/fixtures/chatwoot/message_created.incoming.json', import.meta.url);
const template = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, unknown> & {
  conversation: Record<string, unknown>;
};

export interface Customers {
  /** Keeps `conversations` talking, each sending its next message when the reply has come. */
  closedLoop(conversations: number, turns: number): Promise<Sample>;
  /** `perSecond` messages, evenly spread over `conversations`, whatever comes back. */
  openLoop(perSecond: number, conversations: number, turns: number): Promise<Sample>;
  /** Each of `conversations` says one thing, `atOnce` of them at a time. */
  everybodyOnce(conversations: number, atOnce: number): Promise<Sample>;
  close(): void;
}

export function createCustomers(target: string, secret: string, stubs: Stubs): Customers {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1024 });
  const waiting = new Map<number, (at: number) => void>();
  let nextMessageId = Date.now() % 1_000_000_000;
  stubs.onReply((conversation) => waiting.get(conversation)?.(performance.now()));

  async function turn(
    conversation: number,
    into: { webhookMs: number[]; replyMs: number[]; failures: number },
  ): Promise<void> {
    nextMessageId += 1;
    const body = toBody(conversation, nextMessageId);
    const sentAt = performance.now();
    const replied = new Promise<number | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), REPLY_PATIENCE_MS);
      waiting.set(conversation, (at) => {
        clearTimeout(timer);
        resolve(at);
      });
    });
    const status = await send(target, agent, secret, body);
    into.webhookMs.push(performance.now() - sentAt);
    const repliedAt = status === 200 ? await replied : undefined;
    if (repliedAt === undefined) into.failures += 1;
    else into.replyMs.push(repliedAt - sentAt);
  }

  return {
    async closedLoop(conversations, turns) {
      const into = { webhookMs: [], replyMs: [], failures: 0 };
      const startedAt = performance.now();
      let left = turns;
      const talk = async (conversation: number) => {
        while (left > 0) {
          left -= 1;
          await turn(conversation, into);
        }
      };
      await Promise.all(Array.from({ length: conversations }, (_, index) => talk(index + 1)));
      return toSample(into, startedAt);
    },
    async openLoop(perSecond, conversations, turns) {
      const into = { webhookMs: [], replyMs: [], failures: 0 };
      const startedAt = performance.now();
      const all: Promise<void>[] = [];
      for (let index = 0; index < turns; index += 1) {
        const dueAt = startedAt + (index * 1000) / perSecond;
        const early = dueAt - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        all.push(turn((index % conversations) + 1, into));
      }
      await Promise.all(all);
      return toSample(into, startedAt);
    },
    async everybodyOnce(conversations, atOnce) {
      const into = { webhookMs: [], replyMs: [], failures: 0 };
      const startedAt = performance.now();
      let next = 1;
      const talk = async () => {
        while (next <= conversations) await turn(next++, into);
      };
      await Promise.all(Array.from({ length: atOnce }, talk));
      return toSample(into, startedAt);
    },
    close: () => agent.destroy(),
  };
}

function toSample(
  into: { webhookMs: number[]; replyMs: number[]; failures: number },
  startedAt: number,
): Sample {
  const ascending = (values: number[]) => values.sort((a, b) => a - b);
  return {
    webhookMs: ascending(into.webhookMs),
    replyMs: ascending(into.replyMs),
    seconds: (performance.now() - startedAt) / 1000,
    turns: into.replyMs.length,
    failures: into.failures,
  };
}

function toBody(conversation: number, messageId: number): Buffer {
  const event = {
    ...template,
    id: messageId,
    content: 'do you have a double room for two nights?',
    created_at: new Date().toISOString(),
    conversation: { ...template.conversation, id: conversation, status: 'pending' },
  };
  return Buffer.from(JSON.stringify(event));
}

function send(target: string, agent: http.Agent, secret: string, body: Buffer): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-chatwoot-delivery': randomUUID(),
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': `sha256=${signature}`,
    };
    const request = http.request(target, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(body);
  });
}
