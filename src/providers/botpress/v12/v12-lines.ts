/**
 * One line per Botpress user. Botpress collects the replies of a user in one place, so requests that overlap get each
 * other's, and what comes after a request was given up stands in front of the next answer (seen on 12.31). Therefore:
 *
 * - one exchange at a time per user; the next waits, however long the one before was given up by its caller
 * - an exchange is never hung up: its caller leaves, and the answer is still taken when it comes. A turn that is
 *   repeated joins its own exchange instead of sending again; an answer that nobody comes for is reported as late
 * - how an exchange ended is remembered, since a server that timed out itself keeps the late replies for the next one
 */
import { asGatewayError, GatewayError } from '../../../core/model/gateway-error.ts';
import { leftDialogueAlone } from './v12-error.ts';

/** What is known of the last exchange of a user. */
export type V12Past<Answer> =
  | { readonly kind: 'answered'; readonly turnId: string; readonly answer: Answer }
  /** It failed without moving the dialogue. */
  | { readonly kind: 'untouched'; readonly turnId: string }
  /** Replies may lie in wait on the server. */
  | { readonly kind: 'doubtful'; readonly turnId: string };

export interface V12Lines<Answer> {
  /**
   * The answer of this turn: of a new exchange, of the one under way or of the one that has ended meanwhile.
   * @throws GatewayError the exchange's, or `ENGINE_ABORTED` when the caller leaves; the exchange then goes on
   */
  take(turn: V12LineTurn<Answer>, signal: AbortSignal): Promise<Answer>;
}

export interface V12LineTurn<Answer> {
  readonly line: string;
  readonly turnId: string;
  /** True when the turn is repeated: its own past answer is then its answer. */
  readonly repeated: boolean;
  /** Runs to its end even when nobody waits any more. */
  readonly exchange: (past: V12Past<Answer> | undefined) => Promise<Answer>;
}

export interface V12LinesOptions<Answer> {
  /** Nobody came for this answer. */
  readonly onUnclaimed: (line: string, turnId: string, answer: Answer) => void;
  /** How long a repeated turn may come for an answer that its first attempt left behind, milliseconds. */
  readonly claimMs: number;
}

interface Pending<Answer> {
  readonly turnId: string;
  readonly answer: Promise<Answer>;
  /** Callers that still wait. */
  waiting: number;
}

interface Line<Answer> {
  pending?: Pending<Answer>;
  past?: V12Past<Answer>;
  unclaimed?: NodeJS.Timeout;
}

/** Users whose past is remembered. */
const LINES_KEPT = 2_000;

export function createV12Lines<Answer>(options: V12LinesOptions<Answer>): V12Lines<Answer> {
  const lines = new Map<string, Line<Answer>>();

  function lineOf(name: string): Line<Answer> {
    const line = lines.get(name) ?? {};
    lines.delete(name);
    lines.set(name, line);
    for (const [oldest, { pending, unclaimed }] of lines) {
      if (lines.size <= LINES_KEPT) break;
      if (!pending && !unclaimed) lines.delete(oldest);
    }
    return line;
  }

  async function take(turn: V12LineTurn<Answer>, signal: AbortSignal): Promise<Answer> {
    const line = lineOf(turn.line);
    while (line.pending && line.pending.turnId !== turn.turnId) {
      await leave(signal, line.pending.answer.then(ignore, ignore));
    }
    const own = line.past?.turnId === turn.turnId ? line.past : undefined;
    if (!line.pending && own?.kind === 'answered' && (turn.repeated || line.unclaimed)) {
      claim(line);
      return own.answer;
    }
    line.pending ??= begin(line, turn);
    return wait(line.pending, signal);
  }

  function begin(line: Line<Answer>, turn: V12LineTurn<Answer>): Pending<Answer> {
    settleUnclaimed(line, turn.line);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const pending: Pending<Answer> = { turnId: turn.turnId, answer: promise, waiting: 0 };
    promise.catch(ignore);
    turn.exchange(line.past).then(
      (answer) => {
        end(line, { kind: 'answered', turnId: turn.turnId, answer });
        if (pending.waiting === 0) line.unclaimed = expire(line, turn.line);
        resolve(answer);
      },
      (thrown: unknown) => {
        const error = asGatewayError(thrown, 'ENGINE_FAILED');
        end(line, { kind: leftDialogueAlone(error) ? 'untouched' : 'doubtful', turnId: turn.turnId });
        reject(error);
      },
    );
    return pending;
  }

  function expire(line: Line<Answer>, name: string): NodeJS.Timeout {
    return setTimeout(() => settleUnclaimed(line, name), options.claimMs).unref();
  }

  /** Nobody came: what was said is late. It is told once. */
  function settleUnclaimed(line: Line<Answer>, name: string): void {
    if (!line.unclaimed) return;
    claim(line);
    if (line.past?.kind === 'answered') options.onUnclaimed(name, line.past.turnId, line.past.answer);
  }

  return { take };
}

function end<Answer>(line: Line<Answer>, past: V12Past<Answer>): void {
  // A turn that failed before it was sent leaves the doubt of the one before it.
  if (!(past.kind === 'untouched' && line.past?.kind === 'doubtful')) line.past = past;
  delete line.pending;
}

function claim<Answer>(line: Line<Answer>): void {
  clearTimeout(line.unclaimed);
  delete line.unclaimed;
}

async function wait<Answer>(pending: Pending<Answer>, signal: AbortSignal): Promise<Answer> {
  pending.waiting += 1;
  try {
    return await leave(signal, pending.answer);
  } finally {
    pending.waiting -= 1;
  }
}

/** Ends the wait when the caller leaves, not what is waited for. */
async function leave<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const { promise: left, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(asAbort(signal.reason));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, left]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function asAbort(reason: unknown): GatewayError {
  if (reason instanceof GatewayError) return reason;
  return new GatewayError('ENGINE_ABORTED', 'The call to Botpress was cancelled.');
}

function ignore(): void {}
