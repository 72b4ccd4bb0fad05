import type { Conversation } from '../model/conversation.ts';
import type { ConversationState } from '../model/state.ts';
import type { Call } from '../model/turn.ts';
import type { Store, StoredTrace } from '../ports/store.ts';
import type {
  CallReport,
  ConversationReport,
  DeadLetterReport,
  SkippedDelivery,
  TurnReport,
} from './conversation-report.ts';

export interface ReportDeps {
  readonly store: Pick<Store, 'traces' | 'state' | 'conversation' | 'dead'>;
  /** What a planned call says or sets, in short; only the channel can read it. */
  readonly describeCall: (call: Call) => string | undefined;
  /** Webhooks that led to no turn, oldest first. */
  readonly skipped: (key: string) => readonly SkippedDelivery[];
}

const TURNS_SHOWN = 50;
const DEAD_LETTERS_READ = 1_000;

/** @throws GatewayError STORE_UNAVAILABLE */
export async function reportConversation(
  key: string,
  { store, describeCall, skipped }: ReportDeps,
): Promise<ConversationReport> {
  const [traces, state, conversation, dead] = await Promise.all([
    store.traces(key, TURNS_SHOWN),
    store.state(key),
    store.conversation(key),
    store.dead.list(DEAD_LETTERS_READ),
  ]);
  return {
    key,
    known: conversation !== undefined,
    ...(conversation && { conversation: conversationPart(conversation) }),
    ...(state && { state: statePart(state) }),
    turns: traces.toReversed().map((stored) => turnPart(stored, describeCall)),
    skipped: [...skipped(key)],
    deadLetters: dead.filter((letter) => letter.key === key).map(deadLetterPart),
  };
}

function conversationPart(conversation: Conversation): NonNullable<ConversationReport['conversation']> {
  const { status, channel, inbox, language, assignee } = conversation;
  return {
    status,
    channel,
    inbox,
    ...(language && { language }),
    ...(assignee && { assignee: assignee.kind }),
  };
}

function statePart(state: ConversationState): NonNullable<ConversationReport['state']> {
  const { owner, ownerSince, ownerReason, engine, flow, misses, turns, identity } = state;
  return {
    owner,
    ...(ownerSince !== undefined && { ownerSince }),
    ...(ownerReason !== undefined && { ownerReason }),
    ...(engine !== undefined && { engine }),
    ...(flow && { flow: { name: flow.flow, step: flow.step } }),
    misses,
    turns,
    ...(identity?.proved && { provedUntil: identity.proved.until }),
  };
}

function turnPart({ trace, calls }: StoredTrace, describeCall: ReportDeps['describeCall']): TurnReport {
  return {
    ...trace,
    alternatives: [...trace.alternatives],
    entities: trace.entities.map(({ name, value, score }) => ({
      name,
      value,
      ...(score !== undefined && { score }),
    })),
    answeredBy: { ...trace.answeredBy },
    warnings: [...trace.warnings],
    steps: trace.steps.map((step) => ({ ...step, detail: { ...step.detail } })),
    calls: calls.map((call) => callPart(call, describeCall)),
  };
}

function callPart(
  { call, end, attempts, endedAt }: StoredTrace['calls'][number],
  describeCall: ReportDeps['describeCall'],
): CallReport {
  const says = describeCall(call);
  return {
    id: call.id,
    name: call.name,
    ...(says !== undefined && { says }),
    end: end?.kind ?? 'waiting',
    ...(end?.kind === 'sent' && end.reference !== undefined && { reference: end.reference }),
    ...(end?.kind === 'sent' && end.note !== undefined && { note: end.note }),
    ...(end && end.kind !== 'sent' && { error: end.error }),
    attempts,
    ...(endedAt !== undefined && { endedAt }),
  };
}

export function deadLetterPart({
  id,
  kind,
  what,
  error,
  at,
  attempts,
}: Awaited<ReturnType<Store['dead']['list']>>[number]): DeadLetterReport {
  return { id, kind, what, error, at, attempts };
}
