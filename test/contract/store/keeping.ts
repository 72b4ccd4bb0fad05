import { describe, expect, it } from 'vitest';
import { eventOf, finishTurn, held, leaseMs, leaseOne, type OpenStoreHouse, said, say } from './house.ts';
import { commitOf, spoke } from './samples.ts';

const dayMs = 24 * 60 * 60 * 1000;

export function describeKeeping(openHouse: OpenStoreHouse): void {
  describe('keeping and forgetting', () => {
    it('knows an id until it expires', async () => {
      await using house = await openHouse();
      const store = await house.open({ dedupeMs: 7 * dayMs });
      await say(store, 'a', 'one');
      house.clock.now += 7 * dayMs - 1;
      await store.sweep(house.clock.now);
      expect(await store.accept([spoke('a', 'one')])).toEqual(['duplicate']);
      house.clock.now += 7 * dayMs;
      await store.sweep(house.clock.now);
      expect(await store.accept([spoke('a', 'one')])).toEqual(['accepted']);
    });

    it('knows a conversation from its first event on, before any turn is committed', async () => {
      await using house = await openHouse();
      const store = await house.open();
      expect(await store.conversation('a')).toBeUndefined();
      await say(store, 'a', 'one', 'two');
      const { event } = spoke('a', 'one');
      expect(await store.conversation('a')).toEqual(event.conversation);
      await leaseOne(store);
      expect(await store.conversation('a')).toEqual(event.conversation);
    });

    it('tells what waits in a conversation, in order, without what is done', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one', 'two', 'three', 'four');
      await say(store, 'b', 'other');
      const lane = await leaseOne(store);
      await finishTurn(store, lane);
      const [two, three, four] = ['two', 'three', 'four'].map((text) => spoke('a', text).event);
      expect(await store.waiting('a', 9)).toEqual([two, three, four]);
      expect(await store.waiting('a', 1)).toEqual([two]);
      expect(await store.waiting('c', 9)).toEqual([]);
    });

    it('finds conversations by the end of their key', async () => {
      await using house = await openHouse();
      const store = await house.open();
      for (const key of ['hotel:1:312', 'shop:1:312', 'hotel:2:312', 'hotel:1:1312', 'a_b:1:7', 'axb:1:7']) {
        await say(store, key, 'one');
      }
      expect(await store.find(':312', 9)).toEqual(['hotel:1:312', 'hotel:2:312', 'shop:1:312']);
      expect(await store.find(':1:312', 9)).toEqual(['hotel:1:312', 'shop:1:312']);
      expect(await store.find(':312', 1)).toHaveLength(1);
      expect(await store.find('a_b:1:7', 9)).toEqual(['a_b:1:7']);
      expect(await store.find('%', 9)).toEqual([]);
    });

    it('plans the same turn again after its id expired', async () => {
      await using house = await openHouse();
      const store = await house.open({ dedupeMs: 1000 });
      for (const round of [1, 2]) {
        expect(await store.accept([spoke('a', 'one')]), `round ${round}`).toEqual(['accepted']);
        const lane = await leaseOne(store);
        const committed = held(await store.commit(lane, commitOf(eventOf(lane), 2)));
        expect(committed.calls.map(({ call }) => call.id)).toEqual(['a/one/1', 'a/one/2']);
        for (const { call } of committed.calls) await store.sent(committed, call.id, { kind: 'sent' });
        expect(await store.release(committed, leaseMs)).toBeUndefined();
        house.clock.now += 61_000;
        await store.sweep(house.clock.now);
      }
    });

    it('keeps the newest traces of a conversation with the fate of their calls', async () => {
      await using house = await openHouse();
      const store = await house.open({ tracesPerConversation: 5 });
      for (let turn = 1; turn <= 48; turn += 1) {
        await say(store, 'a', `t${turn}`);
        const lane = await leaseOne(store);
        const committed = held(await store.commit(lane, commitOf(eventOf(lane), 1)));
        await store.sent(committed, `a/t${turn}/1`, { kind: 'sent', reference: `m${turn}` });
        await store.release(committed);
      }
      const traces = await store.traces('a', 99);
      expect(traces.map(({ trace }) => trace.id)).toEqual(['a/t48', 'a/t47', 'a/t46', 'a/t45', 'a/t44']);
      expect(traces[0]?.calls).toMatchObject([
        {
          call: { id: 'a/t48/1' },
          attempts: 0,
          end: { kind: 'sent', reference: 'm48' },
          endedAt: house.clock.now,
        },
      ]);
      expect(await store.traces('a', 2)).toHaveLength(2);
      expect(await store.isSettled('a/t1/1')).toBe(false);
    });

    it('keeps a call that is to be sent again when the trace of its turn goes', async () => {
      await using house = await openHouse();
      const store = await house.open({ tracesPerConversation: 1 });
      for (let turn = 1; turn <= 16; turn += 1) {
        await say(store, 'a', `t${turn}`);
        const lane = await leaseOne(store);
        const [letter] = turn === 16 ? await store.dead.list(1) : [];
        if (letter) await store.dead.redrive(letter.id);
        const committed = held(await store.commit(lane, commitOf(eventOf(lane), turn === 1 ? 1 : 0)));
        if (turn === 1) await store.sent(committed, 'a/t1/1', { kind: 'dead', error: 'gone' });
        await store.release(committed);
      }
      expect(await store.traces('a', 9)).toHaveLength(1);
      expect((await leaseOne(store)).calls.map(({ call }) => call.id)).toEqual(['a/t1/1']);
    });

    it('forgets a great number of ids in several sweeps', async () => {
      await using house = await openHouse();
      const store = await house.open({ dedupeMs: 1000 });
      const events = Array.from({ length: 2500 }, (_, index) => spoke('a', String(index)));
      await store.accept(events);
      house.clock.now += 1000;
      for (const _sweep of [1, 2, 3]) await store.sweep(house.clock.now);
      const results = await store.accept(events);
      expect(results.filter((result) => result === 'duplicate')).toEqual([]);
    });

    it('drops old traces, never a call that is still to be sent', async () => {
      await using house = await openHouse();
      const store = await house.open({ traceMs: dayMs });
      await say(store, 'a', 'one');
      const lane = await leaseOne(store);
      await store.commit(lane, commitOf(eventOf(lane), 2));
      await store.sent(lane, 'a/one/1', { kind: 'sent' });
      await store.release(lane);
      house.clock.now += 2 * dayMs;
      await store.sweep(house.clock.now);
      expect(await store.traces('a', 9)).toEqual([]);
      expect((await leaseOne(store)).calls.map(({ call }) => call.id)).toEqual(['a/one/2']);
    });

    it('forgets conversations in which nothing happens, but none with work or a timer', async () => {
      await using house = await openHouse();
      const store = await house.open({ idleMs: dayMs });
      const timer = [{ name: 'remind', at: house.clock.now + 9 * dayMs }];
      for (const key of ['idle', 'timed', 'busy']) {
        await say(store, key, 'one');
        const lane = await leaseOne(store);
        await store.commit(lane, commitOf(eventOf(lane), 0, key === 'timed' ? timer : []));
        await store.release(lane);
      }
      await say(store, 'busy', 'two');
      house.clock.now += 2 * dayMs;
      await store.sweep(house.clock.now);
      expect(await store.state('idle')).toBeUndefined();
      expect(await store.state('timed')).toBeDefined();
      expect(await store.state('busy')).toBeDefined();
      expect((await store.stats()).conversations).toBe(2);
      expect(said(await leaseOne(store))).toBe('two');
    });

    it('names conversations that wait too long, for an event or a call', async () => {
      await using house = await openHouse();
      const store = await house.open();
      const start = house.clock.now;
      await say(store, 'calling', 'one');
      const lane = await leaseOne(store);
      house.clock.now += 10;
      await store.commit(lane, commitOf(eventOf(lane), 1));
      house.clock.now += 10;
      await say(store, 'waiting', 'one', 'two');
      await say(store, 'calling', 'two');
      const expected = [
        { key: 'calling', since: start + 10 },
        { key: 'waiting', since: start + 20 },
      ];
      expect(await store.overdue(start + 10, 9)).toEqual([]);
      expect(await store.overdue(start + 21, 9)).toEqual(expected);
      expect(await store.overdue(start + 21, 1)).toEqual(expected.slice(0, 1));
    });

    it('counts', async () => {
      await using house = await openHouse();
      const store = await house.open();
      expect(await store.stats()).toEqual({
        waitingEvents: 0,
        waitingCalls: 0,
        leasedLanes: 0,
        conversations: 0,
        deadLetters: 0,
        oldestEventAgeMs: 0,
      });
      await say(store, 'a', 'one', 'two');
      await say(store, 'b', 'one');
      const lane = await leaseOne(store);
      await store.commit(lane, commitOf(eventOf(lane), 2));
      house.clock.now += 500;
      expect(await store.stats()).toMatchObject({
        waitingEvents: 2,
        waitingCalls: 2,
        leasedLanes: 1,
        conversations: 2,
        oldestEventAgeMs: 500,
      });
    });

    it('redrives a dead event at the end of its lane, and discards one', async () => {
      await using house = await openHouse();
      const store = await house.open();
      await say(store, 'a', 'one', 'two', 'three');
      let lane = await leaseOne(store);
      await store.bury(lane, 'broken');
      lane = held(await store.release(lane, leaseMs));
      await store.bury(lane, 'broken too');
      await store.release(lane);
      const [two, one] = await store.dead.list(9);
      expect(await store.dead.discard(two?.id ?? '')).toBe(true);
      expect(await store.dead.discard(two?.id ?? '')).toBe(false);
      expect(await store.dead.redrive('no such')).toBe(false);
      expect(await store.dead.redrive(one?.id ?? '')).toBe(true);
      expect(await store.dead.list(9)).toEqual([]);
      lane = await leaseOne(store);
      const next = held(await finishTurn(store, lane));
      expect([said(lane), said(next)]).toEqual(['three', 'one']);
      expect(eventOf(next)).toMatchObject({ id: 'a/one', attempts: 1 });
    });

    it('finds itself in order', async () => {
      await using house = await openHouse();
      const store = await house.open();
      expect((await store.check()).map(({ level }) => level)).not.toContain('error');
    });

    it('finishes what was called before close, and rejects cleanly after it', async () => {
      await using house = await openHouse();
      let store = await house.open();
      const accepted = say(store, 'a', 'one');
      const closed = store.close();
      await accepted;
      await closed;
      await store.close();
      const refused = expect.objectContaining({ code: 'STORE_UNAVAILABLE' });
      await expect(store.accept([spoke('a', 'two')])).rejects.toEqual(refused);
      await expect(store.lease(1, leaseMs)).rejects.toEqual(refused);
      await expect(store.stats()).rejects.toEqual(refused);
      await expect(store.sweep(0)).rejects.toEqual(refused);
      await expect(store.dead.list(1)).rejects.toEqual(refused);
      expect((await store.check()).map(({ level }) => level)).toEqual(['error']);
      store = await house.open();
      expect(said(await leaseOne(store))).toBe('one');
    });
  });
}
