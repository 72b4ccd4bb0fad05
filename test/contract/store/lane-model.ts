import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane, Store } from '../../../src/core/ports/store.ts';
import { leaseMs, type OpenStoreHouse, type StoreHouse, said } from './house.ts';
import { commitOf, spoke } from './samples.ts';

/**
 * What one conversation should look like: plain lists beside the store. Every step is done on both, and what the
 * store hands out must be what the lists say.
 */
interface ModelLane {
  readonly key: string;
  readonly events: { text: string; attempts: number }[];
  readonly calls: { id: string; attempts: number; uncertain: boolean }[];
  /** Undefined: idle. */
  wakeAt?: number;
  /** The valid lease, as the store gave it. */
  held?: Lane;
  /** Leases that were given back or lost. */
  readonly stale: Lane[];
}

interface World {
  readonly house: StoreHouse;
  store: Store;
  readonly lanes: readonly ModelLane[];
  accepted: number;
}

type Step =
  | { readonly kind: 'accept' | 'commit' | 'sent' | 'settle' | 'bury' | 'stale'; readonly lane: number }
  | { readonly kind: 'release'; readonly lane: number; readonly again: boolean }
  | { readonly kind: 'postpone'; readonly lane: number; readonly uncertain: boolean }
  | { readonly kind: 'lease' | 'crash' }
  | { readonly kind: 'wait'; readonly ms: number };

const laneNumber = fc.nat(1);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('accept' as const), lane: laneNumber }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('lease' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'commit' as const,
        'commit' as const,
        'sent' as const,
        'settle' as const,
        'bury' as const,
        'stale' as const,
      ),
      lane: laneNumber,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('release' as const), lane: laneNumber, again: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('postpone' as const),
      lane: laneNumber,
      uncertain: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 600, leaseMs + 1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
);

/** The lane was handed out: compare with the lists, and count the attempt. */
function checkHandedOut(lane: ModelLane, handed: Lane): void {
  expect(handed.key).toBe(lane.key);
  expect(handed.calls.map(({ call, attempts, uncertain }) => ({ id: call.id, attempts, uncertain }))).toEqual(
    lane.calls,
  );
  const [head] = lane.calls.length === 0 ? lane.events : [];
  if (!head) {
    expect(handed.event).toBeUndefined();
    return;
  }
  head.attempts += 1;
  expect([said(handed), handed.event?.attempts]).toEqual([head.text, head.attempts]);
}

/** Nobody knows what the last holder did: whatever is unsent may have been sent. */
function interrupt(lane: ModelLane): void {
  if (!lane.held) return;
  lane.stale.push(lane.held);
  lane.held = undefined;
  for (const call of lane.calls) {
    call.attempts += 1;
    call.uncertain = true;
  }
}

function giveBack(lane: ModelLane, wakeAt: number): void {
  if (lane.held) lane.stale.push(lane.held);
  lane.held = undefined;
  lane.wakeAt = lane.events.length + lane.calls.length > 0 ? wakeAt : undefined;
}

async function lease({ store, lanes, house: { clock } }: World): Promise<void> {
  const due = lanes.filter(({ wakeAt }) => wakeAt !== undefined && wakeAt <= clock.now);
  const handed = await store.lease(9, leaseMs);
  expect(handed.map(({ key }) => key).sort()).toEqual(due.map(({ key }) => key));
  for (const lane of due) {
    interrupt(lane);
    lane.held = handed.find(({ key }) => key === lane.key);
    lane.wakeAt = clock.now + leaseMs;
    if (lane.held) checkHandedOut(lane, lane.held);
  }
}

async function commit({ store }: World, lane: ModelLane): Promise<void> {
  const event = lane.held?.event;
  if (!lane.held || !event) return;
  const planned = commitOf(event, lane.events.length % 3);
  const next = await store.commit(lane.held, planned);
  if (next === 'lost') throw new Error('the lease is valid');
  lane.events.shift();
  lane.calls.push(...planned.calls.map(({ id }) => ({ id, attempts: 0, uncertain: false })));
  lane.held = next;
  expect(next.event).toBeUndefined();
  expect(next.calls.map(({ call, attempts, uncertain }) => ({ id: call.id, attempts, uncertain }))).toEqual(
    lane.calls,
  );
}

async function sent({ store }: World, lane: ModelLane): Promise<void> {
  const [call] = lane.calls;
  if (!lane.held || !call) return;
  expect(await store.sent(lane.held, call.id, { kind: 'sent' })).toBe('ok');
  lane.calls.shift();
}

async function settle({ store, house: { clock } }: World, lane: ModelLane): Promise<void> {
  const [call] = lane.calls;
  if (!call) return;
  expect(await store.settle(call.id, 'echo')).toBe(true);
  lane.calls.shift();
  if (!lane.held) giveBack(lane, clock.now);
}

async function bury({ store }: World, lane: ModelLane): Promise<void> {
  if (!lane.held?.event) return;
  expect(await store.bury(lane.held, 'broken')).toBe('ok');
  lane.events.shift();
  const { event: _buried, ...rest } = lane.held;
  lane.held = rest;
}

async function release({ store, house: { clock } }: World, lane: ModelLane, again: boolean): Promise<void> {
  if (!lane.held) return;
  const next = await store.release(lane.held, again ? leaseMs : undefined);
  giveBack(lane, clock.now);
  expect(next !== undefined).toBe(again && lane.wakeAt !== undefined);
  if (!next) return;
  lane.held = next;
  lane.wakeAt = clock.now + leaseMs;
  checkHandedOut(lane, next);
}

async function postpone(
  { store, house: { clock } }: World,
  lane: ModelLane,
  uncertain: boolean,
): Promise<void> {
  if (!lane.held) return;
  const [call] = lane.calls;
  const what = call ? (uncertain ? 'uncertain-call' : 'call') : 'event';
  expect(await store.postpone(lane.held, 500, what)).toBe('ok');
  if (call) Object.assign(call, { attempts: call.attempts + 1, uncertain });
  giveBack(lane, clock.now + 500);
}

/** An earlier holder can do nothing. */
async function tryStale({ store }: World, lane: ModelLane): Promise<void> {
  const stale = lane.stale.at(-1);
  if (!stale) return;
  if (stale.event) expect(await store.commit(stale, commitOf(stale.event, 1))).toBe('lost');
  expect(await store.postpone(stale, 1, 'event')).toBe('lost');
  expect(await store.release(stale, leaseMs)).toBeUndefined();
}

async function crash(world: World): Promise<void> {
  await world.house.crash();
  world.store = await world.house.open();
  for (const lane of world.lanes) {
    if (!lane.held) continue;
    interrupt(lane);
    giveBack(lane, world.house.clock.now);
  }
}

async function accept(world: World, lane: ModelLane): Promise<void> {
  world.accepted += 1;
  const text = `text ${world.accepted}`;
  expect(await world.store.accept([spoke(lane.key, text)])).toEqual(['accepted']);
  lane.events.push({ text, attempts: 0 });
  lane.wakeAt ??= world.house.clock.now;
}

async function take(world: World, step: Step): Promise<void> {
  if ('lane' in step) return takeInLane(world, step);
  switch (step.kind) {
    case 'lease':
      return lease(world);
    case 'crash':
      return crash(world);
    case 'wait':
      world.house.clock.now += step.ms;
  }
}

async function takeInLane(world: World, step: Extract<Step, { readonly lane: number }>): Promise<void> {
  const lane = world.lanes[step.lane];
  if (!lane) throw new Error('no such lane');
  switch (step.kind) {
    case 'accept':
      return accept(world, lane);
    case 'commit':
      return commit(world, lane);
    case 'sent':
      return sent(world, lane);
    case 'settle':
      return settle(world, lane);
    case 'bury':
      return bury(world, lane);
    case 'stale':
      return tryStale(world, lane);
    case 'release':
      return release(world, lane, step.again);
    case 'postpone':
      return postpone(world, lane, step.uncertain);
  }
}

async function checkTotals({ store, lanes }: World): Promise<void> {
  const count = (of: (lane: ModelLane) => number) => lanes.reduce((sum, lane) => sum + of(lane), 0);
  expect(await store.stats()).toMatchObject({
    waitingEvents: count(({ events }) => events.length),
    waitingCalls: count(({ calls }) => calls.length),
    leasedLanes: count(({ held }) => (held ? 1 : 0)),
  });
}

export function describeLaneModel(openHouse: OpenStoreHouse): void {
  describe('any sequence of steps', () => {
    it('keeps order, fencing, attempts and uncertainty as plain lists would', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 60, maxLength: 150 }), async (steps) => {
          await using house = await openHouse();
          const lanes = ['a', 'b'].map((key): ModelLane => ({ key, events: [], calls: [], stale: [] }));
          const world: World = { house, store: await house.open(), lanes, accepted: 0 };
          for (const step of steps) await take(world, step);
          await checkTotals(world);
        }),
        { numRuns: 25 },
      );
    }, 60_000);
  });
}
