import { isGatewayError } from '../../core/model/gateway-error.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { emptyNluResult, type NluResult, type Warning } from '../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { type LexTurn, resultFromLex } from './from-lex-turn.ts';
import { joinResults } from './join-turns.ts';
import { heardPiece, requestAttributesFor, sessionAttributesFor, turnMarker } from './lex-attributes.ts';
import type { LexClient, LexPlace } from './lex-client.ts';
import { localeOf } from './lex-locale.ts';
import { type LexSession, readLexSession } from './lex-session.ts';
import type { LexSettings } from './lex-settings.ts';
import type { LexAnswer } from './lex-wire.ts';
import type { Piece } from './long-text.ts';
import { planLexTurn } from './to-lex.ts';

interface Dialogue {
  readonly client: LexClient;
  readonly settings: LexSettings;
  readonly request: ProviderRequest;
  readonly place: LexPlace;
  readonly signal: AbortSignal;
}

/** One turn of Lex's own dialogue. */
export async function converseWithLex(
  client: LexClient,
  settings: LexSettings,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<NluResult> {
  const localeId = localeOf(request.language, settings);
  const place = { localeId, sessionId: `${settings.session_prefix}${request.sessionId}` };
  const dialogue = { client, settings, request, place, signal };
  const plan = planLexTurn(request.content, settings);
  switch (plan.kind) {
    case 'nothing':
      return { ...emptyNluResult, ...kept(request), warnings: plan.warnings };
    case 'too-long':
      return {
        ...emptyNluResult,
        ...kept(request),
        handoff: { note: plan.warning.detail },
        warnings: [plan.warning],
      };
    case 'intent':
      return startIntent(dialogue, plan.name, plan.slots);
    case 'texts':
      return askInPieces(dialogue, plan.pieces, plan.words, plan.warnings);
  }
}

/** The dialogue's memory goes through untouched. */
export function kept({ session }: ProviderRequest): Pick<NluResult, 'session'> {
  return session === undefined ? {} : { session };
}

async function startIntent(
  { client, settings, request, place, signal }: Dialogue,
  name: string,
  values: JsonObject,
): Promise<NluResult> {
  const sessionAttributes = sessionAttributesFor(request, readLexSession(request.session), settings);
  const answer = await client.start(
    place,
    {
      sessionState: {
        dialogAction: { type: 'Delegate' },
        intent: { name, slots: filledSlots(values), state: 'InProgress' },
        ...(sessionAttributes && { sessionAttributes }),
      },
      requestAttributes: requestAttributesFor(request, settings),
    },
    signal,
  );
  return resultFromLex({ answer, words: false, localeId: place.localeId, warnings: [] }, settings);
}

function filledSlots(values: JsonObject) {
  const slots = Object.entries(values).flatMap(([name, value]) => {
    if (value === null || typeof value === 'object') return [];
    return [[name, { shape: 'Scalar', value: { interpretedValue: String(value) } }] as const];
  });
  return Object.fromEntries(slots);
}

/** Piece after piece, until one asks for a person. */
async function askInPieces(
  dialogue: Dialogue,
  pieces: readonly Piece[],
  words: boolean,
  warnings: readonly Warning[],
): Promise<NluResult> {
  const { settings, request, place } = dialogue;
  const before = await findHeardTurn(dialogue);
  let session = before?.session ?? readLexSession(request.session);
  const results: NluResult[] = [];
  const take = (answer: LexAnswer, piece: Piece | undefined, also: readonly Warning[]) => {
    const turn: LexTurn = {
      answer,
      ...(piece && { piece }),
      words,
      localeId: place.localeId,
      warnings: also,
    };
    const result = resultFromLex(turn, settings);
    session = readLexSession(result.session);
    results.push(result);
  };
  if (before?.heard !== undefined) take(before.answer, pieces[before.heard], [...warnings, recovered]);
  for (const [index, piece] of pieces.entries()) {
    if (index <= (before?.heard ?? -1)) continue;
    if (results.some(({ handoff }) => handoff)) break;
    take(await ask(dialogue, session, piece, index), piece, results.length === 0 ? warnings : []);
  }
  const [first, ...others] = results;
  return first ? joinResults(first, ...others) : { ...emptyNluResult, ...kept(request), warnings };
}

function ask(
  { client, settings, request, place, signal }: Dialogue,
  session: LexSession,
  { text }: Piece,
  index: number,
): Promise<LexAnswer> {
  const marker = settings.recover ? turnMarker(request.turnId, index) : undefined;
  return client.recognize(
    place,
    {
      text,
      sessionAttributes: sessionAttributesFor(request, session, settings, marker),
      requestAttributes: requestAttributesFor(request, settings),
    },
    signal,
  );
}

interface HeardTurn {
  readonly answer: LexAnswer;
  /** The session as Lex holds it. */
  readonly session: LexSession;
  /** Number of the last piece of this turn that Lex heard; absent: none. */
  readonly heard?: number;
}

/**
 * Saying it again would answer the bot's next question. So a turn that is repeated first looks whether Lex heard it
 * before, by the mark in the session attributes; then the answer that was lost is taken from the session. Undefined:
 * nobody can tell.
 */
async function findHeardTurn(dialogue: Dialogue): Promise<HeardTurn | undefined> {
  const { client, settings, request, place, signal } = dialogue;
  if (!settings.recover || (request.attempt ?? 1) < 2) return undefined;
  try {
    const answer = await client.session(place, signal);
    if (!answer) return undefined;
    const attributes = answer.sessionState?.sessionAttributes ?? {};
    const heard = heardPiece(attributes, request.turnId);
    const { stale } = readLexSession(request.session);
    return { answer, session: { attributes, stale }, ...(heard === undefined ? {} : { heard }) };
  } catch (error) {
    // A session that we may not read says nothing about the dialogue.
    if (isGatewayError(error, 'ENGINE_FORBIDDEN')) return undefined;
    throw error;
  }
}

const recovered: Warning = {
  code: 'answer-recovered',
  detail:
    'Lex had heard the message before: the answer was read from the session instead of being asked for again.',
};
