/** Runs the tasks of one session one after the other; sessions do not wait for each other. */
export interface SessionQueue {
  run<T>(sessionId: string, task: () => Promise<T>): Promise<T>;
  /** Sessions with a task running or waiting. */
  size(): number;
}

export function createSessionQueue(): SessionQueue {
  const tails = new Map<string, Promise<void>>();

  function run<T>(sessionId: string, task: () => Promise<T>): Promise<T> {
    const before = tails.get(sessionId);
    const result = before ? before.then(task) : task();
    const tail = result.then(ignore, ignore).then(() => {
      if (tails.get(sessionId) === tail) tails.delete(sessionId);
    });
    tails.set(sessionId, tail);
    return result;
  }

  return { run, size: () => tails.size };
}

function ignore(): void {}
