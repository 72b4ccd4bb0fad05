import { notFound } from '../small-http/http-exchange.ts';
import type { Actor } from './conversation-lifecycle.ts';
import type { Platform } from './platform.ts';
import type { ConversationRecord } from './records.ts';
import type { Caller } from './rest-auth.ts';

export interface RestContext {
  readonly platform: Platform;
  readonly caller: Caller;
}

/** @throws HttpProblem */
export function findConversation(context: RestContext, id: string): ConversationRecord {
  const conversation = context.platform.world.conversations.get(Number(id));
  if (!conversation) throw notFound();
  return conversation;
}

export function actorOf(caller: Caller): Actor {
  return caller.kind === 'bot' ? { kind: 'agent_bot', bot: caller.bot } : { kind: 'user', user: caller.user };
}
