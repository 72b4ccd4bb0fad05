import { describe, expect, it } from 'vitest';
import { turnDeadline, withinTime } from '../../../src/core/queue/turn-deadline.ts';

const watchdog = { afterMs: 60_000, text: 'Sorry.' };
const never = new AbortController().signal;

describe('until when a turn may run', () => {
  it.each([
    ['no watchdog', {}, { acceptedAt: 0, attempt: 1 }, 0, Number.POSITIVE_INFINITY],
    ['fresh', { watchdog }, { acceptedAt: 1_000, attempt: 1 }, 1_000, 61_000],
    ['a second try gets no more time', { watchdog }, { acceptedAt: 1_000, attempt: 2 }, 40_000, 61_000],
    ['accepted long ago: one short try', { watchdog }, { acceptedAt: 1_000, attempt: 1 }, 600_000, 605_000],
    ['accepted long ago, tried already', { watchdog }, { acceptedAt: 1_000, attempt: 2 }, 600_000, 61_000],
    [
      'never longer than the customer may wait',
      { watchdog: { ...watchdog, afterMs: 100 } },
      { acceptedAt: 0, attempt: 1 },
      5_000,
      5_100,
    ],
  ] as const)('%s', (_name, policy, input, now, deadline) => {
    expect(turnDeadline(policy, input, now)).toBe(deadline);
  });
});

describe('work within a time', () => {
  it('gives what the work gives', async () => {
    expect(await withinTime(1_000, never, async () => 'done')).toBe('done');
    expect(await withinTime(Number.POSITIVE_INFINITY, never, async (signal) => signal)).toBe(never);
  });

  it('ends work that does not listen', async () => {
    const work = () => new Promise<never>(() => {});
    await expect(withinTime(5, never, work)).rejects.toMatchObject({ code: 'TURN_OVERDUE' });
  });

  it('is overdue, not failed, when work that listens fails because of it', async () => {
    const work = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
    await expect(withinTime(5, never, work)).rejects.toMatchObject({ code: 'TURN_OVERDUE' });
  });

  it('does not begin what is overdue', async () => {
    let begun = false;
    const work = async () => {
      begun = true;
    };
    await expect(withinTime(0, never, work)).rejects.toMatchObject({ code: 'TURN_OVERDUE' });
    expect(begun).toBe(false);
  });

  it('passes on that everything stops', async () => {
    const stop = new AbortController();
    const work = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const running = withinTime(60_000, stop.signal, work);
    stop.abort(new Error('draining'));
    await expect(running).rejects.toThrow('draining');
  });
});
