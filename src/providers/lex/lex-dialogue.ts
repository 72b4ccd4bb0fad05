import type { JsonObject } from '../../core/model/json.ts';
import { emptyNluResult, type NluResult, type Warning } from '../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { findHeardTurn, type LexDialogue, recovered } from './find-heard-turn.ts';
import { type LexTurn, resultFromLex } from './from-lex-turn.ts';
import { joinResults } from './join-turns.ts';
import { requestAttributesFor, sessionAttributesFor, turnMarker } from './lex-attributes.ts';
import type { LexClient } from './lex-client.ts';
import { localeOf } from './lex-locale.ts';
import { type LexSession, readLexSession } from './lex-session.ts';
import type { LexSettings } from './lex-settings.ts';
import type { LexAnswer } from './lex-wire.ts';
import type { Piece } from './long-text.ts';
import { planLexTurn } from './to-lex.ts';

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

async function startIntent(dialogue: LexDialogue, name: string, values: JsonObject): Promise<NluResult> {
  const { client, settings, request, place, signal } = dialogue;
  const before = await findHeardTurn(dialogue);
  const heard = before?.heard === undefined ? undefined : before.answer;
  const session = before?.session ?? readLexSession(request.session);
  const sessionAttributes = sessionAttributesFor(request, session, settings, markerOf(dialogue, 0));
  const start = {
    sessionState: {
      dialogAction: { type: 'Delegate' },
      intent: { name, slots: filledSlots(values), state: 'InProgress' },
      ...(sessionAttributes && { sessionAttributes }),
    },
    requestAttributes: requestAttributesFor(request, settings),
  } as const;
  const answer = heard ?? (await client.start(place, start, signal));
  const warnings = heard ? [recovered] : [];
  return resultFromLex({ answer, words: false, localeId: place.localeId, warnings }, settings);
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
  dialogue: LexDialogue,
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

function ask(dialogue: LexDialogue, session: LexSession, { text }: Piece, index: number): Promise<LexAnswer> {
  const { client, settings, request, place, signal } = dialogue;
  const sessionAttributes = sessionAttributesFor(request, session, settings, markerOf(dialogue, index));
  const requestAttributes = requestAttributesFor(request, settings);
  return client.recognize(place, { text, sessionAttributes, requestAttributes }, signal);
}

function markerOf({ settings, request }: LexDialogue, piece: number): string | undefined {
  return settings.recover ? turnMarker(request.turnId, piece) : undefined;
}
