/** The gateway as a process of its own, started as the README says, so that it can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const START_PATIENCE_MS = 20_000;

export interface GatewayProcess {
  readonly url: string;
  /** Folder of the configuration. */
  readonly folder: string;
  /** Of the running process. */
  pid(): number | undefined;
  /** Starts a process on the same port, store and configuration. Resolves when it accepts webhooks. */
  start(): Promise<void>;
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves to the exit code. */
  stop(): Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves to the exit code when the process has ended; null when a signal ended it. */
  ended(): Promise<number | null>;
  /** Resolves when the running process has printed this. */
  printed(text: string): Promise<void>;
  /** What the running process printed so far. */
  output(): string;
  writeConfig(yaml: string): void;
  /** Kills what runs and removes its folder. */
  remove(): Promise<void>;
}

/** `configOf` gets the port. Paths in the configuration are relative to a fresh folder. */
export async function gatewayProcess(configOf: (port: number) => string): Promise<GatewayProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const port = await freePort();
  const file = join(folder, 'gateway.yaml');
  const url = `http://127.0.0.1:${port}`;
  const writeConfig = (yaml: string) => writeFileSync(file, yaml);
  writeConfig(configOf(port));
  let child: ChildProcess | undefined;
  let output = '';

  async function ended(): Promise<number | null> {
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child?.exitCode ?? null;
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const exited = ended();
    child?.kill(signal);
    return exited;
  }

  return {
    url,
    folder,
    pid: () => child?.pid,
    async start() {
      output = '';
      child = spawn(process.execPath, [main, 'start', '--config', file], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const collect = (chunk: Buffer) => {
        output += chunk.toString('utf8');
      };
      child.stdout?.on('data', collect);
      child.stderr?.on('data', collect);
      await untilLive(url, child, () => output);
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    signal: (signal) => void child?.kill(signal),
    ended,
    async printed(text) {
      while (!output.includes(text)) {
        if (child?.exitCode !== null) throw new Error(`Ended without printing "${text}":\n${output}`);
        await Promise.race([
          once(child.stdout ?? child, 'data'),
          once(child.stderr ?? child, 'data'),
          ended(),
        ]);
      }
    },
    output: () => output,
    writeConfig,
    async remove() {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilLive(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const giveUpAt = Date.now() + START_PATIENCE_MS;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`The gateway ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${url}/health/live`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`The gateway did not listen within ${START_PATIENCE_MS} ms:\n${output()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
