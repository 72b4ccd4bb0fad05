/**
 * One stream of signals per conversation, shared by its turns: opened before a message is sent, kept open for a while
 * after the last turn, opened again when it breaks. Nothing is sent twice by the service, so with each opening the
 * message list is read for what came in between.
 *
 * States: opening (nobody was told yet; a failure is the turn's failure) → open → broken (opened again with growing
 * pauses; a turn that comes meanwhile does not wait for that, but begins anew) → ended.
 */
import { isGatewayError } from '../../../core/model/gateway-error.ts';
import { pauseBeforeReconnect } from './pause-before-reconnect.ts';
import type { CloudSignal } from './read-signal.ts';
import { createSeenMessages, type SeenMessages } from './seen-messages.ts';

export interface StreamedConversation {
  readonly conversationId: string;
  readonly userId: string;
}

export interface ConversationStreamsOptions {
  /** Resolves when the other side ends the stream. @throws GatewayError `ENGINE_…` */
  readonly listen: (
    conversation: StreamedConversation,
    handlers: { readonly onOpen: () => void; readonly onSignal: (signal: CloudSignal) => void },
    signal: AbortSignal,
  ) => Promise<void>;
  /** What the bot said from then on, oldest first. @throws GatewayError `ENGINE_…` */
  readonly readList: (
    conversation: StreamedConversation,
    since: number,
    signal: AbortSignal,
  ) => Promise<readonly CloudSignal[]>;
  /** Each once, in the order in which they were learned. */
  readonly onSignal: (conversationId: string, signal: CloudSignal) => void;
  readonly lingerMs: number;
  readonly mostStreams: number;
  /** 0..1 */
  readonly random: () => number;
}

export interface ConversationStreams {
  /**
   * Resolves when signals arrive and the gap before was read; the stream then stays until it is released, and a while.
   * `seenUntil`: epoch milliseconds from which on there may be news. @throws GatewayError `ENGINE_…`
   */
  hold(conversation: StreamedConversation, seenUntil: number | undefined): Promise<StreamHold>;
  size(): number;
  close(): void;
}

export interface StreamHold {
  readonly seen: SeenMessages;
  release(): void;
}

interface Stream {
  readonly conversation: StreamedConversation;
  readonly controller: AbortController;
  readonly seen: SeenMessages;
  readonly ready: Promise<void>;
  state: 'opening' | 'open' | 'broken';
  holders: number;
  linger?: NodeJS.Timeout;
}

export function createConversationStreams(options: ConversationStreamsOptions): ConversationStreams {
  const streams = new Map<string, Stream>();

  function start(conversation: StreamedConversation, seen: SeenMessages): Stream {
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    ready.catch(() => undefined);
    const controller = new AbortController();
    const stream: Stream = { conversation, controller, seen, ready, state: 'opening', holders: 0 };
    streams.set(conversation.conversationId, stream);
    keepOpen(stream, resolve).catch((error: unknown) => {
      end(stream);
      reject(error);
    });
    return stream;
  }

  async function keepOpen(stream: Stream, onReady: () => void): Promise<void> {
    let failures = 0;
    while (!stream.controller.signal.aborted) {
      try {
        await listenOnce(stream, () => {
          failures = 0;
          onReady();
        });
      } catch (error) {
        if (stream.state === 'opening' || !isGatewayError(error) || !error.retry) throw error;
      }
      stream.state = 'broken';
      await pauseBeforeReconnect(failures, options.random(), stream.controller.signal);
      failures += 1;
    }
  }

  async function listenOnce(stream: Stream, onReady: () => void): Promise<void> {
    const connection = new AbortController();
    const gap = Promise.withResolvers<void>();
    const onOpen = () => {
      fillGap(stream).then(() => {
        stream.state = 'open';
        onReady();
      }, gap.reject);
    };
    const onSignal = (signal: CloudSignal) => pass(stream, signal);
    const until = AbortSignal.any([stream.controller.signal, connection.signal]);
    try {
      // A stream whose gap cannot be read is not open.
      await Promise.race([options.listen(stream.conversation, { onOpen, onSignal }, until), gap.promise]);
    } finally {
      connection.abort();
    }
  }

  async function fillGap(stream: Stream): Promise<void> {
    const since = stream.seen.until();
    if (since === undefined) return;
    const missed = await options.readList(stream.conversation, since, stream.controller.signal);
    for (const signal of missed) pass(stream, signal);
  }

  function pass({ conversation, seen }: Stream, signal: CloudSignal): void {
    if (seen.isNews(signal)) options.onSignal(conversation.conversationId, signal);
  }

  function end(stream: Stream): void {
    clearTimeout(stream.linger);
    stream.controller.abort();
    const { conversationId } = stream.conversation;
    if (streams.get(conversationId) === stream) streams.delete(conversationId);
  }

  function release(stream: Stream): void {
    stream.holders -= 1;
    if (stream.holders === 0) stream.linger = setTimeout(() => end(stream), options.lingerMs).unref();
  }

  /** The one that nobody has used for longest makes room. */
  function makeRoom(): void {
    for (const stream of streams.values()) {
      if (streams.size < options.mostStreams) return;
      if (stream.holders === 0) end(stream);
    }
  }

  function take(conversation: StreamedConversation, seenUntil: number | undefined): Stream {
    const known = streams.get(conversation.conversationId);
    if (known && known.state !== 'broken') {
      streams.delete(conversation.conversationId);
      streams.set(conversation.conversationId, known);
      return known;
    }
    if (known) end(known);
    makeRoom();
    return start(conversation, known?.seen ?? createSeenMessages(seenUntil));
  }

  return {
    async hold(conversation, seenUntil) {
      const stream = take(conversation, seenUntil);
      clearTimeout(stream.linger);
      stream.holders += 1;
      try {
        await stream.ready;
      } catch (error) {
        release(stream);
        throw error;
      }
      return { seen: stream.seen, release: () => release(stream) };
    },
    size: () => streams.size,
    close() {
      for (const stream of [...streams.values()]) end(stream);
    },
  };
}
