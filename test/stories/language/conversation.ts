import { expect } from 'vitest';
import type { StoredTrace } from '../../../src/core/ports/store.ts';
import type { ConversationSummary } from '../../../src/playground/stand-in/show-message.ts';
import type { Stage } from './stage.ts';

/** The conversation as agents see it in Chatwoot, and as the gateway explains it. */
export interface Conversation {
  readonly id: number;
  becomes(status: ConversationSummary['status']): Promise<void>;
  /** Holds once all is calm. */
  is(expected: {
    readonly status?: ConversationSummary['status'];
    readonly priority?: string | null;
    readonly team?: string | null;
    readonly labels?: readonly string[];
    readonly custom_attributes?: Readonly<Record<string, unknown>>;
  }): Promise<void>;
  /** Every turn so far, newest first. */
  explained(): Promise<readonly StoredTrace['trace'][]>;
}

export function castConversation({ house, id, calm }: Stage): Conversation {
  const { standIn } = house;
  return {
    id,
    async becomes(status) {
      await standIn.waitFor(() => standIn.conversation(id).status === status);
    },
    async is(expected) {
      await calm();
      expect(standIn.conversation(id)).toMatchObject(expected);
    },
    async explained() {
      await calm();
      const traces = await house.store().traces(`bot:1:${id}`, 50);
      return traces.map(({ trace }) => trace);
    },
  };
}
