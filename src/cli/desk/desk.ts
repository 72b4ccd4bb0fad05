import type { ConversationReport } from '../../core/explain/conversation-report.ts';
import type { ConversationQuery } from '../../core/explain/find-keys.ts';
import type { DeadLetter } from '../../core/ports/store.ts';

/** What an operator asks of a gateway: one that runs, or the store of one that does not. */
export interface Desk {
  /** Said to the operator, so that it is clear whom the answers come from. */
  readonly source: string;
  find(query: ConversationQuery): Promise<readonly string[]>;
  report(key: string): Promise<ConversationReport>;
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** False: there is no such dead letter. */
  redrive(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Why a desk cannot answer, and the way out: said to the operator as it is. */
export class DeskError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeskError';
  }
}
