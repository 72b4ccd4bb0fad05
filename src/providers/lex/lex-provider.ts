import type { Provider, ProviderCapabilities } from '../../core/ports/provider.ts';
import type { ProviderDeps } from '../shared/provider-deps.ts';
import { checkLex } from './check-lex.ts';
import { createLexClient, type LexClient } from './lex-client.ts';
import { converseWithLex } from './lex-dialogue.ts';
import { allLocales, languageOf } from './lex-locale.ts';
import type { LexSettings } from './lex-settings.ts';
import { understandWithLex } from './lex-understanding.ts';

/** Amazon Lex V2. See docs/providers/lex.md for what is sent and taken. */
export async function createLexProvider(settings: LexSettings, deps: ProviderDeps): Promise<Provider> {
  const client = createLexClient(settings, deps.clock);
  return {
    name: 'lex',
    capabilities: lexCapabilities(settings),
    respond: (request, signal) =>
      settings.mode === 'nlu' || request.purpose === 'understand'
        ? understandWithLex(client, settings, request, signal)
        : converseWithLex(client, settings, request, signal),
    check: (signal) => checkLex(client, settings, signal),
    ...(settings.mode === 'dialogue' ? { reset: createReset(client, settings) } : {}),
    async close() {
      client.close();
    },
  };
}

function lexCapabilities(settings: LexSettings): ProviderCapabilities {
  const converses = settings.mode === 'dialogue';
  return {
    replies: converses,
    intents: true,
    remembers: converses,
    // RecognizeText moves the dialogue and may call a Lambda function.
    repeatable: false,
    oneAtATime: converses,
    // Not without a session, but in one of its own: see understandWithLex.
    understands: true,
    languages: allLocales(settings).map(languageOf),
    limits: {
      textLength: settings.text_limit.characters,
      sessionIdLength: 100 - settings.session_prefix.length,
    },
  };
}

/** A session lives in one locale, and which one that was is not asked for. */
function createReset(client: LexClient, settings: LexSettings): NonNullable<Provider['reset']> {
  return async (sessionId, signal) => {
    for (const localeId of allLocales(settings)) {
      await client.forget({ localeId, sessionId: `${settings.session_prefix}${sessionId}` }, signal);
    }
  };
}
