/**
 * Whose turn is it? The bot answers a customer only while the conversation is the bot's.
 *
 * People own it from the moment that we hand off, that a person writes, or that its status or assignee says so.
 * It comes back on a *change* of status to `bot` (an agent pushed it back; the customer wrote again after it was
 * closed), never on the value alone: while our own "open" travels, the customer's next messages still show the
 * old status, and a person's answer in a conversation that stays the bot's changes no status at all.
 */
import type { BotPolicy } from '../model/bot.ts';
import type { Conversation, ConversationStatus } from '../model/conversation.ts';
import type { ConversationEvent } from '../model/gateway-event.ts';
import type { ConversationState } from '../model/state.ts';
import { forgetMisses } from './count-misses.ts';

export interface Ownership {
  readonly state: ConversationState;
  /** Why the bot stays silent; absent when it may answer. */
  readonly silent?: string;
  /** The conversation came back to the bot with this event. */
  readonly returned?: 'pushed-back' | 'reopened' | 'handoff-unseen';
}

/** Reasons of `ownerReason`. A refused or lost "open" must not park a customer: see `HANDOFF_UNSEEN_MS`. */
const OWN_HANDOFF = 'handed-off';

/**
 * After our own handoff nothing but silence is expected. When the customer still shows up in a conversation of
 * the bot's this much later, the "open" never took effect, and nobody else would answer.
 */
const HANDOFF_UNSEEN_MS = 60_000;

export function mayAnswer(
  event: ConversationEvent,
  before: ConversationState,
  policy: BotPolicy,
  at: number,
): Ownership {
  if (event.kind === 'person-replied') {
    const state = giveToPeople(observe(before, event.conversation, event.at), 'a person replied', at);
    return { state, silent: 'a person replied; the bot is silent until the conversation is given back' };
  }
  const eventAt = event.kind === 'customer-spoke' ? event.utterance.at : event.at;
  const { state, returned } = followStatus(before, event.conversation, policy, eventAt);
  const silent = whySilent(state, event.conversation, policy);
  return { state, ...(silent && { silent }), ...(returned && { returned }) };
}

/**
 * Do events that came in after the turn say that people have the conversation? What the bot itself handed over is
 * theirs with the bot's farewell; what was closed is nobody's, and an answer does no harm there.
 */
export function takenWhileThinking(
  events: readonly ConversationEvent[],
  state: ConversationState,
  policy: BotPolicy,
): boolean {
  if (state.owner !== 'bot') return false;
  let ownership: Ownership = { state };
  for (const event of events) {
    if (event.kind !== 'person-replied' && event.kind !== 'conversation-changed') continue;
    if (event.conversation.status === 'closed' || isOldNews(event, ownership.state)) continue;
    ownership = mayAnswer(event, ownership.state, policy, event.at);
  }
  return ownership.silent !== undefined;
}

/** Events of one conversation can overtake each other: an older snapshot says nothing about now. */
function isOldNews(
  { kind, at }: { readonly kind: string; readonly at: number },
  { seen }: ConversationState,
) {
  return kind === 'conversation-changed' && seen !== undefined && at < seen.at;
}

/** The state after people took over. What the bot had asked is void. */
export function giveToPeople(state: ConversationState, reason: string, at: number): ConversationState {
  return { ...withoutQuestions(state), owner: 'people', ownerSince: at, ownerReason: reason };
}

export function handOver(state: ConversationState, at: number): ConversationState {
  return giveToPeople(state, OWN_HANDOFF, at);
}

/** Whoever speaks next begins anew. */
function withoutQuestions(state: ConversationState) {
  const {
    flow: _flow,
    offered: _offered,
    clarifying: _clarifying,
    collecting: _collecting,
    ...rest
  } = forgetMisses(state);
  return rest;
}

/**
 * The bot takes a conversation from people. Whoever is assigned gave it up: the assignment says nothing until it
 * changes. The status becomes the bot's with this turn, so that its echo is no news.
 */
export function giveToBot(
  state: ConversationState,
  conversation: Conversation,
  policy: BotPolicy,
  at: number,
): ConversationState {
  const status = isBots(conversation.status, policy) ? conversation.status : 'bot';
  const seen = { status, at: Math.max(at, state.seen?.at ?? at) };
  return { ...forgetAssignee(takeBack(state), conversation), seen };
}

function observe(state: ConversationState, conversation: Conversation, at: number): ConversationState {
  if (state.seen && state.seen.at > at) return state;
  return { ...state, seen: { status: conversation.status, at } };
}

function followStatus(
  before: ConversationState,
  conversation: Conversation,
  policy: BotPolicy,
  at: number,
): Pick<Ownership, 'state' | 'returned'> {
  // Events of one conversation can overtake each other: an older snapshot says nothing about now.
  if (before.seen && (before.seen.at > at || isTie(before.seen, conversation, policy, at))) {
    return { state: before };
  }
  const state = observe(withoutStaleAssignee(before, conversation), conversation, at);
  const wasBots = isBots(before.seen?.status ?? conversation.status, policy);
  const nowBots = isBots(conversation.status, policy);
  if (nowBots && before.seen?.status === 'closed') {
    return { state: forgetAssignee(takeBack(state), conversation), returned: 'reopened' };
  }
  // Who pushes it back is mostly still assigned, and does not mean to keep it.
  if (nowBots && !wasBots)
    return { state: forgetAssignee(takeBack(state), conversation), returned: 'pushed-back' };
  if (nowBots && handoffWentUnseen(before, at)) return { state: takeBack(state), returned: 'handoff-unseen' };
  if (!nowBots && state.owner === 'bot' && conversation.status !== 'closed') {
    return { state: giveToPeople(state, `the conversation is with ${conversation.status}`, at) };
  }
  return { state };
}

/**
 * Assigned and opened within one millisecond, told of in the wrong order: nobody gave anything back. Whoever means to
 * is slower than that.
 */
function isTie(
  seen: NonNullable<ConversationState['seen']>,
  { status }: Conversation,
  policy: BotPolicy,
  at: number,
): boolean {
  return seen.at === at && seen.status === 'people' && isBots(status, policy);
}

/** Once somebody else, or nobody, is assigned, an assignment means what it says again. */
function withoutStaleAssignee(state: ConversationState, { assignee }: Conversation): ConversationState {
  if (state.formerAssignee === undefined || assignee?.id === state.formerAssignee) return state;
  const { formerAssignee: _former, ...rest } = state;
  return rest;
}

function handoffWentUnseen(state: ConversationState, at: number): boolean {
  return (
    state.owner === 'people' &&
    state.ownerReason === OWN_HANDOFF &&
    at - (state.ownerSince ?? at) > HANDOFF_UNSEEN_MS
  );
}

function takeBack(state: ConversationState): ConversationState {
  const { ownerSince: _since, ownerReason: _reason, ...rest } = withoutQuestions(state);
  return { ...rest, owner: 'bot' };
}

/** A conversation that the customer re-opens keeps the person who closed it (protocol: up to 4.15). */
function forgetAssignee(state: ConversationState, { assignee }: Conversation): ConversationState {
  const { formerAssignee: _former, ...rest } = state;
  return assignee?.kind === 'person' ? { ...rest, formerAssignee: assignee.id } : rest;
}

function isBots(status: ConversationStatus, policy: BotPolicy): boolean {
  return policy.answerStatuses.includes(status);
}

function isAssigned(state: ConversationState, { assignee }: Conversation): boolean {
  return assignee?.kind === 'person' && assignee.id !== state.formerAssignee;
}

function whySilent(
  state: ConversationState,
  conversation: Conversation,
  policy: BotPolicy,
): string | undefined {
  if (conversation.contact.blocked) return 'the contact is blocked';
  if (!isBots(conversation.status, policy)) return `the conversation is with ${conversation.status}`;
  if (isAssigned(state, conversation)) return 'a person is assigned';
  if (conversation.assignee?.kind === 'other-bot') return 'another bot is assigned';
  if (state.owner === 'people') return `people own the conversation: ${state.ownerReason ?? 'handed over'}`;
  return undefined;
}
