import type { Conversation } from '../core/model/conversation.ts';
import type { JsonObject } from '../core/model/json.ts';
import { replyAsText } from '../core/model/reply.ts';
import type { Call, Outcome } from '../core/model/turn.ts';
import { channelProfile } from './channel-profiles.ts';
import { markBody } from './marker.ts';
import { planReplies } from './plan-replies.ts';
import { planText } from './plan-text.ts';

/**
 * Begins a conversation with what the bot says first. One request makes both, so that there is room for one message:
 * several replies become one text. It is sent once at most: nobody waits for it, and sent twice it would make two.
 */
export function planBeginning(outcome: Outcome, conversation: Conversation, source: string): readonly Call[] {
  const message = firstMessage(outcome, conversation);
  if (!message) return [];
  const id = `${outcome.trace.id}/1`;
  const body = {
    inbox_id: Number(conversation.inbox),
    source_id: source,
    message: markBody(message, id, false),
  };
  const address = { account: conversation.account, conversation: conversation.id };
  return [
    {
      id,
      name: 'conversation',
      request: { ...address, endpoint: 'conversations', body },
      repeatable: false,
      optional: true,
    },
  ];
}

function firstMessage({ replies }: Outcome, { channel }: Conversation): JsonObject | undefined {
  const profile = channelProfile(channel);
  const [first, ...others] = planReplies(replies, profile);
  if (others.length === 0 && first && !first.upload) return first.body;
  return planText(replies.map(replyAsText).join('\n\n'), profile)[0]?.body;
}
