import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWaitingWatch } from '../../src/chatwoot/waiting-watch.ts';
import { createState } from '../../src/core/model/state.ts';
import type { NewEvent } from '../../src/core/ports/store.ts';
import { conversation, customerSays, NOW } from '../support/builders.ts';

const waiting: NewEvent = {
  id: 'waiting',
  aliases: [],
  key: 'hotel:1:312',
  event: { kind: 'conversation-changed', conversation: conversation(), at: NOW },
};

const message = (messageId: string): NewEvent => ({
  id: messageId,
  aliases: [],
  key: 'hotel:1:312',
  event: customerSays('hi', { messageId }),
});

describe('who waits for a message that never came', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function watch(heard?: string) {
    const accepted: NewEvent[] = [];
    const state = {
      ...createState('s', NOW),
      ...(heard && { attended: { heard: { messageId: heard, at: NOW } } }),
    };
    const store = {
      accept: async (events: readonly NewEvent[]) => {
        accepted.push(...events);
        return events.map(() => 'accepted' as const);
      },
      state: async () => state,
    };
    return { accepted, ...createWaitingWatch({ store, clock: () => Date.now() }) };
  }

  it('is kept once, when the message does not come', async () => {
    const { waits, accepted } = watch();
    waits(waiting, '9', 1_000);
    await vi.advanceTimersByTimeAsync(900);
    expect(accepted).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(accepted).toEqual([waiting]);
  });

  it.each([
    ['after', ['waits', 'heard']],
    ['before', ['heard', 'waits']],
  ])('costs the store nothing when the message comes %s', async (_name, order) => {
    const { waits, heard, accepted } = watch();
    for (const what of order) {
      if (what === 'heard') heard(message('9'));
      else waits(waiting, '9', 1_000);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(accepted).toEqual([]);
  });

  it('is kept when an earlier message came', async () => {
    const { waits, heard, accepted } = watch();
    heard(message('8'));
    waits(waiting, '9', 1_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(accepted).toEqual([waiting]);
  });

  it('is nobody when another process has heard the message', async () => {
    const { waits, accepted } = watch('9');
    waits(waiting, '9', 1_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(accepted).toEqual([]);
  });

  it('is kept at once when the process ends', async () => {
    const { waits, close, accepted } = watch();
    waits(waiting, '9', 1_000);
    await close();
    expect(accepted).toEqual([waiting]);
  });
});
