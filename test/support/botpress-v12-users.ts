/**
 * How Botpress 12 collects the replies of a user (packages/bp/src/core/converse/converse-service.ts): messages are worked on
 * one after the other, replies are gathered in one place, and the end of any turn answers every request of the user
 * that waits. What comes when nobody waits stays for the next request.
 */

export interface V12Turn {
  readonly items: readonly unknown[];
  /** nlu, state and decision of the turn. */
  readonly about: unknown;
}

interface User {
  queue: Promise<void>;
  kept: unknown[];
  waiting: Set<(outcome: V12Turn | 'timed-out') => void>;
}

export interface V12Users {
  /** Resolves with what the request is answered. */
  send(userId: string, work: () => Promise<V12Turn>): Promise<V12Turn | 'timed-out'>;
  /** `converse.timeout` passes for every request of the user that waits; the turns go on. */
  timeOut(userId: string): void;
}

export function createV12Users(): V12Users {
  const users = new Map<string, User>();

  function userOf(userId: string): User {
    const user = users.get(userId) ?? { queue: Promise.resolve(), kept: [], waiting: new Set() };
    users.set(userId, user);
    return user;
  }

  function answerAll(user: User, outcome: V12Turn | 'timed-out'): void {
    const waiting = [...user.waiting];
    user.waiting.clear();
    for (const answer of waiting) answer(outcome);
  }

  return {
    send(userId, work) {
      const user = userOf(userId);
      const answered = new Promise<V12Turn | 'timed-out'>((resolve) => user.waiting.add(resolve));
      user.queue = user.queue.then(async () => {
        const { items, about } = await work();
        user.kept.push(...items);
        if (user.waiting.size === 0) return;
        const gathered = user.kept;
        user.kept = [];
        answerAll(user, { items: gathered, about });
      });
      return answered;
    },
    timeOut(userId) {
      const user = userOf(userId);
      user.kept = [];
      answerAll(user, 'timed-out');
    },
  };
}
