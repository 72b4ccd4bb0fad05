import { describe, expect, it } from 'vitest';
import type { TimerChange } from '../../../src/core/model/turn.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { eventOf, finishTurn, held, leaseMs, leaseOne, type OpenStoreHouse, said, say } from './house.ts';
import { commitOf, conversationOf } from './samples.ts';

/** One turn in the conversation `a` that changes timers. */
async function turn(store: Store, text: string, ...timers: readonly TimerChange[]): Promise<void> {
  await say(store, 'a', text);
  const lane = await leaseOne(store);
  await store.commit(lane, commitOf(eventOf(lane), 0, timers));
  await store.release(lane);
}

export function describeTimers(openHouse: OpenStoreHouse): void {
  describe('timers', () => {
    it('become events of their conversation when due, once, over a restart', async () => {
      await using house = await openHouse();
      let store = await house.open();
      const due = house.clock.now + 60_000;
      await turn(store, 'one', { name: 'remind', at: due, payload: { step: 'dates' } });
      expect(await store.sweep(due - 1)).toEqual({ fired: 0, nextDueAt: due });
      await house.crash();
      store = await house.open();
      expect(await store.sweep(due)).toEqual({ fired: 1 });
      expect(await store.sweep(due)).toEqual({ fired: 0 });
      const lane = await leaseOne(store);
      expect(eventOf(lane)).toMatchObject({ id: `timer:a:remind:${due}`, attempts: 1 });
      expect(eventOf(lane).event).toEqual({
        kind: 'timer-due',
        conversation: conversationOf('a'),
        at: due,
        name: 'remind',
        payload: { step: 'dates' },
      });
    });

    it('can be moved and forgotten by a later turn', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const at = house.clock.now;
      await turn(store, 'one', { name: 'remind', at: at + 10 }, { name: 'close', at: at + 20 });
      await turn(store, 'two', { name: 'remind', at: at + 90 }, { name: 'close' }, { name: 'never-set' });
      expect(await store.sweep(at + 50)).toEqual({ fired: 0, nextDueAt: at + 90 });
    });

    it('wait their turn behind what was accepted before, and do not break into a lease', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await turn(store, 'one', { name: 'remind', at: house.clock.now + 5 });
      await say(store, 'a', 'two');
      const lane = await leaseOne(store);
      expect(await store.sweep(house.clock.now + 5)).toMatchObject({ fired: 1 });
      expect(await store.lease(1, leaseMs)).toEqual([]);
      const next = held(await finishTurn(store, lane));
      expect([said(lane), said(next)]).toEqual(['two', 'timer-due']);
    });

    it('ring when they fire', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await turn(store, 'one', { name: 'remind', at: house.clock.now + 5 });
      let rings = 0;
      store.subscribe(() => {
        rings += 1;
      });
      await store.sweep(house.clock.now + 5);
      expect(rings).toBe(1);
    });
  });
}
