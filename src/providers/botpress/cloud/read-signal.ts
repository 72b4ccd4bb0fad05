import type { CloudEvent, CloudMessage } from './cloud-wire.ts';
import {
  cloudEventSchema,
  cloudMessageSchema,
  cloudSignalSchema,
  cloudStreamDeltaSchema,
} from './cloud-wire.ts';

/** What the service tells of a conversation. Whatever the gateway has no use for is undefined. */
export type CloudSignal =
  | { readonly kind: 'message'; readonly conversationId: string; readonly message: CloudMessage }
  | { readonly kind: 'event'; readonly conversationId: string; readonly event: CloudEvent }
  /** The bot is writing: a streamed reply that is not complete. */
  | { readonly kind: 'writing'; readonly conversationId: string };

/**
 * One signal, over SSE or webhook. Only what the bot says is of interest; a streamed reply is announced twice at its
 * end, and `message_created` is the one that counts (packages/chat-api/src/signals.ts).
 */
export function readCloudSignal(value: unknown): CloudSignal | undefined {
  const signal = cloudSignalSchema.safeParse(value);
  if (!signal.success) return undefined;
  const { type, data } = signal.data;
  switch (type) {
    case 'message_created':
      return botMessage(data);
    case 'event_created':
      return botEvent(data);
    case 'message_stream_delta':
      return writing(data);
    default:
      return undefined;
  }
}

/** `data: ping` is not JSON. */
export function readCloudSignalText(text: string): CloudSignal | undefined {
  try {
    return readCloudSignal(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function botMessage(data: unknown): CloudSignal | undefined {
  const read = cloudMessageSchema.safeParse(data);
  if (!read.success || read.data.isBot !== true) return undefined;
  return { kind: 'message', conversationId: read.data.conversationId, message: read.data };
}

function botEvent(data: unknown): CloudSignal | undefined {
  const read = cloudEventSchema.safeParse(data);
  if (!read.success || read.data.isBot !== true) return undefined;
  return { kind: 'event', conversationId: read.data.conversationId, event: read.data };
}

function writing(data: unknown): CloudSignal | undefined {
  const read = cloudStreamDeltaSchema.safeParse(data);
  return read.success ? { kind: 'writing', conversationId: read.data.conversationId } : undefined;
}
