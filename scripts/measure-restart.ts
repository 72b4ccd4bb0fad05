/**
 * Measures the gap of a restart: from the last connection that the old process accepted to the first that the new one
 * did, on SIGTERM followed by a start as soon as the old process has ended (what `systemctl restart` does).
 *
 *     node scripts/measure-restart.ts [--rounds 10]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } });
const rounds = Number(values.rounds);
const PROBE_EVERY_MS = 2;

const remoteEngine = (port: number) => `http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
chatwoot: { url: "http://127.0.0.1:9", token: t, secrets: [s] }
provider: rasa
rasa: { url: "http://127.0.0.1:9" }
`;

const folder = mkdtempSync(path.join(tmpdir(), 'measure-restart-'));
try {
  cpSync(path.join(root, 'config'), path.join(folder, 'config'), { recursive: true });
  mkdirSync(path.join(folder, 'remote'));
  const port = await freePort();
  writeFileSync(path.join(folder, 'remote/gateway.yaml'), remoteEngine(port));
  await report('playground and embedded engine', path.join(folder, 'config/gateway.yaml'), port);
  await report('remote engine', path.join(folder, 'remote/gateway.yaml'), port);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function report(name: string, config: string, port: number): Promise<void> {
  const gaps: number[] = [];
  let gateway = start(config, port);
  await untilReady(port);
  for (let round = 0; round < rounds; round += 1) {
    const lastAccepted = untilRefusing(port);
    await stop(gateway);
    gateway = start(config, port);
    const refusedSince = await lastAccepted;
    gaps.push((await untilAccepting(port)) - refusedSince);
    await untilReady(port);
  }
  await stop(gateway);
  gaps.sort((left, right) => left - right);
  const [shortest = 0, middle = 0, longest = 0] = [gaps[0], gaps[Math.floor(rounds / 2)], gaps.at(-1)];
  const rounded = [shortest, middle, longest].map((gap) => `${Math.round(gap)} ms`);
  console.log(`${name}: shortest ${rounded[0]}, median ${rounded[1]}, longest ${rounded[2]}, of ${rounds}`);
}

function start(config: string, port: number): ChildProcess {
  const main = path.join(root, 'src/cli/main.ts');
  const gateway = spawn(process.execPath, [main, 'start', '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), LOG_LEVEL: 'error' },
  });
  gateway.once('exit', (code) => {
    // It says itself what is wrong.
    if (code !== 0) process.exit(1);
  });
  return gateway;
}

async function stop(gateway: ChildProcess): Promise<void> {
  const ended = once(gateway, 'exit');
  gateway.kill('SIGTERM');
  await ended;
}

/** Time of the last connection that was accepted. */
async function untilRefusing(port: number): Promise<number> {
  let last = performance.now();
  while (await isAccepted(port)) {
    last = performance.now();
    await pause();
  }
  return last;
}

/** Time of the first connection that was accepted. */
async function untilAccepting(port: number): Promise<number> {
  while (!(await isAccepted(port))) await pause();
  return performance.now();
}

/** A gateway that is restarted has mostly been running for long. */
async function untilReady(port: number): Promise<void> {
  const ask = () => fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  while (!(await ask())?.ok) await pause();
}

function isAccepted(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
