/** The longest delay of a Node timer; a later wake time is looked at again then. */
const longestDelayMs = 2_147_483_647;

/** Tells listeners that there may be work: now, or when the earliest known wake time comes. */
export interface WorkBell {
  /** Once for all rings of one turn of the event loop; never inside the caller. */
  ring(): void;
  /** Rings at `time` (epoch milliseconds), unless an earlier time is set already. */
  ringAt(time: number): void;
  subscribe(listener: () => void): () => void;
  close(): void;
}

export function createWorkBell(clock: () => number): WorkBell {
  const listeners = new Set<() => void>();
  let ringing = false;
  let alarm: { readonly time: number; readonly timer: NodeJS.Timeout } | undefined;

  function tell(): void {
    ringing = false;
    for (const listener of listeners) listener();
  }

  function ring(): void {
    if (ringing) return;
    ringing = true;
    queueMicrotask(tell);
  }

  function forgetAlarm(): void {
    clearTimeout(alarm?.timer);
    alarm = undefined;
  }

  function ringAt(time: number): void {
    if (alarm && alarm.time <= time) return;
    forgetAlarm();
    const delayMs = Math.min(Math.max(0, time - clock()), longestDelayMs);
    const timer = setTimeout(() => {
      forgetAlarm();
      ring();
    }, delayMs);
    // A waiting conversation alone keeps no process alive.
    timer.unref();
    alarm = { time, timer };
  }

  return {
    ring,
    ringAt,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      forgetAlarm();
      listeners.clear();
    },
  };
}
