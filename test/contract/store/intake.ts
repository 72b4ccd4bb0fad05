import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../src/core/ports/store.ts';
import { eventOf, finishTurn, leaseMs, leaseOne, type OpenStoreHouse, said, say } from './house.ts';
import { commitOf, spoke } from './samples.ts';

export function describeIntake(openHouse: OpenStoreHouse): void {
  describe('accept', () => {
    it('keeps the order of one conversation when many are accepted at once', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const texts = Array.from({ length: 40 }, (_, index) => String(index));
      await Promise.all(texts.flatMap((text) => [say(store, 'a', text), say(store, `b${text}`, text)]));
      const lanes = await store.lease(100, leaseMs);
      expect(lanes).toHaveLength(41);
      const heard: string[] = [];
      let lane = lanes.find(({ key }) => key === 'a');
      while (lane) {
        heard.push(said(lane));
        lane = await finishTurn(store, lane);
      }
      expect(heard).toEqual(texts);
    });

    it('takes an event once, by its id and by each alias', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const first = spoke('a', 'one', { id: 'e1', aliases: ['delivery-1', 'message-1'] });
      expect(await store.accept([first])).toEqual(['accepted']);
      expect(await store.accept([first])).toEqual(['duplicate']);
      const redelivered = spoke('a', 'one', { id: 'e2', aliases: ['delivery-2', 'message-1'] });
      expect(await store.accept([redelivered])).toEqual(['duplicate']);
      const byNewAlias = spoke('a', 'one', { id: 'e3', aliases: ['delivery-2'] });
      expect(await store.accept([byNewAlias])).toEqual(['duplicate']);
      expect((await store.stats()).waitingEvents).toBe(1);
    });

    it('is not confused by an alias that equals the id, or by twins in one call', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const event = spoke('a', 'one', { id: 'e1', aliases: ['e1', 'e1'] });
      expect(await store.accept([event, event])).toEqual(['accepted', 'duplicate']);
    });

    it('takes the same event once when it arrives many times at the same moment', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const results = await Promise.all(Array.from({ length: 20 }, () => store.accept([spoke('a', 'one')])));
      expect(results.flat().filter((result) => result === 'accepted')).toHaveLength(1);
    });

    it('still knows an event that was worked off, also after a restart', async () => {
      await using house = await openHouse();
      let store = await house.open();
      await say(store, 'a', 'one');
      const lane = await leaseOne(store);
      await store.commit(lane, commitOf(eventOf(lane), 0));
      await house.crash();
      store = await house.open();
      expect(await store.accept([spoke('a', 'one')])).toEqual(['duplicate']);
    });

    it('refuses what it cannot write without harm to its neighbours', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const results = await Promise.allSettled([
        store.accept([spoke('a', 'one')]),
        store.accept([unwritable()]),
        store.accept([spoke('b', 'one')]),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await store.lease(9, leaseMs)).map(({ key }) => key).sort()).toEqual(['a', 'b']);
    });

    it('accepts all events of one call, or none', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await expect(store.accept([spoke('a', 'one'), unwritable()])).rejects.toThrow('STORE_UNAVAILABLE');
      expect(await store.accept([spoke('a', 'one')])).toEqual(['accepted']);
    });

    it('keeps any text as it is', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const text = `{{contact}} 👩‍👩‍👧 \u202Eשלום ' " \\ ; DROP TABLE lane -- ${'x'.repeat(150_000)}`;
      await say(store, `key '"%_`, text);
      expect(said(await leaseOne(store))).toBe(text);
    });

    it('rings after an accept, when a lane is given back with work, and not for a duplicate', async () => {
      await using house = await openHouse();
      const store = await house.open();
      let rings = 0;
      const stop = store.subscribe(() => {
        rings += 1;
      });
      await say(store, 'a', 'one');
      expect(rings).toBe(1);
      await say(store, 'a', 'one');
      expect(rings).toBe(1);
      await store.release(await leaseOne(store));
      expect(rings).toBe(2);
      stop();
      await say(store, 'a', 'two');
      expect(rings).toBe(2);
    });
  });
}

/** An event whose payload fails while it is being written. */
function unwritable(): NewEvent {
  const broken = spoke('c', 'one');
  return {
    ...broken,
    get event(): NewEvent['event'] {
      throw new Error('cannot be read');
    },
  };
}
