/** What the bot says before anything else: the welcome, once per conversation, or that it is back. */

import { renderReply } from '../../flow/reply-template.ts';
import { emptyNluResult, type NluResult } from '../../model/nlu-result.ts';
import type { Reply } from '../../model/reply.ts';
import type { ConversationState } from '../../model/state.ts';
import type { Outcome } from '../../model/turn.ts';
import type { UtteranceContent } from '../../model/utterance.ts';
import { askEngine } from '../ask-engine.ts';
import { concludeSilently } from '../conclude-turn.ts';
import { answerView } from '../say-rule.ts';
import type { CustomerTurn, Turn } from '../turn.ts';
import { attend } from './attend.ts';
import { concludeOwnMove, sayText } from './own-move.ts';

export type Returned = 'pushed-back' | 'reopened' | 'handoff-unseen' | undefined;

export interface FirstWords {
  readonly replies: readonly Reply[];
  /** The state that the rest of the turn goes on with. */
  readonly state: ConversationState;
}

/** @throws GatewayError when the engine should be asked again later for its greeting. */
export async function sayFirstWords(turn: Turn, returned: Returned): Promise<FirstWords> {
  const back = sayText(turn, textOfReturn(turn, returned));
  if (!isWelcomeDue(turn)) return { replies: back, state: turn.state };
  const welcomed = attend(turn.state, { welcomed: true });
  if (turn.conversation.lastMessage?.by === 'platform') {
    turn.trace.step('welcome-left-out', { why: 'the platform has greeted already' });
    return { replies: back, state: welcomed };
  }
  const { replies, nlu } = await welcome({ ...turn, state: welcomed });
  turn.trace.step('welcomed', { replies: replies.length });
  const session = { ...welcomed.session, ...(nlu.session !== undefined && { data: nlu.session }) };
  return { replies: [...back, ...replies], state: { ...welcomed, session } };
}

/** A turn in which nothing else is said. */
export async function concludeFirstWords(turn: Turn, returned: Returned): Promise<Outcome> {
  const { replies, state } = await sayFirstWords(turn, returned);
  const reason = returned ? 'the conversation came back to the bot' : 'nothing to do';
  if (replies.length === 0) return concludeSilently({ ...turn, state }, reason);
  return concludeOwnMove(
    { ...turn, state },
    {
      decision: 'answered',
      reason: returned ? reason : 'the conversation begins',
      replies,
      actions: [],
      answeredBy: { kind: 'policy' },
    },
  );
}

function textOfReturn({ policy }: Turn, returned: Returned): string | undefined {
  if (returned === 'pushed-back') return policy.returns?.text;
  return returned === 'reopened' ? policy.returns?.reopenText : undefined;
}

/** Somebody has spoken already: a welcome comes too late. */
function isWelcomeDue({ policy, state, conversation, input: { event } }: Turn): boolean {
  const { welcome } = policy;
  if (!welcome || state.attended?.welcomed || state.turns > 0) return false;
  const isOpening = event.kind === 'customer-spoke' && event.utterance.content.kind === 'opened';
  const isMessage = event.kind === 'customer-spoke' && !isOpening;
  if (!isMessage && conversation.lastMessage !== undefined) return false;
  switch (welcome.on) {
    case 'opened':
      return isOpening;
    case 'first-message':
      return isMessage;
    case 'created':
      return isMessage || isOpening || event.kind === 'conversation-changed';
  }
}

async function welcome(turn: Turn): Promise<{ replies: readonly Reply[]; nlu: NluResult }> {
  const { policy, ports } = turn;
  const spoken = asSpoken(turn, policy.welcome?.event ?? { kind: 'opened' });
  if (!policy.welcome?.event) {
    const view = answerView(spoken, emptyNluResult);
    const rendered = policy.welcome?.replies.map((reply) => renderReply(reply, view, ports.templates));
    return { replies: rendered?.map(({ reply }) => reply) ?? [], nlu: emptyNluResult };
  }
  const understanding = await askEngine(spoken, 'converse');
  // An engine that is down is told of by the answer to what the customer says.
  const nlu = understanding.kind === 'answered' ? understanding.nlu : emptyNluResult;
  return { replies: nlu.replies, nlu };
}

/** The greeting is a request of its own to the engine, beside the one for what the customer said. */
function asSpoken(
  turn: Turn,
  event: { readonly kind: 'opened' } | { readonly kind: 'event'; readonly name: string },
): CustomerTurn {
  const content: UtteranceContent = event.kind === 'opened' ? event : { ...event, values: {} };
  const turnId = `${turn.input.turnId}/welcome`;
  const utterance = { messageId: turnId, at: turn.input.acceptedAt, content };
  return { ...turn, input: { ...turn.input, turnId }, utterance, content };
}
