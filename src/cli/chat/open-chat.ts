import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BotConfig, GatewayConfig } from '../../config/gateway-config.ts';
import type { StoredTrace } from '../../core/ports/store.ts';
import { createGateway, type Gateway } from '../../gateway.ts';
import { createPlayground, STAND_IN_PREFIX } from '../../playground/playground.ts';
import type { StandIn } from '../../playground/stand-in/stand-in.ts';

/** A gateway of its own with a stand-in for Chatwoot, and one conversation in it. */
export interface Chat {
  readonly standIn: StandIn;
  readonly conversationId: number;
  /** Resolves when nothing is left to do: every webhook delivered, every turn finished, every message sent. */
  settled(): Promise<void>;
  /** The newest turn. */
  lastTrace(): Promise<StoredTrace | undefined>;
  close(): Promise<void>;
}

/** The stand-in has one account. */
const ACCOUNT_ID = 1;
const LOOK_AGAIN_MS = 15;

/** @throws GatewayError */
export async function openChat(config: GatewayConfig, bot: BotConfig): Promise<Chat> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gateway-chat-'));
  const ours = configForChat(config, bot, path.join(folder, 'chat.db'));
  const playground = createPlayground(ours);
  const gateway = await createGateway(ours, { extraRoutes: playground.extraRoutes });
  const { port } = await gateway.listen();
  playground.attach(port);
  await gateway.ready;
  const { standIn } = playground;
  const { id: conversationId } = standIn.createConversation();
  const key = `${bot.name}:${ACCOUNT_ID}:${conversationId}`;
  return {
    standIn,
    conversationId,
    settled: () => untilSettled(gateway, standIn),
    async lastTrace() {
      const traces = await gateway.store.traces(key, 20);
      return traces.toSorted((a, b) => b.trace.at - a.trace.at)[0];
    },
    async close() {
      playground.close();
      await gateway.drain();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that is free now, for a gateway that must know its address before it listens. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** The bot as it is configured, but on loopback, with the stand-in for Chatwoot and a store that is thrown away. */
function configForChat(config: GatewayConfig, bot: BotConfig, storePath: string): GatewayConfig {
  const { publicUrl: _, ...http } = config.http;
  const url = `http://127.0.0.1:${http.port}${STAND_IN_PREFIX}`;
  return {
    ...config,
    http: { ...http, host: '127.0.0.1' },
    store: { path: storePath },
    bots: new Map([[bot.name, { ...bot, chatwoot: { ...bot.chatwoot, url } }]]),
  };
}

/** Each message that is sent comes back as a webhook, so both sides must be quiet at once. */
async function untilSettled(gateway: Gateway, standIn: StandIn): Promise<void> {
  for (;;) {
    await standIn.webhooksDone();
    const { waitingEvents, waitingCalls, leasedLanes } = await gateway.store.stats();
    if (waitingEvents + waitingCalls + leasedLanes === 0) {
      const before = standIn.deliveries.length;
      await standIn.webhooksDone();
      if (standIn.deliveries.length === before) return;
    }
    await pause(LOOK_AGAIN_MS);
  }
}
