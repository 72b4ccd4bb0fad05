import { describe, expect, it } from 'vitest';
import type { Lane, Store } from '../../../src/core/ports/store.ts';
import { eventOf, held, leaseMs, leaseOne, type OpenStoreHouse, said, say } from './house.ts';
import { callOf, commitOf } from './samples.ts';

const sent = { kind: 'sent', reference: '77' } as const;

/** A conversation `a` whose event `one` was committed with `calls` planned calls; still leased. */
async function planned(store: Store, calls: number): Promise<Lane> {
  await say(store, 'a', 'one');
  const lane = await leaseOne(store);
  return held(await store.commit(lane, commitOf(eventOf(lane), calls)));
}

function idsOf(lane: Lane): readonly string[] {
  return lane.calls.map(({ call }) => call.id);
}

export function describeCalls(openHouse: OpenStoreHouse): void {
  describe('calls', () => {
    it('come back from the commit in order, and the next event only after them', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const lane = await planned(store, 12);
      await say(store, 'a', 'two');
      expect(lane.event).toBeUndefined();
      expect(lane.calls.map(({ call }) => call)).toEqual(
        Array.from({ length: 12 }, (_, index) => callOf('a/one', index + 1)),
      );
      expect(lane.calls[0]).toMatchObject({ turnId: 'a/one', attempts: 0, uncertain: false });
      for (const id of idsOf(lane)) expect(await store.sent(lane, id, sent)).toBe('ok');
      expect(said(await store.release(lane, leaseMs))).toBe('two');
    });

    it('keep the lane from being idle, and go out before the next event', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await store.release(await planned(store, 12));
      await say(store, 'a', 'two');
      const lane = await leaseOne(store);
      expect(lane.event).toBeUndefined();
      expect(lane.calls.map(({ call, uncertain }) => [call.id, uncertain])).toEqual(
        Array.from({ length: 12 }, (_, index) => [`a/one/${index + 1}`, false]),
      );
    });

    it('do not count against the event that waits behind them', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const lane = await planned(store, 1);
      await say(store, 'a', 'two');
      await store.postpone(lane, 0, 'call');
      const again = await leaseOne(store);
      await store.sent(again, 'a/one/1', sent);
      expect(eventOf(await store.release(again, leaseMs)).attempts).toBe(1);
    });

    it('are uncertain when their holder was killed, and count the interrupted attempt', async () => {
      await using house = await openHouse();
      let store = await house.open();
      await store.sent(await planned(store, 3), 'a/one/1', sent);
      await house.crash();
      store = await house.open();
      const lane = await leaseOne(store);
      expect(idsOf(lane)).toEqual(['a/one/2', 'a/one/3']);
      expect(lane.calls[0]).toMatchObject({ uncertain: true, attempts: 1 });
      await store.release(lane);
      expect((await leaseOne(store)).calls[0]?.uncertain).toBe(true);
    });

    it('are uncertain when another worker takes over a lease that ran out', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const old = await planned(store, 1);
      house.clock.now += leaseMs + 1;
      const lane = await leaseOne(store);
      expect(lane.calls[0]).toMatchObject({ uncertain: true });
      expect(await store.sent(old, 'a/one/1', sent)).toBe('lost');
      expect(await store.isSettled('a/one/1')).toBe(false);
      expect(await store.sent(lane, 'a/one/1', sent)).toBe('ok');
    });

    it('postponed: uncertain only when the attempt was', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await store.postpone(await planned(store, 2), 1000, 'call');
      expect(await store.lease(1, leaseMs)).toEqual([]);
      house.clock.now += 1000;
      const second = await leaseOne(store);
      expect(second.calls.map(({ attempts, uncertain }) => [attempts, uncertain])).toEqual([
        [1, false],
        [0, false],
      ]);
      await store.postpone(second, 1000, 'uncertain-call');
      house.clock.now += 1000;
      const third = await leaseOne(store);
      expect(third.calls.map(({ attempts, uncertain }) => [attempts, uncertain])).toEqual([
        [2, true],
        [0, false],
      ]);
      await store.postpone(third, 1000, 'call');
      house.clock.now += 1000;
      expect((await leaseOne(store)).calls[0]).toMatchObject({ attempts: 3, uncertain: false });
    });

    it('settled by an echo while the holder sends: its own word is taken too, once', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const lane = await planned(store, 2);
      expect(await store.isSettled('a/one/1')).toBe(false);
      expect(await store.settle('a/one/1', '501')).toBe(true);
      expect(await store.settle('a/one/1', '501')).toBe(false);
      expect(await store.isSettled('a/one/1')).toBe(true);
      expect(await store.sent(lane, 'a/one/1', { kind: 'dead', error: 'timeout' })).toBe('ok');
      expect(await store.stats()).toMatchObject({ waitingCalls: 1, deadLetters: 0 });
      expect(await store.sent(lane, 'a/one/2', sent)).toBe('ok');
      expect(await store.release(lane, leaseMs)).toBeUndefined();
      expect((await store.traces('a', 1))[0]?.calls.map(({ end }) => end)).toEqual([
        { kind: 'sent', reference: '501' },
        sent,
      ]);
    });

    it('settled while postponed: the conversation goes on at once', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await store.postpone(await planned(store, 1), 60_000, 'uncertain-call');
      await say(store, 'a', 'two');
      expect(await store.lease(1, leaseMs)).toEqual([]);
      let rings = 0;
      store.subscribe(() => {
        rings += 1;
      });
      expect(await store.settle('a/one/1', '501')).toBe(true);
      expect(rings).toBe(1);
      expect(said(await leaseOne(store))).toBe('two');
    });

    it('settled as the last work of a lane: it is idle', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await store.postpone(await planned(store, 1), 60_000, 'uncertain-call');
      await store.settle('a/one/1', '501');
      expect(await store.nextWakeAt()).toBeUndefined();
    });

    it('unknown to the store are not settled', async () => {
      await using house = await openHouse();
      const store = await house.open();
      expect(await store.settle('nobody/1', '501')).toBe(false);
      expect(await store.isSettled('nobody/1')).toBe(false);
    });

    it('that died become dead letters and block nothing; redriven they are uncertain', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const lane = await planned(store, 2);
      await store.sent(lane, 'a/one/1', { kind: 'dead', error: 'CHATWOOT_NOT_FOUND: gone' });
      await store.sent(lane, 'a/one/2', { kind: 'skipped', error: 'labels refused' });
      expect(await store.release(lane, leaseMs)).toBeUndefined();
      const [letter] = await store.dead.list(9);
      expect(letter).toMatchObject({
        kind: 'call',
        key: 'a',
        what: 'message',
        error: 'CHATWOOT_NOT_FOUND: gone',
      });
      expect(await store.dead.redrive(letter?.id ?? '')).toBe(true);
      expect(await store.dead.redrive(letter?.id ?? '')).toBe(false);
      const again = await leaseOne(store);
      expect(again.calls.map(({ call, uncertain }) => [call, uncertain])).toEqual([
        [callOf('a/one', 1), true],
      ]);
      expect(await store.sent(again, 'a/one/1', sent)).toBe('ok');
      expect(await store.stats()).toMatchObject({ deadLetters: 0, waitingCalls: 0 });
    });

    it('redriven while the lane is being served are handed out before the next event', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const first = await planned(store, 1);
      await store.sent(first, 'a/one/1', { kind: 'dead', error: 'gone' });
      await store.release(first);
      await say(store, 'a', 'two', 'three');
      const lane = await leaseOne(store);
      const [letter] = await store.dead.list(1);
      await store.dead.redrive(letter?.id ?? '');
      const next = held(await store.commit(lane, commitOf(eventOf(lane), 1)));
      expect(idsOf(next)).toEqual(['a/one/1', 'a/two/1']);
      for (const id of idsOf(next)) await store.sent(next, id, sent);
      expect(said(await store.release(next, leaseMs))).toBe('three');
    });

    it('applies what is called without waiting in the order of the calls', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const lane = await planned(store, 2);
      const results = await Promise.all([
        store.sent(lane, 'a/one/1', sent),
        store.sent(lane, 'a/one/2', sent),
        store.release(lane, leaseMs),
        store.sent(lane, 'a/one/2', sent),
      ]);
      expect(results).toEqual(['ok', 'ok', undefined, 'lost']);
    });
  });
}
