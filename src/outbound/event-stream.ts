/**
 * Server-sent events from an engine (WHATWG HTML, 9.2): one request, read for as long as it lasts. It does not connect
 * again by itself: whoever listens must know of a gap, since what was sent in it is not sent again.
 */
import { createParser } from 'eventsource-parser';
import { Agent, type Dispatcher } from 'undici';
import { type HttpAnswer, TransportFailure, toAnswer, toFailure } from './http-client.ts';

export interface EventStreamRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Until the stream is open, milliseconds. */
  readonly openTimeoutMs: number;
  /** A stream that brings nothing for so long is broken, milliseconds. */
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
}

export interface EventStreamHandlers {
  readonly onOpen: () => void;
  /** The `data` of one event. */
  readonly onData: (data: string) => void;
}

export interface EventStreamClient {
  /**
   * Resolves when the other side ends the stream (undefined), or with its answer when that is no stream of events.
   * @throws TransportFailure, `aborted` when the signal aborts
   */
  listen(request: EventStreamRequest, handlers: EventStreamHandlers): Promise<HttpAnswer | undefined>;
  close(): void;
}

export function createEventStreamClient({
  maxEventBytes,
}: {
  readonly maxEventBytes: number;
}): EventStreamClient {
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connections: null, pipelining: 1 });
  return {
    listen: (request, handlers) => listen(agent, request, handlers, maxEventBytes),
    close: () => void agent.destroy(),
  };
}

async function listen(
  agent: Agent,
  request: EventStreamRequest,
  handlers: EventStreamHandlers,
  maxBytes: number,
): Promise<HttpAnswer | undefined> {
  const url = new URL(request.url);
  const watch = watchSilence(request);
  let opened = false;
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { ...request.headers, accept: 'text/event-stream' },
      signal: watch.signal,
    });
    if (!isEventStream(answer)) return await readAnswer(answer, maxBytes);
    opened = true;
    watch.heard();
    handlers.onOpen();
    await readEvents(answer, watch.heard, handlers.onData, maxBytes);
    return undefined;
  } catch (error) {
    if (error instanceof TransportFailure) throw error;
    if (request.signal.aborted) throw new TransportFailure('aborted', `Listening to ${url.host} was ended.`);
    if (watch.silent()) throw new TransportFailure('timeout', `${url.host} was silent for too long.`);
    throw toFailure(error, url.host, opened);
  } finally {
    watch.stop();
  }
}

function isEventStream({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  return statusCode === 200 && /^text\/event-stream\b/i.test(String(headers['content-type'] ?? ''));
}

async function readEvents(
  { body }: Dispatcher.ResponseData,
  heard: () => void,
  onData: (data: string) => void,
  maxBytes: number,
): Promise<void> {
  const decoder = new TextDecoder();
  let broken: TransportFailure | undefined;
  const parser = createParser({
    maxBufferSize: maxBytes,
    onEvent: ({ data }) => onData(data),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded')
        broken = new TransportFailure('too-large', 'An event is too large.');
    },
  });
  for await (const chunk of body) {
    heard();
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (broken) throw broken;
  }
}

/** What came instead of a stream: an error body, or a login page. */
async function readAnswer(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TransportFailure('too-large', 'The answer is too large.');
  }
  return toAnswer(statusCode, headers, Buffer.concat(chunks));
}

/** Aborts when nothing came for too long, or when the caller leaves. */
function watchSilence({ openTimeoutMs, idleTimeoutMs, signal }: EventStreamRequest) {
  const controller = new AbortController();
  let silent = false;
  const onSilence = () => {
    silent = true;
    controller.abort();
  };
  let timer = setTimeout(onSilence, openTimeoutMs);
  const onAbort = () => controller.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    signal: controller.signal,
    silent: () => silent,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, idleTimeoutMs);
    },
    stop() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
