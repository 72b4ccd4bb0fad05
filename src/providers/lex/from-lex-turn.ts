import type { JsonObject } from '../../core/model/json.ts';
import type { NluResult, Warning } from '../../core/model/nlu-result.ts';
import type { Reply } from '../../core/model/reply.ts';
import { intentOf, understandingFromLex } from './from-lex-intents.ts';
import { speechFromLex } from './from-lex-messages.ts';
import { repliesFromSearch } from './from-lex-search.ts';
import { entitiesFromSlots, slotValues } from './from-lex-slots.ts';
import { withoutMarker } from './lex-attributes.ts';
import { findHandoff, withoutHandoff } from './lex-handoff.ts';
import { languageOf } from './lex-locale.ts';
import { writeLexSession } from './lex-session.ts';
import type { LexSettings } from './lex-settings.ts';
import type { LexAnswer } from './lex-wire.ts';
import type { Piece } from './long-text.ts';

/** One request to Lex and its answer. */
export interface LexTurn {
  readonly answer: LexAnswer;
  /** What was asked; absent when an intent was started. */
  readonly piece?: Piece;
  /** The piece is the customer's own words. */
  readonly words: boolean;
  readonly localeId: string;
  readonly warnings: readonly Warning[];
}

export function resultFromLex(turn: LexTurn, settings: LexSettings): NluResult {
  const { answer } = turn;
  const speech = speechFromLex(answer.messages ?? [], settings.handoff);
  const handoff = findHandoff(answer, speech, settings.handoff);
  const replies = speech.replies.length > 0 ? speech.replies : repliesFromSearch(answer);
  const silence = replies.length === 0 && !handoff ? explainSilence(answer) : undefined;
  return {
    ...understandingFromLex(answer, settings.fallback_intents),
    entities: turn.piece ? entitiesFromSlots(intentOf(answer)?.slots, turn.piece, turn.words) : [],
    replies: silence ? noAnswer(settings) : replies,
    ...(handoff ? { handoff } : {}),
    ...(speech.resolve || closesForGood(answer, settings) ? { ended: { resolve: true } } : {}),
    ...(isAsking(answer) ? { expectsAnswer: true } : {}),
    slots: collectedValues(answer, settings),
    session: nextSession(answer, settings),
    language: languageOf(turn.localeId),
    warnings: [...turn.warnings, ...(silence ? [silence] : []), ...speech.warnings, ...memberWarning(answer)],
  };
}

/** Lex is in the middle of a dialogue of its own. With ElicitIntent it waits for anything: the turn is done. */
function isAsking({ sessionState }: LexAnswer): boolean {
  const type = sessionState?.dialogAction?.type;
  return type === 'ElicitSlot' || type === 'ConfirmIntent';
}

/** `Close` ends an intent and not the conversation, unless the operator says that with this intent it does. */
function closesForGood(answer: LexAnswer, { resolve_intents }: LexSettings): boolean {
  const name = intentOf(answer)?.name;
  const closed = answer.sessionState?.dialogAction?.type === 'Close';
  return closed && Boolean(name && resolve_intents.includes(name));
}

function noAnswer({ no_answer }: LexSettings): readonly Reply[] {
  return no_answer === undefined ? [] : [{ kind: 'text', text: no_answer }];
}

function explainSilence(answer: LexAnswer): Warning {
  const { name = 'unnamed', state } = intentOf(answer) ?? {};
  switch (state) {
    case 'ReadyForFulfillment':
      return {
        code: 'empty-answer-ready',
        detail: `Lex has all it needs for ${name} and leaves the rest to us: it has neither a closing message nor a Lambda function.`,
      };
    case 'Failed':
      return { code: 'empty-answer-failed', detail: `Lex gave up ${name} without a word.` };
    case 'FulfillmentInProgress':
      return {
        code: 'empty-answer-in-progress',
        detail: `The Lambda function of ${name} still works; Lex tells of it on streaming conversations only.`,
      };
    default:
      return { code: 'empty-answer', detail: `Lex said nothing (intent ${name}).` };
  }
}

/** Slots, attributes that the bot set, and what its active contexts carry; slots win. */
function collectedValues(answer: LexAnswer, settings: LexSettings): JsonObject {
  const contexts = (answer.sessionState?.activeContexts ?? []).map(
    ({ contextAttributes }) => contextAttributes ?? {},
  );
  const own = new Set(Object.keys(settings.session_attributes));
  const set = Object.entries(attributesToKeep(answer, settings).kept).filter(([name]) => !own.has(name));
  return Object.assign({}, ...contexts, Object.fromEntries(set), slotValues(intentOf(answer)?.slots));
}

function nextSession(answer: LexAnswer, settings: LexSettings): NluResult['session'] {
  const { kept, stale } = attributesToKeep(answer, settings);
  return writeLexSession({ attributes: kept, stale });
}

/** `stale`: Lex holds more than that. */
function attributesToKeep({ sessionState }: LexAnswer, { handoff }: LexSettings) {
  const attributes = withoutMarker(sessionState?.sessionAttributes ?? {});
  const kept = withoutHandoff(attributes, handoff);
  return { kept, stale: kept !== attributes };
}

function memberWarning({ recognizedBotMember }: LexAnswer): readonly Warning[] {
  const { botId, botName } = recognizedBotMember ?? {};
  if (!botId) return [];
  return [{ code: 'answered-by-member', detail: `The bot ${botName || botId} of the network answered.` }];
}
