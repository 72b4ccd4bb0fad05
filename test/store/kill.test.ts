import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lane, Store } from '../../src/core/ports/store.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { leaseMs } from '../contract/store/house.ts';
import { commitOf } from '../contract/store/samples.ts';
import { killAfter } from './gateway-process.ts';

const lives = 6;
const keepAll = { tracesPerConversation: 1_000_000 };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-kill-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What was said with `word`, in order. */
function told(lines: readonly string[], word: string): readonly string[] {
  return lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
}

/** Works off all that is left. Returns the events and the calls that were still to do. */
async function workOff(store: Store) {
  const events: string[] = [];
  const calls: string[] = [];
  async function serve(lane: Lane): Promise<void> {
    for (const { call } of lane.calls) {
      calls.push(call.id);
      await store.sent(lane, call.id, { kind: 'sent' });
    }
    if (lane.event) {
      events.push(lane.event.id);
      await store.commit(lane, commitOf(lane.event, 0));
    }
    const next = await store.release(lane, leaseMs);
    if (next) await serve(next);
  }
  await Promise.all((await store.lease(100, leaseMs)).map(serve));
  return { events, calls };
}

describe('a process that is killed again and again', () => {
  it('loses nothing that was confirmed, does nothing again that was confirmed, and keeps the order', async () => {
    const path = join(folder, 'gateway.db');
    const lines: string[] = [];
    for (let life = 1; life <= lives; life += 1) {
      lines.push(...(await killAfter(path, life, 1 + Math.floor(Math.random() * 1000))));
    }
    const store = await openSqliteStore({ path, retention: keepAll });
    const left = await workOff(store);

    const lanes = Array.from({ length: 8 }, (_, index) => `lane-${index}`);
    const traces = await Promise.all(lanes.map((key) => store.traces(key, 1_000_000)));
    await store.close();
    const served = traces.map((lane) => lane.map(({ trace }) => trace.id).reverse());
    const servedOnce = new Set(served.flat());

    expect(told(lines, 'accepted').filter((id) => !servedOnce.has(id))).toEqual([]);
    expect(told(lines, 'committed').filter((id) => left.events.includes(id))).toEqual([]);
    expect(told(lines, 'sent').filter((id) => left.calls.includes(id))).toEqual([]);
    expect(servedOnce.size).toBe(served.flat().length);
    for (const lane of served) {
      const numbers = lane.map((id) => Number(id.split('/')[1]));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });
});
