/** A call before it has its number and mark. */
import type { JsonObject } from '../core/model/json.ts';
import type { ChatwootRequest, Endpoint } from './chatwoot-request.ts';
import { escapeLiquid } from './escape-liquid.ts';
import { splitText } from './split-text.ts';

const MAX_NOTE_LENGTH = 20_000;

export interface CallDraft {
  /** For traces and metrics. */
  readonly name: 'message' | 'note' | 'status' | 'attributes' | 'labels' | 'priority' | 'assignment';
  readonly endpoint: Endpoint;
  readonly body: JsonObject;
  /** Posted instead, when Chatwoot refuses `body`. */
  readonly plainBody?: JsonObject;
  /** Where `plainBody` is posted. Absent: `endpoint`. */
  readonly plainEndpoint?: Endpoint;
  readonly upload?: ChatwootRequest['upload'];
  readonly assign?: ChatwootRequest['assign'];
  readonly merge?: ChatwootRequest['merge'];
  readonly optional: boolean;
  readonly pauseBeforeMs?: number;
}

export interface MessageContent {
  /** Never empty: the widget shows nothing without it, whatever the content type. */
  readonly content: string;
  /** Absent: text. */
  readonly contentType?: 'input_select' | 'cards' | 'form' | 'article' | 'input_email';
  readonly attributes?: JsonObject;
  /** The whole message as text, for a refusal. Absent: the message is text already. */
  readonly plain?: string;
  readonly upload?: ChatwootRequest['upload'];
}

export function messageDraft(message: MessageContent): CallDraft {
  const { contentType, attributes, plain, upload } = message;
  return {
    name: 'message',
    endpoint: 'messages',
    body: {
      ...textBody(message.content),
      ...(contentType && { content_type: contentType }),
      ...(attributes && { content_attributes: attributes }),
    },
    ...(plain !== undefined && { plainBody: textBody(plain) }),
    ...(upload && { upload }),
    optional: false,
  };
}

/** Private notes: read by agents only. */
export function noteDrafts(text: string): readonly CallDraft[] {
  return splitText(text, MAX_NOTE_LENGTH).map((content) => ({
    name: 'note',
    endpoint: 'messages',
    body: noteBody(content),
    optional: false,
  }));
}

/** The body of one note. */
export function noteBody(text: string): JsonObject {
  return { ...textBody(text), private: true };
}

function textBody(text: string): JsonObject {
  return { content: escapeLiquid(text), message_type: 'outgoing' };
}
