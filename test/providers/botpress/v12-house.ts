import type { LateReply } from '../../../src/core/ports/engine-callback.ts';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { createBotpressV12Provider } from '../../../src/providers/botpress/v12/v12-provider.ts';
import {
  type BotpressV12Settings,
  botpressV12SettingsSchema,
} from '../../../src/providers/botpress/v12/v12-settings.ts';
import {
  startBotpressV12StandIn,
  type V12StandIn,
  type V12StandInOptions,
} from '../../support/botpress-v12-stand-in.ts';

export const account = { email: 'gateway@example.com', password: 'v12-password-81d0' };

export interface V12House {
  readonly provider: Provider;
  readonly standIn: V12StandIn;
  readonly late: readonly LateReply[];
  /** Texts that reached the bot's dialogue or the server, in order. */
  sent(): readonly unknown[];
  nextLate(): Promise<LateReply>;
  close(): Promise<void>;
}

export function v12Settings(over: Record<string, unknown> = {}): BotpressV12Settings {
  return botpressV12SettingsSchema.parse({ url: 'http://localhost:3000', bot_id: 'hotel-bot', ...over });
}

export async function openV12House(
  over: Record<string, unknown> = {},
  options: V12StandInOptions = {},
): Promise<V12House> {
  const standIn = await startBotpressV12StandIn({ account, ...options });
  const late: LateReply[] = [];
  let waiting: ((reply: LateReply) => void)[] = [];
  const provider = await createBotpressV12Provider(v12Settings({ url: standIn.url, ...over }), {
    clock: options.clock ?? Date.now,
    baseFolder: '.',
    async lateReplies(reply) {
      late.push(reply);
      for (const tell of waiting) tell(reply);
      waiting = [];
      return 'accepted';
    },
  });
  return {
    provider,
    standIn,
    late,
    sent: () =>
      standIn.requests.flatMap(({ path, body }) =>
        path.includes('/converse/') && typeof body === 'object' && body && 'text' in body ? [body.text] : [],
      ),
    nextLate: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      await provider.close?.();
      await standIn.stop();
    },
  };
}
