import type { ConversationEvent } from '../model/gateway-event.ts';
import type { ConversationState } from '../model/state.ts';
import type { Outcome } from '../model/turn.ts';
import { unmaskReplies } from '../privacy/engine-privacy.ts';
import { concludeSilently, concludeTurn } from './conclude-turn.ts';
import { settleHandoff } from './settle-handoff.ts';
import type { Turn, Verdict } from './turn.ts';

export type ProviderReplied = Extract<ConversationEvent, { kind: 'provider-replied' }>;

/** An engine speaks outside a turn (reminder, late answer): said as it is, since the conversation is the bot's. */
export async function relayProviderReply(turn: Turn, event: ProviderReplied): Promise<Outcome> {
  const engine = event.engine ?? turn.ports.provider.name;
  const dropped = whyDropped(turn, event, engine);
  if (dropped !== undefined) return concludeSilently(turn, dropped);
  turn.trace.step('engine-spoke', { engine });
  const content = { kind: 'event', name: 'provider-replied', values: {} } as const;
  const spoken = { ...turn, utterance: { messageId: turn.input.turnId, at: event.at, content }, content };
  // An engine that answers late knows the customer's data by placeholders only.
  const replies = unmaskReplies(event.replies, turn.state.masks);
  const outcome = concludeTurn(spoken, await settleHandoff(spoken, toVerdict({ ...event, replies }, engine)));
  return { ...outcome, state: keepQuestion(turn, event, engine, outcome.state) };
}

type TimerDue = Extract<ConversationEvent, { kind: 'timer-due' }>;

/**
 * An engine's word, or a timer, is no news of the conversation: dated before what was seen last it moves no ownership, and a change
 * of status that is still on its way counts when it comes.
 */
export function withoutNews<Event extends ProviderReplied | TimerDue>(
  event: Event,
  state: ConversationState,
): Event {
  return { ...event, at: state.seen ? Math.min(event.at, state.seen.at - 1) : event.at };
}

function whyDropped(turn: Turn, event: ProviderReplied, engine: string): string | undefined {
  const { provider } = turn.ports;
  if (event.sessionId !== undefined && event.sessionId !== turn.state.session.id) {
    return `dropped what ${engine} said late: it belongs to an earlier session`;
  }
  if (!(provider.speakers ?? [provider.name]).includes(engine)) {
    return `dropped what ${engine} said late: ${provider.name} serves this conversation`;
  }
  const saysSomething = event.replies.length > 0 || event.handoff || event.ended?.resolve;
  return saysSomething ? undefined : `${engine} said nothing that could be shown`;
}

function toVerdict({ replies, handoff, ended }: ProviderReplied, engine: string): Verdict {
  const common = { replies, answeredBy: { kind: 'engine', engine } } as const;
  if (handoff) {
    const reason = handoff.note
      ? `the engine asked for a person: ${handoff.note}`
      : 'the engine asked for a person';
    // The engine's own goodbye is said; ours would be a second one.
    const farewell = replies.length > 0 ? { farewell: '' } : {};
    return {
      ...common,
      decision: 'handed-off',
      reason,
      actions: [],
      handoff: { reason: 'engine', ...farewell },
    };
  }
  const actions = ended?.resolve ? ([{ kind: 'resolve' }] as const) : [];
  return { ...common, decision: 'answered', reason: 'the engine spoke by itself', actions };
}

/** What stands in front of the customer stays, unless the engine asked something else. */
function keepQuestion(
  turn: Turn,
  event: ProviderReplied,
  engine: string,
  after: ConversationState,
): ConversationState {
  const { offered, awaitsForm, session } = turn.state;
  const data = turn.ports.provider.afterLateReply?.(session.data, event.replies, engine) ?? session.data;
  return {
    ...after,
    ...(after.owner === 'bot' && !after.offered && offered && { offered }),
    ...(after.owner === 'bot' && awaitsForm && { awaitsForm }),
    session: { ...after.session, ...(data !== undefined && { data }) },
  };
}
