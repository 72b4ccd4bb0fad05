import { expect } from 'vitest';
import { conversationReportSchema } from '../../../src/core/explain/conversation-report.ts';
import { formatReport } from '../../../src/core/explain/format-report.ts';
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
  /** What `explain` prints about it, asked of the running gateway, holds all of this. */
  isExplainedBy(...parts: readonly (string | RegExp)[]): Promise<void>;
}

/** Of the operator. */
export const ADMIN_TOKEN = 'admin-token-of-sixteen';

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
    async isExplainedBy(...parts) {
      await calm();
      const answer = await fetch(`${house.url()}/api/conversations/bot:1:${id}/trace`, {
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      });
      const report = formatReport(conversationReportSchema.parse(await answer.json())).join('\n');
      for (const part of parts) expect(report).toMatch(part);
    },
  };
}
