import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import type { Provider, ProviderRequest } from '../../../src/core/ports/provider.ts';
import { createLexProvider } from '../../../src/providers/lex/lex-provider.ts';
import { type LexSettings, lexSettingsSchema } from '../../../src/providers/lex/lex-settings.ts';
import {
  LEX_BOT,
  type LexStandIn,
  type LexStandInOptions,
  startLexStandIn,
} from '../../support/lex-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';

export const never = new AbortController().signal;

/** The session of `providerRequest`, as Lex knows it. */
export const SESSION = 'cw-1-4711';

export interface LexHome {
  readonly provider: Provider;
  readonly standIn: LexStandIn;
  /** One turn; the session goes from turn to turn as in the gateway. */
  say(content: string | UtteranceContent, over?: Partial<ProviderRequest>): Promise<NluResult>;
  /** Attributes as Lex holds them. */
  attributes(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export function lexSettings(over: Record<string, unknown> = {}): LexSettings {
  return lexSettingsSchema.parse({
    ...LEX_BOT,
    access_key_id: 'AKIDEXAMPLE',
    secret_access_key: 'secret',
    ...over,
  });
}

export async function openLex(
  over: Record<string, unknown> = {},
  options: LexStandInOptions = {},
): Promise<LexHome> {
  const standIn = await startLexStandIn(options);
  const settings = lexSettings({ endpoint: standIn.url, ...over });
  const provider = await createLexProvider(settings, { clock: Date.now, baseFolder: '.' });
  let session: NluResult['session'];
  let turns = 0;
  return {
    provider,
    standIn,
    async say(content, about = {}) {
      turns += 1;
      const known = session === undefined ? {} : { session };
      const request = providerRequest(content, { turnId: `turn-${turns}`, ...known, ...about });
      const result = await provider.respond(request, never);
      session = result.session;
      return result;
    },
    attributes: () => standIn.session(`en_US/${SESSION}`)?.attributes ?? {},
    async close() {
      await provider.close?.();
      await standIn.stop();
    },
  };
}
