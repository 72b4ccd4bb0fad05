import type { ReportLateReply } from '../../core/ports/engine-callback.ts';

/** What the outside gives to an engine. */
export interface ProviderDeps {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Folder of the configuration file: relative paths of the settings start here. */
  readonly baseFolder: string;
  /** Takes what the engine says outside a turn. Absent where no conversation is served (checks). */
  readonly lateReplies?: ReportLateReply;
}
