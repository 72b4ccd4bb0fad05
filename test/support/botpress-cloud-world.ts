import { randomUUID } from 'node:crypto';
import type http from 'node:http';

export interface CloudStored {
  readonly id: string;
  readonly createdAt: string;
  readonly conversationId: string;
  readonly userId: string;
  readonly payload: unknown;
  readonly metadata?: unknown;
}

const BOT = 'user_01K98XFC5S9CSHVRFX1YH1KGNB';

export interface CloudWorld {
  /** False: it belongs to somebody else. */
  addConversation(id: string, owner: string): boolean;
  ownerOf(conversationId: string): string | undefined;
  forget(conversationId: string): void;
  /** Stored, and told to all who listen. `silently`: stored only, as when a signal is lost. */
  say(
    said: Pick<CloudStored, 'conversationId' | 'payload' | 'metadata'> & { userId?: string },
    silently?: boolean,
  ): CloudStored;
  /** An event of the bot; it is not stored. */
  emit(conversationId: string, payload: unknown): void;
  /** Newest first. */
  list(conversationId: string): readonly CloudStored[];
  listen(conversationId: string, outgoing: http.ServerResponse): void;
  /** Ends every stream that is open. */
  dropStreams(): void;
  listeners(): number;
}

/** Conversations, messages and who listens to them. `tell` gets every signal as well (webhook). */
export function createCloudWorld(tell: (signal: unknown) => void): CloudWorld {
  const owners = new Map<string, string>();
  const messages: CloudStored[] = [];
  const streams = new Map<http.ServerResponse, string>();
  let latest = 0;

  /** No two at the same time, so that the order is known. */
  function now(): string {
    latest = Math.max(latest + 1, Date.now());
    return new Date(latest).toISOString();
  }

  function signal(conversationId: string, type: string, data: unknown): void {
    const text = JSON.stringify({ type, data });
    for (const [stream, listened] of streams) {
      if (listened === conversationId) stream.write(`event: message\ndata: ${text}\n\n`);
    }
    tell({ type, data });
  }

  return {
    addConversation(id, owner) {
      const known = owners.get(id) ?? owner;
      owners.set(id, known);
      return known === owner;
    },
    ownerOf: (id) => owners.get(id),
    forget: (id) => void owners.delete(id),
    say({ conversationId, payload, metadata, userId = BOT }, silently = false) {
      const stored: CloudStored = {
        id: randomUUID(),
        createdAt: now(),
        conversationId,
        userId,
        payload,
        ...(metadata === undefined ? {} : { metadata }),
      };
      messages.unshift(stored);
      if (!silently) signal(conversationId, 'message_created', { ...stored, isBot: userId === BOT });
      return stored;
    },
    emit(conversationId, payload) {
      const data = { id: null, createdAt: now(), conversationId, userId: BOT, payload, isBot: true };
      signal(conversationId, 'event_created', data);
    },
    list: (conversationId) => messages.filter((message) => message.conversationId === conversationId),
    listen(conversationId, outgoing) {
      streams.set(outgoing, conversationId);
      outgoing.on('close', () => streams.delete(outgoing));
      outgoing.write('data: ping\n\n');
    },
    dropStreams() {
      for (const stream of streams.keys()) stream.end();
    },
    listeners: () => streams.size,
  };
}
