/** A restart that refuses nobody: a connection that is refused makes Chatwoot give the conversation to people. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { type EchoEngine, startEchoEngine } from '../support/echo-engine.ts';
import { type GatewayProcess, gatewayProcess } from '../support/gateway-process.ts';
import { keepSocket, type SocketKeeper } from '../support/passed-socket.ts';

const PATIENCE_MS = 20_000;
const RESTARTS = 3;

describe('a restart', { timeout: 90_000 }, () => {
  let engine: EchoEngine;
  let standIn: StartedStandIn;

  beforeEach(async () => {
    engine = await startEchoEngine();
    standIn = await startStandIn({ waits: { webhookTimeoutMs: PATIENCE_MS } });
  });
  afterEach(async () => {
    await standIn.close();
    await engine.close();
  });

  function configFor(port: number, more = ''): string {
    const { token, secret } = standIn.credentials();
    return `http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
provider: rasa
rasa: { url: "${engine.url}", tracker: false }
${more}`;
  }

  function repliesIn(id: number): readonly string[] {
    const view = standIn.customerView(id);
    return view.filter(({ from }) => from === 'bot').map(({ text }) => text);
  }

  it('with a passed socket refuses no connection, and everybody is answered', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-restart-'));
    const config = join(folder, 'gateway.yaml');
    // The port is of no use when a socket is passed.
    writeFileSync(config, configFor(1));
    const keeper: SocketKeeper = await keepSocket(config);
    try {
      standIn.setOutgoingUrl(`${keeper.url}/webhooks/chatwoot/bot`);
      const talk = keepTalking(standIn);
      for (let restart = 1; restart <= RESTARTS; restart += 1) {
        const pid = await keeper.started(restart);
        // By this process: the one before it has ended.
        await talk.acknowledgedMore(10);
        process.kill(pid, 'SIGTERM');
      }
      await keeper.started(RESTARTS + 1);
      const ids = await talk.stop();
      for (const id of ids) await standIn.waitFor(() => repliesIn(id).length > 0, PATIENCE_MS);
      expect(standIn.deliveries.filter(({ status }) => status !== 200)).toEqual([]);
      for (const id of ids) expect(repliesIn(id)).toEqual([`heard hello from ${id}`]);
      expect(keeper.output().match(/keeper: ended 0/g)).toHaveLength(RESTARTS);
    } finally {
      await keeper.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('started before the old process ends: the new one waits for the store, and goes on', async () => {
    const old: GatewayProcess = await gatewayProcess((port) => configFor(port));
    await old.start();
    const heir = await gatewayProcess(() => '');
    try {
      standIn.setOutgoingUrl(`${old.url}/webhooks/chatwoot/bot`);
      const { id } = standIn.createConversation();
      standIn.customerSays(id, 'before');
      await standIn.waitFor(() => repliesIn(id).includes('heard before'), PATIENCE_MS);
      // The echo of the answer, too: when it finds nobody the conversation goes to people.
      await standIn.webhooksDone();
      const port = Number(new URL(heir.url).port);
      heir.writeConfig(configFor(port).replace('./gateway.db', join(old.folder, 'gateway.db')));
      const started = heir.start();
      expect(await old.stop()).toBe(0);
      await started;
      standIn.setOutgoingUrl(`${heir.url}/webhooks/chatwoot/bot`);
      standIn.customerSays(id, 'after');
      await standIn.waitFor(() => repliesIn(id).includes('heard after'), PATIENCE_MS);
      expect(repliesIn(id)).toEqual(['heard before', 'heard after']);
    } finally {
      await heir.remove();
      await old.remove();
    }
  });
});

/** New customers, one after the other, as fast as their webhooks are answered. */
function keepTalking(standIn: StartedStandIn) {
  const ids: number[] = [];
  const acknowledged = () => standIn.deliveries.filter(({ event }) => event === 'message_created').length;
  let talking = true;
  const talk = async () => {
    while (talking) {
      const { id } = standIn.createConversation();
      ids.push(id);
      const { id: messageId } = standIn.customerSays(id, `hello from ${id}`);
      await standIn.waitFor(
        () => standIn.deliveries.some((attempt) => attempt.messageId === messageId),
        PATIENCE_MS * 2,
      );
    }
  };
  const talks = Promise.all(Array.from({ length: 3 }, talk));
  return {
    acknowledgedMore(count: number) {
      const wanted = acknowledged() + count;
      return standIn.waitFor(() => acknowledged() >= wanted, PATIENCE_MS);
    },
    async stop(): Promise<readonly number[]> {
      talking = false;
      await talks;
      return ids;
    },
  };
}
