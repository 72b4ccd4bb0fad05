import type { Call } from '../core/model/turn.ts';
import { readRequest } from './chatwoot-request.ts';
import type { ShownConversation } from './chatwoot-wire.ts';
import { causingMessageId } from './event-ids.ts';
import { readMarker } from './marker.ts';
import type { ConversationReader } from './read-live.ts';

/**
 * Did an uncertain message arrive? A bot sees only the newest message, so there are three answers:
 * it carries our mark: arrived. It is not newer than what caused the turn, or is an earlier call of the same turn:
 * ours, which would be newer, is not there. Anything else may hide ours, and then who waits since when may tell:
 * see `wasAnsweredSince`. Else unknown.
 */
export async function lookForCall(
  reader: ConversationReader,
  call: Call,
  signal: AbortSignal,
): Promise<'arrived' | 'not-arrived' | 'unknown'> {
  // Sending these again does no harm.
  if (call.repeatable) return 'not-arrived';
  const request = readRequest(call.request);
  const live = request && (await reader.read(request, signal));
  if (!live) return 'unknown';
  const newest = [live.last_non_activity_message, ...(live.messages ?? [])].filter(
    (message) => message != null,
  );
  const markers = newest.map(readMarker);
  if (markers.includes(call.id)) return 'arrived';
  const last = live.last_non_activity_message;
  if (!last) return 'unknown';
  const cause = causingMessageId(splitCallId(call.id).turn);
  if (cause !== undefined && last.id <= cause) return 'not-arrived';
  if (isEarlierCall(readMarker(last), call.id)) return 'not-arrived';
  return wasAnsweredSince(live, call.id, request.causedAt) ? 'arrived' : 'unknown';
}

/**
 * The customer has written again, and waits only since a time after what caused the turn: something public went out in
 * between (from 4.13 on every answer of a bot or a person ends the waiting, §7.3). That was our message, or a person
 * spoke, and then ours must not be said any more. Only the first message of a turn can be judged like this; and only
 * by whole seconds, which is how Chatwoot tells the time.
 */
function wasAnsweredSince(live: ShownConversation, callId: string, causedAt: number | undefined): boolean {
  if (causedAt === undefined || splitCallId(callId).number !== 1) return false;
  return typeof live.waiting_since === 'number' && live.waiting_since * 1000 > causedAt;
}

/** `<turn id>/<number>`: same turn, smaller number. Calls of a turn are sent one after another. */
function isEarlierCall(marker: string | undefined, callId: string): boolean {
  const ours = splitCallId(callId);
  const theirs = splitCallId(marker ?? '');
  return theirs.turn === ours.turn && theirs.number < ours.number;
}

function splitCallId(callId: string): { readonly turn: string; readonly number: number } {
  const slash = callId.lastIndexOf('/');
  return { turn: callId.slice(0, slash), number: Number(callId.slice(slash + 1)) };
}
