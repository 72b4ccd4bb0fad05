import { randomInt } from 'node:crypto';
import { HttpProblem } from '../small-http/http-exchange.ts';

const VALID_MS = 10 * 60_000;
const MAX_WRONG = 5;
const LETTERS_KEPT = 50;

/** An e-mail that a real service would send. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Sends one-time codes and checks them. A request that is repeated with its Idempotency-Key does nothing twice. */
export interface CodeDesk {
  /** Newest first: what would be in the guests' mailboxes. */
  readonly outbox: () => readonly Letter[];
  send(email: string, idempotencyKey: string | undefined): void;
  /** @throws HttpProblem 404 no code, 410 too old, used or tried too often, 422 wrong */
  verify(email: string, code: string, idempotencyKey: string | undefined): void;
}

interface OpenCode {
  readonly code: string;
  readonly until: number;
  wrong: number;
}

export function createCodeDesk(now: () => number): CodeDesk {
  const letters: Letter[] = [];
  const open = new Map<string, OpenCode>();
  const sent = new Set<string>();
  const verified = new Map<string, string>();

  function check(address: string, code: string): void {
    const known = open.get(address);
    if (!known) throw new HttpProblem(404, { error: 'No code was sent to this address.' });
    if (known.until <= now() || known.wrong >= MAX_WRONG) {
      open.delete(address);
      throw new HttpProblem(410, { error: 'The code is no longer valid.' });
    }
    if (known.code !== code) {
      known.wrong += 1;
      throw new HttpProblem(422, { error: 'The code is wrong.' });
    }
    open.delete(address);
  }

  return {
    outbox: () => letters.toReversed(),
    send(email, key) {
      if (key !== undefined && sent.has(key)) return;
      if (key !== undefined) sent.add(key);
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      open.set(email.toLowerCase(), { code, until: now() + VALID_MS, wrong: 0 });
      const subject = 'Your code';
      letters.push({
        to: email,
        subject,
        text: `Your code is ${code}. It is valid for ten minutes.`,
        at: now(),
      });
      if (letters.length > LETTERS_KEPT) letters.shift();
    },
    verify(email, code, key) {
      const address = email.toLowerCase();
      if (key !== undefined && verified.get(key) === `${address} ${code}`) return;
      check(address, code);
      if (key !== undefined) verified.set(key, `${address} ${code}`);
    },
  };
}
