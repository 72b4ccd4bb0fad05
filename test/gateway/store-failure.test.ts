/** The disk is full: nothing is acknowledged that is not kept, Chatwoot comes again, and it goes on by itself. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { type EchoEngine, startEchoEngine } from '../support/echo-engine.ts';
import { type GatewayProcess, gatewayProcess } from '../support/gateway-process.ts';

const PATIENCE_MS = 20_000;

describe('a store that cannot be written', { timeout: 60_000 }, () => {
  let engine: EchoEngine;
  let standIn: StartedStandIn;
  let gateway: GatewayProcess;

  beforeEach(async () => {
    engine = await startEchoEngine();
    standIn = await startStandIn({ waits: { retryMs: 1_000, retryJitter: 0 } });
    const { token, secret } = standIn.credentials();
    gateway = await gatewayProcess(
      (port) => `http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
provider: rasa
rasa: { url: "${engine.url}", tracker: false }
`,
    );
    standIn.setOutgoingUrl(`${gateway.url}/webhooks/chatwoot/bot`);
    await gateway.start();
  });
  afterEach(async () => {
    await gateway.remove();
    await standIn.close();
    await engine.close();
  });

  /** As if the disk were full: the kernel lets the process write no file beyond this size. */
  function limitFiles(size: number | 'unlimited'): void {
    execFileSync('prlimit', ['--pid', String(gateway.pid()), `--fsize=${size}:unlimited`]);
  }

  const heard = (id: number, text: string) =>
    standIn.waitFor(
      () => standIn.customerView(id).filter((message) => message.text === text).length === 1,
      PATIENCE_MS,
    );

  it('is answered with 500; the message is taken when Chatwoot tries again, and answered once', async () => {
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'before');
    await heard(id, 'heard before');
    await standIn.webhooksDone();

    limitFiles(statSync(join(gateway.folder, 'gateway.db-wal')).size);
    const { id: messageId } = standIn.customerSays(id, 'meanwhile');
    const statuses = () =>
      standIn.deliveries.filter((attempt) => attempt.messageId === messageId).map(({ status }) => status);
    await standIn.waitFor(() => statuses().length > 0, PATIENCE_MS);
    expect(statuses()).toEqual([500]);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);

    limitFiles('unlimited');
    await heard(id, 'heard meanwhile');
    expect(statuses()).toEqual([500, 200]);
    expect(standIn.conversation(id).status).toBe('pending');
    expect(await gateway.stop()).toBe(0);
  });
});
