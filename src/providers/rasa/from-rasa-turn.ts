import type { Json, JsonObject } from '../../core/model/json.ts';
import type { NluResult, Warning } from '../../core/model/nlu-result.ts';
import type { Reply } from '../../core/model/reply.ts';
import { explainSilence, isFallback, silentWhilePaused } from './explain-silence.ts';
import { understandingFromCommands } from './from-rasa-commands.ts';
import { offeredPayloads, speechFromRasa } from './from-rasa-messages.ts';
import { type Understanding, understandingFromRasa } from './from-rasa-parse.ts';
import { isCommand } from './neutralise-command.ts';
import { findHandoffSignal } from './rasa-handoff.ts';
import { type RasaSession, writeRasaSession } from './rasa-session.ts';
import type { RasaSettings } from './rasa-settings.ts';
import type { RasaMessage, RasaTracker } from './rasa-wire.ts';
import type { TurnRecord } from './turn-record.ts';

/** All that one dialogue turn brought in. */
export interface RasaTurn {
  readonly messages: readonly RasaMessage[];
  /** Absent when the tracker is not read or could not be. */
  readonly record?: TurnRecord;
  /** The customer's own words, when the message was made of them. */
  readonly words?: string;
  /** What Rasa says comes by its callback. */
  readonly repliesFollow?: boolean;
  readonly session: RasaSession;
  readonly warnings: readonly Warning[];
}

/** @throws GatewayError ENGINE_FAILED when an empty answer turns out to be a dropped message */
export function resultFromTurn(turn: RasaTurn, settings: RasaSettings): NluResult {
  const speech = speechFromRasa(turn.messages, settings.handoff);
  const record = turn.record?.latest === 'ours' ? turn.record : undefined;
  const isSilent = turn.messages.length === 0 && !turn.repliesFollow;
  const silence = isSilent ? [explainSilence(turn.record, settings)] : [];
  const understood = record ? understandTurn(record, settings, turn.words) : nothingUnderstood;
  const signal = record && findHandoffSignal(record, settings.handoff);
  const handoff = speech.handoff ?? (signal === undefined ? undefined : { note: signal });
  const fallback = understood.fallback || (record !== undefined && isFallback(record, settings));
  return {
    ...understood,
    replies: handoff && record ? withoutRefusals(speech.replies, record, settings) : speech.replies,
    ...(fallback ? { fallback: true } : {}),
    ...(handoff ? { handoff } : {}),
    ...(speech.resolve ? { ended: { resolve: true } } : {}),
    ...(turn.repliesFollow ? { repliesFollow: true } : {}),
    ...(silence.includes(silentWhilePaused) && !settings.handoff.paused ? { silent: true } : {}),
    ...(record ? dialogueState(record.tracker) : {}),
    session: nextSession(turn, speech.replies, settings),
    warnings: [
      ...turn.warnings,
      ...strangerWarning(turn),
      ...silence,
      ...speech.warnings,
      ...understood.warnings,
    ],
  };
}

type UnderstoodTurn = Understanding & { readonly warnings: readonly Warning[] };

const nothingUnderstood: UnderstoodTurn = { alternatives: [], entities: [], warnings: [] };

/** Intents of the NLU pipeline when there are any; commands (CALM) fill what they leave open. */
function understandTurn(
  record: TurnRecord,
  settings: RasaSettings,
  words: string | undefined,
): UnderstoodTurn {
  const parse = record.tracker.latest_message;
  if (!parse) return nothingUnderstood;
  const understood = understandingFromRasa(parse, settings.fallback_intents, words);
  if (understood.intent) return { ...understood, warnings: [] };
  const commanded = understandingFromCommands(parse.commands ?? []);
  const fallback = understood.fallback || commanded.fallback;
  return {
    ...understood,
    ...(commanded.intent ? { intent: commanded.intent } : {}),
    alternatives: [...understood.alternatives, ...commanded.alternatives],
    ...(fallback ? { fallback } : {}),
    warnings: commanded.warnings,
  };
}

/** "Nobody is available" would contradict the handoff that follows. Responses are known by name from the events. */
function withoutRefusals(
  replies: readonly Reply[],
  record: TurnRecord,
  settings: RasaSettings,
): readonly Reply[] {
  const refused = record.events.flatMap(({ event, text, metadata }) =>
    event === 'bot' && text && settings.handoff.refusals.includes(metadata?.utter_action ?? '') ? [text] : [],
  );
  if (refused.length === 0) return replies;
  return replies.filter(
    (reply) => !(reply.kind === 'text' && refused.some((text) => text.includes(reply.text))),
  );
}

function dialogueState(tracker: RasaTracker): Pick<NluResult, 'slots' | 'expectsAnswer'> {
  const collects = (tracker.stack ?? []).some(({ collect }) => Boolean(collect));
  const asked = tracker.slots?.['requested_slot'];
  const expectsAnswer = Boolean(tracker.active_loop?.name) || Boolean(asked) || collects;
  return { slots: ownSlots(tracker.slots ?? {}), ...(expectsAnswer ? { expectsAnswer } : {}) };
}

/** Slots that Rasa keeps for itself (rasa/shared/core/constants.py, and those of CALM). */
const internalSlots: ReadonlySet<string> = new Set([
  'requested_slot',
  'session_started_metadata',
  'flow_hashes',
  'return_value',
  'dialogue_stack',
  'route_session_to_calm',
  'silence_timeout',
  'consecutive_silence_timeouts',
]);

function ownSlots(slots: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(slots).filter(([name, value]) => value !== null && !internalSlots.has(name)),
  );
}

/** A pause that handed over ends when the gateway speaks for the bot again. */
function nextSession(turn: RasaTurn, replies: readonly Reply[], { handoff }: RasaSettings): Json {
  const offered = offeredPayloads(replies).filter(isCommand);
  return writeRasaSession(turn.session, offered, handoff.paused && turn.record?.tracker.paused === true);
}

function strangerWarning({ record }: RasaTurn): readonly Warning[] {
  if (record?.latest !== 'other') return [];
  return [
    { code: 'tracker-of-another-turn', detail: 'The tracker shows another message: no intent is reported.' },
  ];
}
