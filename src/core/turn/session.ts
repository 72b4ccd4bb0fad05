import type { Conversation } from '../model/conversation.ts';
import { type ConversationState, createState } from '../model/state.ts';

/** The strictest engine takes 36 characters. */
const SESSION_ID_LENGTH = 36;

/** Ready for its first turn. `at` must be the same when a turn is repeated, since the session id holds it. */
export function openState(conversation: Conversation, at: number): ConversationState {
  return createState(sessionId(conversation, at), at);
}

/** The same conversation with an engine that remembers nothing of it. */
export function renewSession(
  state: ConversationState,
  conversation: Conversation,
  at: number,
): ConversationState {
  return { ...state, session: { id: sessionId(conversation, at), startedAt: at } };
}

/**
 * Id of an engine session: readable, unique per conversation and start, and within what every engine takes
 * (`[A-Za-z0-9_-]{1,36}`). A long bot name is cut; account, conversation and start are never.
 */
export function sessionId(conversation: Conversation, at: number): string {
  const tail = `-${clean(conversation.account)}-${clean(conversation.id)}-${Math.floor(at / 1000).toString(36)}`;
  const head = clean(conversation.bot).slice(0, Math.max(0, SESSION_ID_LENGTH - tail.length));
  return `${head}${tail}`.slice(-SESSION_ID_LENGTH);
}

/**
 * The conversation of a session, for what an engine says by itself: it knows nothing but the id. Undefined when the id
 * cannot be one of this bot's. Whether the session is still in use only the conversation's state tells.
 */
export function conversationKeyOf(bot: string, session: string): string | undefined {
  const parts = /^(.*)-([A-Za-z0-9_]+)-([A-Za-z0-9_]+)-[0-9a-z]+$/.exec(session);
  if (!parts || session.length > SESSION_ID_LENGTH || !clean(bot).startsWith(parts[1] ?? ''))
    return undefined;
  return `${bot}:${parts[2]}:${parts[3]}`;
}

function clean(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, '_');
}
