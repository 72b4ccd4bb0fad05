const GATHER_MS = 40;
const SETTLE_MS = 700;

/**
 * Reads again after events: once shortly after the first of a burst, never twice at a time, and once more when
 * things have settled, since the gateway notes the end of a call a moment after Chatwoot has shown the message.
 * @param {() => Promise<void>} load
 * @param {(error: unknown) => void} onError
 */
export function createRefresher(load, onError) {
  /** @type {Promise<void> | null} */
  let running = null;
  let again = false;
  let gathering = false;
  /** @type {number | undefined} */
  let settleTimer;

  async function run() {
    do {
      again = false;
      await load().catch(onError);
    } while (again);
    running = null;
  }

  function now() {
    again = running !== null;
    running ??= run();
    return running;
  }

  function soon() {
    window.clearTimeout(settleTimer);
    settleTimer = window.setTimeout(() => void now(), SETTLE_MS);
    if (gathering) return;
    gathering = true;
    window.setTimeout(() => {
      gathering = false;
      void now();
    }, GATHER_MS);
  }

  return { now, soon };
}
