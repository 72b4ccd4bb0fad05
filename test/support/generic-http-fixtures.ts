import { z } from 'zod';
import { isGatewayError } from '../../src/core/model/gateway-error.ts';
import type { Json } from '../../src/core/model/json.ts';
import type { ProviderRequest } from '../../src/core/ports/provider.ts';
import { createGenericHttpProvider } from '../../src/providers/generic-http/generic-http-provider.ts';
import { genericHttpSettingsSchema } from '../../src/providers/generic-http/generic-http-settings.ts';
import { turnRequestSchema } from '../../src/providers/generic-http/generic-http-wire.ts';
import { NOW } from './builders.ts';
import type { EngineAnswer } from './engine-server.ts';
import { HTTP_BOT_SECRET, HTTP_BOT_TOKEN, startHttpBotStandIn } from './http-bot-stand-in.ts';
import { providerRequest } from './provider-requests.ts';

interface GenericHttpFixture {
  readonly ask: Pick<ProviderRequest, 'content'> & Partial<ProviderRequest>;
  readonly response: EngineAnswer;
}

/** What the gateway sends for the question of the fixture, and what it makes of the answer. */
export async function replayGenericHttpFixture(_name: string, fixture: unknown): Promise<Json> {
  const { ask, response } = fixture as GenericHttpFixture;
  const standIn = await startHttpBotStandIn();
  standIn.answerWith(response);
  const settings = genericHttpSettingsSchema.parse({
    url: standIn.url,
    secrets: [HTTP_BOT_SECRET],
    token: HTTP_BOT_TOKEN,
  });
  const provider = await createGenericHttpProvider(settings, { clock: () => NOW, baseFolder: '.' });
  try {
    const result = await provider
      .respond(providerRequest(ask.content, ask), new AbortController().signal)
      .catch((error: unknown) => {
        if (isGatewayError(error)) return { error: error.message };
        throw error;
      });
    const sent = standIn.requests[0]?.body;
    turnRequestSchema.parse(sent);
    return z.json().parse(JSON.parse(JSON.stringify({ sent, result })));
  } finally {
    await provider.close?.();
    await standIn.stop();
  }
}
