/**
 * Cost of the embedded store: how fast events are accepted, and what one turn costs it in CPU.
 * Run: node bench/store.ts [folder on the disk to measure]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lane, Store } from '../src/core/ports/store.ts';
import { openSqliteStore } from '../src/store/sqlite-store.ts';
import { commitOf, spoke } from '../test/contract/store/samples.ts';

const conversations = 1000;
let events = 0;

function nextEvent() {
  events += 1;
  const id = crypto.randomUUID();
  return spoke(`hotel:1:${events % conversations}`, 'book the Grand Plaza', {
    id,
    aliases: [`message_created:${events}`],
  });
}

async function measureAccepts(store: Store, total: number, atOnce: number) {
  const durations: number[] = [];
  const startedAt = performance.now();
  const client = async () => {
    while (durations.length < total) {
      const sentAt = performance.now();
      await store.accept([nextEvent()]);
      durations.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  const seconds = (performance.now() - startedAt) / 1000;
  durations.sort((a, b) => a - b);
  const at = (share: number) => durations[Math.floor(durations.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), perSecond: durations.length / seconds };
}

/** One turn: lease → commit with one call → sent and release together. */
async function serve(store: Store, lane: Lane): Promise<void> {
  let current: Lane | undefined = lane;
  while (current) {
    if (!current.event) throw new Error('an event was expected');
    const committed = await store.commit(current, commitOf(current.event, 1));
    if (committed === 'lost') throw new Error('lease lost');
    for (const { call } of committed.calls)
      void store.sent(committed, call.id, { kind: 'sent', reference: '1' });
    current = await store.release(committed, 30_000);
  }
}

async function drain(store: Store, parallel: number): Promise<void> {
  for (;;) {
    const lanes = await store.lease(parallel, 30_000);
    if (lanes.length === 0) return;
    await Promise.all(lanes.map((lane) => serve(store, lane)));
  }
}

/** Turns one after the other, or `atOnce` of them side by side; CPU of the whole process. */
async function measureTurns(store: Store, total: number, atOnce: number) {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  for (let done = 0; done < total; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => store.accept([nextEvent()])));
    await drain(store, atOnce);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  return { cpuMicros: (user + system) / total, userMicros: user / total, perSecond: total / seconds };
}

const folder = await mkdtemp(join(process.argv[2] ?? tmpdir(), 'store-bench-'));
const store = await openSqliteStore({ path: join(folder, 'gateway.db') });
await measureTurns(store, 2000, 16);

const rows: Record<string, Record<string, string>> = {};
for (const atOnce of [1, 64]) {
  const { p50, p99, perSecond } = await measureAccepts(store, atOnce === 1 ? 1000 : 20_000, atOnce);
  await drain(store, 64);
  rows[`accept, ${atOnce} at once`] = {
    'p50 ms': p50.toFixed(2),
    'p99 ms': p99.toFixed(2),
    'per second': perSecond.toFixed(0),
  };
}
for (const atOnce of [1, 8, 64]) {
  const { cpuMicros, userMicros, perSecond } = await measureTurns(
    store,
    atOnce === 1 ? 1000 : 12_800,
    atOnce,
  );
  rows[`whole turn, ${atOnce} at once`] = {
    'per second': perSecond.toFixed(0),
    'CPU µs': cpuMicros.toFixed(0),
    'of it user µs': userMicros.toFixed(0),
  };
}
console.table(rows);
await store.close();
await rm(folder, { recursive: true });
