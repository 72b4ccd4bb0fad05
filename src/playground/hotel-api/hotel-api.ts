import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, HttpProblem, readBytes, sendAnswer } from '../small-http/http-exchange.ts';
import { parseBody } from '../small-http/request-body.ts';
import { type Booking, createBookingBook } from './booking-book.ts';
import { createCodeDesk } from './code-desk.ts';
import { answerHotelRoute, type HotelContext } from './hotel-routes.ts';

export interface HotelApiOptions {
  /** Where the API is reached; addresses of pictures begin with it. */
  readonly publicUrl?: string;
  /** Epoch milliseconds. Default: the system clock. */
  readonly clock?: () => number;
}

/** A failure to come, for tests: what the next calls meet. */
export interface HotelFault {
  /** Part of the path. Default: all. */
  readonly path?: string;
  /** How many calls. Default 1. */
  readonly times?: number;
  /** Answer this status without doing anything. */
  readonly status?: number;
  /** Do what was asked, but break the connection instead of answering. */
  readonly dropAnswer?: boolean;
  readonly delayMs?: number;
}

/** The small hotel service of the sample: real HTTP for the `fetch` steps of the flow. All data is in memory. */
export interface HotelApi {
  /** Serves `/hotels`, `/bookings`, `/codes`, `/outbox` and `/images`. `request.url` must begin below the mount prefix. Never rejects. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Oldest first. */
  readonly bookings: readonly Booking[];
  fail(fault: HotelFault): void;
}

export function createHotelApi(options: HotelApiOptions = {}): HotelApi {
  const now = options.clock ?? Date.now;
  const book = createBookingBook(now);
  const context: HotelContext = { book, codes: createCodeDesk(now), now, publicUrl: options.publicUrl ?? '' };
  const faults: { fault: HotelFault; left: number }[] = [];
  const nextFault = (path: string): HotelFault => {
    const armed = faults.find((entry) => entry.left > 0 && path.includes(entry.fault.path ?? ''));
    if (!armed) return {};
    armed.left -= 1;
    return armed.fault;
  };
  return {
    bookings: book.all,
    fail: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
    async handle(request, response) {
      const fault = nextFault(request.url ?? '');
      if (fault.delayMs !== undefined) await pause(fault.delayMs, undefined, { ref: false });
      const answer =
        fault.status === undefined
          ? await answerSafely(context, request)
          : { status: fault.status, body: { error: 'A fault made for a test.' } };
      if (fault.dropAnswer) response.destroy();
      else sendAnswer(response, answer);
    },
  };
}

async function answerSafely(context: HotelContext, request: IncomingMessage): Promise<Answer> {
  try {
    const url = new URL(request.url ?? '/', 'http://hotel-api');
    return await answerHotelRoute(context, {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await parseBody(request.headers['content-type'], await readBytes(request)),
    });
  } catch (error) {
    if (error instanceof HttpProblem) return error.answer;
    return { status: 500, body: { error: 'The hotel API failed.' } };
  }
}
