/** Asks an engine about utterances, outside any conversation. */
import path from 'node:path';
import type { BotConfig } from '../../config/gateway-config.ts';
import type { Conversation } from '../../core/model/conversation.ts';
import type { Provider } from '../../core/ports/provider.ts';
import type { Sample } from '../../core/tune/judge-samples.ts';
import { createProvider } from '../../providers/registry.ts';
import type { Utterance } from './read-utterances.ts';

/** Fast enough, and no burden for an engine that also serves customers. */
const AT_ONCE = 4;

/** @throws GatewayError when the engine cannot be asked */
export async function askSamples(
  bot: BotConfig,
  engine: string,
  utterances: readonly Utterance[],
  signal: AbortSignal,
): Promise<readonly Sample[]> {
  const deps = { clock: Date.now, baseFolder: path.dirname(bot.file) };
  const provider = await createProvider(engine, bot.engines.get(engine), deps);
  const samples: Sample[] = [];
  try {
    for (let first = 0; first < utterances.length; first += AT_ONCE) {
      const asked = utterances
        .slice(first, first + AT_ONCE)
        .map((utterance, index) => askOne(bot, provider, utterance, first + index, signal));
      samples.push(...(await Promise.all(asked)));
    }
  } finally {
    await provider.close?.();
  }
  return samples;
}

async function askOne(
  bot: BotConfig,
  provider: Provider,
  { text, label }: Utterance,
  index: number,
  signal: AbortSignal,
): Promise<Sample> {
  const nlu = await provider.respond(
    {
      sessionId: `tune-${index}`,
      turnId: `tune-${index}`,
      content: { kind: 'text', text },
      purpose: 'understand',
      language: bot.policy.language,
      timeZone: bot.policy.timeZone,
      at: Date.now(),
      conversation: nowhere(bot.name),
      context: { contact: {}, conversation: {} },
    },
    signal,
  );
  return { nlu, ...(label !== undefined && { label }) };
}

function nowhere(bot: string): Conversation {
  return {
    key: `${bot}:0:0`,
    bot,
    account: '0',
    id: '0',
    inbox: '',
    channel: 'unknown',
    status: 'bot',
    canReply: true,
    contact: { id: '0', verified: false, blocked: false, attributes: {} },
    attributes: {},
    labels: [],
    features: [],
  };
}
