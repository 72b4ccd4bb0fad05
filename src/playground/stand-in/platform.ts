import type { Faults } from './faults.ts';
import type { LoggedRequest } from './request-log.ts';
import type { DeliveryAttempt, WebhookQueue } from './webhook-queue.ts';
import type { World } from './world.ts';

/** Something happened in the stand-in. For tests that wait, and for the stream of the playground page. */
export type StandInEvent =
  | {
      readonly type: 'message' | 'message-updated';
      readonly conversationId: number;
      readonly messageId: number;
    }
  | { readonly type: 'conversation'; readonly conversationId: number }
  | { readonly type: 'typing'; readonly conversationId: number; readonly typing: boolean }
  | { readonly type: 'request'; readonly conversationId: number | null; readonly request: LoggedRequest }
  | { readonly type: 'delivery'; readonly conversationId: number | null; readonly delivery: DeliveryAttempt };

/** What the parts of the stand-in share: the memory, the way out to the bots, and those who watch. */
export interface Platform {
  readonly world: World;
  readonly faults: Faults;
  readonly webhooks: WebhookQueue;
  notify(event: StandInEvent): void;
  /** Runs `work` after so many milliseconds, unless the stand-in is closed before. */
  later(delayMs: number, work: () => void): void;
}
