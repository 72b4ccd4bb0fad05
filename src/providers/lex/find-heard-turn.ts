import { isGatewayError } from '../../core/model/gateway-error.ts';
import type { Warning } from '../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { heardPiece } from './lex-attributes.ts';
import type { LexClient, LexPlace } from './lex-client.ts';
import { withoutHandoff } from './lex-handoff.ts';
import type { LexSession } from './lex-session.ts';
import type { LexSettings } from './lex-settings.ts';
import type { LexAnswer } from './lex-wire.ts';

/** One turn, and all that it takes to ask Lex. */
export interface LexDialogue {
  readonly client: LexClient;
  readonly settings: LexSettings;
  readonly request: ProviderRequest;
  readonly place: LexPlace;
  readonly signal: AbortSignal;
}

export interface HeardTurn {
  readonly answer: LexAnswer;
  /** The session as Lex holds it, without what was acted upon. */
  readonly session: LexSession;
  /** Number of the last piece of this turn that Lex heard; absent: none. */
  readonly heard?: number;
}

/**
 * Saying it again would answer the bot's next question. So a turn that is repeated first looks whether Lex heard it
 * before, by the mark in the session attributes; then the answer that was lost is taken from the session. Undefined:
 * nobody can tell.
 */
export async function findHeardTurn(dialogue: LexDialogue): Promise<HeardTurn | undefined> {
  const { client, settings, request, place, signal } = dialogue;
  if (!settings.recover || (request.attempt ?? 1) < 2) return undefined;
  try {
    const answer = await client.session(place, signal);
    if (!answer) return undefined;
    const held = answer.sessionState?.sessionAttributes ?? {};
    const heard = heardPiece(held, request.turnId);
    // A wish for a person that stands there from an earlier turn was acted upon then.
    const attributes = withoutHandoff(held, settings.handoff);
    const session = { attributes, stale: attributes !== held };
    return { answer, session, ...(heard === undefined ? {} : { heard }) };
  } catch (error) {
    // A session that we may not read says nothing about the dialogue.
    if (isGatewayError(error, 'ENGINE_FORBIDDEN')) return undefined;
    throw error;
  }
}

export const recovered: Warning = {
  code: 'answer-recovered',
  detail:
    'Lex had heard the message before: the answer was read from the session instead of being asked for again.',
};
