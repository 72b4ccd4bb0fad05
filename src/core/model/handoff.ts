/** Why a conversation goes to people. Every handoff has exactly one. */
export const handoffReasons = [
  'asked',
  'engine',
  'flow',
  'low-confidence',
  'not-understood',
  'ambiguous',
  'engine-down',
  'unsupported-input',
  'rule',
  'watchdog',
  'idle',
  'feedback',
  'command',
] as const;

export type HandoffReason = (typeof handoffReasons)[number];

export interface Handoff {
  readonly reason: HandoffReason;
  /** What the customer reads; at most one message. */
  readonly farewell?: string;
  /** What the agent reads in a private note, Markdown. */
  readonly note: string;
}
