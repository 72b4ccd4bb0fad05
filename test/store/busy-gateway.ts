/**
 * A process that accepts and works off events without end, to be killed. Arguments: store file, number of this life.
 * Each line on its output names what the store had confirmed before: `accepted <event>`, `committed <event>`,
 * `sent <call>`. The events of one conversation are numbered in the order in which they were accepted.
 */
import { writeSync } from 'node:fs';
import type { Lane, Store } from '../../src/core/ports/store.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { commitOf, spoke } from '../contract/store/samples.ts';

const [path = '', life = '0'] = process.argv.slice(2);

/** Straight into the pipe, so that a line that was written is not lost with the process. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function talk(store: Store, key: string): Promise<never> {
  for (let number = Number(life) * 1_000_000; ; number += 1) {
    const event = spoke(key, String(number));
    await store.accept([event]);
    say(`accepted ${event.id}`);
  }
}

async function serve(store: Store, lane: Lane): Promise<void> {
  for (const { call } of lane.calls) {
    await store.sent(lane, call.id, { kind: 'sent' });
    say(`sent ${call.id}`);
  }
  const { event } = lane;
  const next = event ? await store.commit(lane, commitOf(event, 1)) : await store.release(lane, 60_000);
  if (event) say(`committed ${event.id}`);
  if (next !== undefined && next !== 'lost') await serve(store, next);
}

async function work(store: Store): Promise<never> {
  for (;;) {
    const lanes = await store.lease(4, 60_000);
    await Promise.all(lanes.map((lane) => serve(store, lane)));
  }
}

// The traces are the record of what was served: all are kept.
const store = await openSqliteStore({ path, retention: { tracesPerConversation: 1_000_000 } });
say('open');
await Promise.all([
  ...Array.from({ length: 8 }, (_, index) => talk(store, `lane-${index}`)),
  ...Array.from({ length: 3 }, () => work(store)),
]);
