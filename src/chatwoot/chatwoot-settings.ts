import type { DirectorySettings } from './directory-settings.ts';

/** How one bot reaches one Chatwoot installation, and how Chatwoot proves itself to us. Built by the configuration. */
export interface ChatwootSettings {
  /** Where the REST API lives; `/api/v1/…` is below it. May hold a path. */
  readonly url: string;
  /** Access token of the agent bot. Secret. */
  readonly token: string;
  /** Deadline of one request to Chatwoot, milliseconds. */
  readonly timeoutMs: number;
  /** Largest picture or file that is fetched and uploaded, bytes. */
  readonly maxMediaBytes: number;
  /** `host` or `host:port` that media may be fetched from. Others are sent as a link. */
  readonly allowedHosts: readonly string[];
  /** Webhook secrets: none (then `pathSecret` is needed), one, or two while rotating. */
  readonly secrets: readonly string[];
  /** Last segment of the webhook address, for versions without signatures. With secrets too: both are needed. */
  readonly pathSecret?: string;
  /** `X-Chatwoot-`, unless a rebranded build renamed it. */
  readonly headerPrefix: string;
  /** Absent: conversations are given to nobody in particular. */
  readonly directory?: DirectorySettings;
  /** Largest difference between Chatwoot's clock and ours, in either direction. */
  readonly toleranceSeconds: number;
}
