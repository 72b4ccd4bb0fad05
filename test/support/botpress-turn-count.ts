/** Turns of one user that were under way at the same time, at most. */
export function createTurnCount() {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  return {
    most: (user: string) => most.get(user) ?? 0,
    async during<T>(user: string, task: () => Promise<T>): Promise<T> {
      const count = (now.get(user) ?? 0) + 1;
      now.set(user, count);
      most.set(user, Math.max(count, most.get(user) ?? 0));
      try {
        return await task();
      } finally {
        now.set(user, (now.get(user) ?? 1) - 1);
      }
    },
  };
}
