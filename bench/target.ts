/** A program under measurement, in a process of its own. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Stubs } from './stubs.ts';

export interface Target {
  readonly name: string;
  readonly webhookUrl: string;
  /** CPU time used so far, microseconds (user and system). */
  cpuMicroseconds(): number;
  /** Resident memory now, MiB. */
  residentMiB(): number;
  stop(): Promise<void>;
}

/** Length of a clock tick in /proc/<pid>/stat: 100 per second on every Linux that Node runs on. */
const TICK_MICROSECONDS = 10_000;
const START_PATIENCE_MS = 20_000;

export async function startFloor(stubs: Stubs, secret: string): Promise<Target> {
  const child = fork(new URL('./floor.ts', import.meta.url), [stubs.rasaUrl, stubs.chatwootUrl, secret]);
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return toTarget('floor', child, message.url, () => {});
}

export async function startGateway(stubs: Stubs, secret: string): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  const port = await freePort();
  const config = join(folder, 'gateway.yaml');
  writeFileSync(config, gatewayConfig(stubs, secret, port));
  const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'start', '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'warn' },
  });
  await untilReady(`http://127.0.0.1:${port}/health/ready`);
  const cleanUp = () => rmSync(folder, { recursive: true, force: true });
  return toTarget('gateway', child, `http://127.0.0.1:${port}/webhooks/chatwoot/bench`, cleanUp);
}

function gatewayConfig(stubs: Stubs, secret: string, port: number): string {
  return `
http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
worker: { parallel: 1024 }
bots:
  bench:
    chatwoot: { url: "${stubs.chatwootUrl}", token: bench, secrets: ["${secret}"] }
    provider: rasa
    rasa: { url: "${stubs.rasaUrl}", tracker: false }
`;
}

function toTarget(name: string, child: ChildProcess, webhookUrl: string, cleanUp: () => void): Target {
  const { pid } = child;
  return {
    name,
    webhookUrl,
    cpuMicroseconds() {
      // Fields are counted after the closing bracket of the program's name, which may hold blanks.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
    },
    residentMiB() {
      const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return Number(kibibytes) / 1024;
    },
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      cleanUp();
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const giveUpAt = Date.now() + START_PATIENCE_MS;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The gateway was not ready within ${START_PATIENCE_MS} ms.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
