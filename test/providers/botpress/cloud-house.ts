import type { LateReply } from '../../../src/core/ports/engine-callback.ts';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { createBotpressCloudProvider } from '../../../src/providers/botpress/cloud/cloud-provider.ts';
import { botpressCloudSettingsSchema } from '../../../src/providers/botpress/cloud/cloud-settings.ts';
import {
  type CloudStandIn,
  type CloudStandInOptions,
  startBotpressCloudStandIn,
} from '../../support/botpress-cloud-stand-in.ts';

export const encryptionKey = 'encryption-key-5b90';
export const webhookSecret = 'webhook-secret-c2d4';
export const webhookId = '7c1d2f3a-1111-4222-8333-944455556666';

export interface CloudHouse {
  readonly provider: Provider;
  readonly standIn: CloudStandIn;
  readonly late: readonly LateReply[];
  /** The next late reply, or one that nobody has taken yet. */
  nextLate(): Promise<LateReply>;
  /** Bodies of `POST /messages`, in order. */
  posted(): readonly unknown[];
  close(): Promise<void>;
}

/** Quick by default: a quiet window of 60 ms, 400 ms for a turn. */
export async function openCloudHouse(
  over: Record<string, unknown> = {},
  options: Partial<CloudStandInOptions> = {},
): Promise<CloudHouse> {
  const standIn = await startBotpressCloudStandIn({ encryptionKey, webhookId, ...options });
  const late: LateReply[] = [];
  let taken = 0;
  let waiting: (() => void)[] = [];
  const settings = botpressCloudSettingsSchema.parse({
    url: standIn.url,
    webhook_id: webhookId,
    encryption_key: encryptionKey,
    quiet_ms: 60,
    longest_turn_ms: 400,
    ...over,
  });
  const provider = await createBotpressCloudProvider(settings, {
    clock: Date.now,
    baseFolder: '.',
    async lateReplies(reply) {
      const isDouble = late.some(({ id }) => id === reply.id);
      late.push(reply);
      for (const tell of waiting) tell();
      waiting = [];
      return isDouble ? 'duplicate' : 'accepted';
    },
  });
  return {
    provider,
    standIn,
    late,
    async nextLate() {
      while (late.length <= taken) await new Promise<void>((resolve) => waiting.push(resolve));
      const reply = late[taken];
      taken += 1;
      if (!reply) throw new Error('There is a late reply.');
      return reply;
    },
    posted: () =>
      standIn.requests.flatMap(({ method, path, body }) =>
        method === 'POST' && path.endsWith('/messages') ? [body] : [],
      ),
    async close() {
      await provider.close?.();
      await standIn.stop();
    },
  };
}
