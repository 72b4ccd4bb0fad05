import { createHash } from 'node:crypto';
import { emptyNluResult, type NluResult } from '../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { resultFromLex } from './from-lex-turn.ts';
import { requestAttributesFor, sessionAttributesFor } from './lex-attributes.ts';
import type { LexClient } from './lex-client.ts';
import { kept } from './lex-dialogue.ts';
import { localeOf } from './lex-locale.ts';
import { readLexSession } from './lex-session.ts';
import type { LexSettings } from './lex-settings.ts';
import { planLexTurn } from './to-lex.ts';

/**
 * Intent and slots of an utterance on its own. Lex cannot be asked without a session, so each utterance gets a session
 * of its own, which nobody continues and which Lex forgets by itself: the customer's dialogue stays where it is. A
 * Lambda function is called as ever; it is told by a request attribute.
 */
export async function understandWithLex(
  client: LexClient,
  settings: LexSettings,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<NluResult> {
  // Only the beginning is asked: pieces would be so many sessions.
  const plan = planLexTurn(request.content, cutting(settings));
  if (plan.kind !== 'texts' || !plan.pieces[0]) {
    return { ...emptyNluResult, ...kept(request), warnings: plan.kind === 'nothing' ? plan.warnings : [] };
  }
  const [piece] = plan.pieces;
  const localeId = localeOf(request.language, settings);
  const alone = { ...request, purpose: 'understand' } as const;
  const sessionAttributes = sessionAttributesFor(alone, readLexSession(undefined), settings);
  const question = {
    text: piece.text,
    sessionAttributes,
    requestAttributes: requestAttributesFor(alone, settings),
  };
  const answer = await client.recognize(
    { localeId, sessionId: sideSession(request, settings) },
    question,
    signal,
  );
  const { words, warnings } = plan;
  const result = resultFromLex({ answer, piece, words, localeId, warnings }, settings);
  return meaningOnly(result, request);
}

function cutting(settings: LexSettings): LexSettings {
  return { ...settings, text_limit: { ...settings.text_limit, over: 'cut' } };
}

/** Within the 100 characters that Lex takes: prefix (40), session id (36) and this. */
function sideSession({ sessionId, turnId }: ProviderRequest, { session_prefix }: LexSettings): string {
  const turn = createHash('sha256').update(turnId).digest('hex').slice(0, 12);
  return `${session_prefix}${sessionId}-once-${turn}`;
}

/** What Lex said and asked there belongs to nobody's dialogue. */
function meaningOnly(result: NluResult, request: ProviderRequest): NluResult {
  const { intent, alternatives, entities, fallback, sentiment, slots, language } = result;
  return {
    ...(intent && { intent }),
    alternatives,
    entities,
    replies: [],
    ...(fallback && { fallback }),
    ...(sentiment !== undefined && { sentiment }),
    ...(slots && { slots }),
    ...(language && { language }),
    ...kept(request),
    warnings: result.warnings.filter(({ code }) => !code.startsWith('empty-answer')),
  };
}
