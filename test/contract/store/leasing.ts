import { describe, expect, it } from 'vitest';
import {
  eventOf,
  finishTurn,
  held,
  leaseMs,
  leaseOne,
  nextRing,
  type OpenStoreHouse,
  said,
  say,
} from './house.ts';
import { commitOf } from './samples.ts';

export function describeLeasing(openHouse: OpenStoreHouse): void {
  describe('lease', () => {
    it('gives a conversation to one worker at a time, longest waiting first', async () => {
      await using house = await openHouse();
      const store = await house.open();
      for (const key of ['c', 'a', 'b']) {
        await say(store, key, 'one', 'two');
        house.clock.now += 10;
      }
      expect((await store.lease(2, leaseMs)).map(({ key }) => key)).toEqual(['c', 'a']);
      expect((await store.lease(9, leaseMs)).map(({ key }) => key)).toEqual(['b']);
      expect(await store.lease(9, leaseMs)).toEqual([]);
    });

    it('hands out the state of the last commit, and the next event with it', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one', 'two');
      const lane = await leaseOne(store);
      expect(lane.state).toBeUndefined();
      const commit = commitOf(eventOf(lane), 0);
      const committed = held(await store.commit(lane, commit));
      expect(committed).toEqual({ key: 'a', token: lane.token, state: commit.state, calls: [], waiting: 1 });
      const next = held(await store.release(committed, leaseMs));
      expect([said(next), next.state]).toEqual(['two', commit.state]);
      expect(await finishTurn(store, next)).toBeUndefined();
      await say(store, 'a', 'three');
      const again = await leaseOne(store);
      expect([said(again), again.state]).toEqual(['three', commit.state]);
      expect(await store.conversation('a')).toEqual(eventOf(again).event.conversation);
    });

    it('counts an attempt for each time an event is handed out, crashes included', async () => {
      await using house = await openHouse();
      let store = await house.open();
      await say(store, 'a', 'one', 'two');
      for (const attempt of [1, 2, 3]) {
        const lane = await leaseOne(store);
        expect(eventOf(lane).attempts).toBe(attempt);
        await house.crash();
        store = await house.open();
      }
      const next = held(await finishTurn(store, await leaseOne(store)));
      expect([said(next), eventOf(next).attempts]).toEqual(['two', 1]);
    });

    it('fences off a holder whose lease ran out', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one');
      const old = await leaseOne(store);
      house.clock.now += leaseMs + 1;
      const fresh = await leaseOne(store);
      expect(fresh.token).not.toBe(old.token);
      expect(await store.commit(old, commitOf(eventOf(old), 2))).toBe('lost');
      expect(await store.bury(old, 'broken')).toBe('lost');
      expect(await store.postpone(old, 1, 'event')).toBe('lost');
      expect(await store.release(old, leaseMs)).toBeUndefined();
      expect(await store.stats()).toMatchObject({
        waitingEvents: 1,
        waitingCalls: 0,
        leasedLanes: 1,
        deadLetters: 0,
      });
      expect(await store.traces('a', 9)).toEqual([]);
      expect(held(await store.commit(fresh, commitOf(eventOf(fresh), 1))).calls).toHaveLength(1);
    });

    it('lets nobody write after giving the lane back, or commit one event twice', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one', 'two');
      const lane = await leaseOne(store);
      await store.commit(lane, commitOf(eventOf(lane), 0));
      expect(await store.commit(lane, commitOf(eventOf(lane), 0))).toBe('lost');
      await store.release(lane);
      expect(await store.commit(lane, commitOf(eventOf(lane), 0))).toBe('lost');
      expect((await store.stats()).waitingEvents).toBe(1);
    });

    it('keeps a renewed lease', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one');
      const lane = await leaseOne(store);
      house.clock.now += leaseMs - 1;
      await store.renew([lane], leaseMs);
      house.clock.now += leaseMs - 1;
      expect(await store.lease(1, leaseMs)).toEqual([]);
      expect(await store.commit(lane, commitOf(eventOf(lane), 0))).not.toBe('lost');
    });

    it('postpones the whole conversation: what arrives meanwhile neither wakes nor overtakes it', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one');
      await store.postpone(await leaseOne(store), 5000, 'event');
      await say(store, 'a', 'two');
      expect(await store.lease(1, leaseMs)).toEqual([]);
      expect(await store.nextWakeAt()).toBe(house.clock.now + 5000);
      house.clock.now += 5000;
      const lane = await leaseOne(store);
      expect([said(lane), eventOf(lane).attempts]).toEqual(['one', 2]);
    });

    it('rings when a wake time comes, and for the one after it', async () => {
      await using house = await openHouse();
      const store = await house.open();
      for (const key of ['a', 'b']) await say(store, key, 'one');
      const [first, second] = await store.lease(2, leaseMs);
      await store.postpone(held(first), 20, 'event');
      await store.postpone(held(second), 40, 'event');
      for (const lane of [first, second]) {
        const rung = nextRing(store);
        house.clock.now += 20;
        await rung;
        // More than there is: only then does the store look for the next wake time.
        expect((await store.lease(9, leaseMs)).map(({ key }) => key)).toEqual([lane?.key]);
      }
    });

    it('rings after a restart when a wake time comes that was set before', async () => {
      await using house = await openHouse();
      let store = await house.open();
      await say(store, 'a', 'one');
      await store.postpone(await leaseOne(store), 20, 'event');
      await house.crash();
      store = await house.open();
      const rung = nextRing(store);
      house.clock.now += 20;
      await rung;
      expect(said(await leaseOne(store))).toBe('one');
    });

    it('hands over the next work on release, or puts the lane at the end of the queue', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one', 'two');
      const lane = await leaseOne(store);
      await store.commit(lane, commitOf(eventOf(lane), 0));
      const next = held(await store.release(lane, leaseMs));
      expect(said(next)).toBe('two');
      await say(store, 'b', 'one');
      house.clock.now += 10;
      expect(await store.release(next)).toBeUndefined();
      expect((await store.lease(9, leaseMs)).map(({ key }) => key)).toEqual(['b', 'a']);
    });

    it('buries an event and serves the next', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'poison', 'two');
      const lane = await leaseOne(store);
      expect(await store.bury(lane, 'TURN_FAILED: broken')).toBe('ok');
      const next = held(await store.release(lane, leaseMs));
      expect([said(next), eventOf(next).attempts]).toEqual(['two', 1]);
      expect(await store.dead.list(9)).toMatchObject([
        { key: 'a', kind: 'event', what: 'customer-spoke', error: 'TURN_FAILED: broken', attempts: 1 },
      ]);
    });

    it('frees the leases of a killed process at once, also the idle ones', async () => {
      await using house = await openHouse();
      let store = await house.open();
      await say(store, 'a', 'one');
      await say(store, 'b', 'one');
      for (const lane of await store.lease(2, leaseMs)) {
        if (lane.key === 'b') await store.commit(lane, commitOf(eventOf(lane), 0));
      }
      await house.crash();
      store = await house.open();
      expect((await store.lease(9, leaseMs)).map(({ key }) => key)).toEqual(['a']);
      expect((await store.stats()).leasedLanes).toBe(1);
    });
  });
}
