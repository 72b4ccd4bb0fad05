import type { Conversation } from '../core/model/conversation.ts';
import type { Action, Call, Outcome } from '../core/model/turn.ts';
import { type CallDraft, noteDrafts } from './call-draft.ts';
import { type ChannelProfile, channelProfile } from './channel-profiles.ts';
import type { ChatwootRequest, Endpoint } from './chatwoot-request.ts';
import { markBody } from './marker.ts';
import { gatherActions, planAction, statusDraft } from './plan-actions.ts';
import { planBeginning } from './plan-beginning.ts';
import { planReplies } from './plan-replies.ts';
import { planText } from './plan-text.ts';

/** A message on which Chatwoot fails again and again must not keep a customer from people. */
const HANDOFF_PATIENCE_MS = 60_000;

/** The outcome of a turn as calls, each one HTTP request. The same outcome gives the same calls. */
export function planCalls(outcome: Outcome, conversation: Conversation): readonly Call[] {
  if (conversation.begins) return planBeginning(outcome, conversation, conversation.begins.source);
  const profile = channelProfile(conversation.channel);
  const drafts = [
    ...planReplies(outcome.replies, profile),
    ...(outcome.handoff
      ? planHandoff(outcome.handoff, outcome.actions, conversation, profile)
      : planActions(outcome.actions, conversation)),
  ];
  return drafts.map((draft, index) =>
    toCall(draft, `${outcome.trace.id}/${index + 1}`, outcome, conversation, profile),
  );
}

/**
 * Farewell, note, then everything that helps the right people to find it, and "open" last and always: with it
 * Chatwoot notifies and assigns, and what agents then see is complete. The steps between are optional, so that none
 * can keep the conversation from people.
 */
function planHandoff(
  handoff: NonNullable<Outcome['handoff']>,
  actions: readonly Action[],
  conversation: Conversation,
  profile: ChannelProfile,
): readonly CallDraft[] {
  const rest = actions.filter(({ kind }) => kind !== 'resolve' && kind !== 'set-status');
  return [
    ...planText(handoff.farewell ?? '', profile),
    ...noteDrafts(handoff.note),
    ...gatherActions(rest).flatMap((action) => planAction(action, conversation, true)),
    statusDraft('open'),
  ];
}

function planActions(actions: readonly Action[], conversation: Conversation): readonly CallDraft[] {
  return gatherActions(actions).flatMap((action) => planAction(action, conversation, false));
}

function toCall(
  draft: CallDraft,
  id: string,
  { causedAt, handoff }: Outcome,
  conversation: Conversation,
  profile: ChannelProfile,
): Call {
  const { name, optional, pauseBeforeMs, plainBody, plainEndpoint, upload, assign, merge } = draft;
  const isMessage = draft.endpoint === 'messages';
  const bySourceId = profile.sourceIdMarker && !conversation.features.includes('markers');
  const mark = (body: CallDraft['body'], endpoint: Endpoint) =>
    endpoint === 'messages' ? markBody(body, id, bySourceId) : body;
  const request: ChatwootRequest = {
    account: conversation.account,
    conversation: conversation.id,
    endpoint: draft.endpoint,
    body: mark(draft.body, draft.endpoint),
    ...(isMessage && causedAt !== undefined && { causedAt }),
  };
  const endpoint = plainEndpoint ?? draft.endpoint;
  return {
    id,
    name,
    request: { ...request, ...(upload && { upload }), ...(assign && { assign }), ...(merge && { merge }) },
    ...(plainBody && { plainRequest: { ...request, endpoint, body: mark(plainBody, endpoint) } }),
    repeatable: !isMessage,
    optional,
    ...(handoff && isMessage && { patienceMs: HANDOFF_PATIENCE_MS }),
    ...(pauseBeforeMs !== undefined && { pauseBeforeMs }),
  };
}
