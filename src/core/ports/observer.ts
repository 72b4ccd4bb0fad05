/** Noun first, then what happened. Fields are numbers, short codes and ids: never text of a person, never a secret. */
export type Observation =
  | {
      readonly kind: 'webhook-answered';
      readonly bot: string;
      readonly status: number;
      readonly outcome: string;
      readonly reason?: string;
      readonly durationMs: number;
    }
  /** An engine called back. */
  | {
      readonly kind: 'callback-answered';
      readonly bot: string;
      readonly engine: string;
      readonly status: number;
      readonly reason?: string;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'turn-finished';
      readonly bot: string;
      readonly key: string;
      readonly turnId: string;
      readonly decision: string;
      readonly reason: string;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'turn-failed';
      readonly bot: string;
      readonly key: string;
      readonly turnId: string;
      readonly code: string;
      readonly message: string;
      readonly attempt: number;
    }
  | {
      readonly kind: 'engine-answered';
      readonly bot: string;
      readonly engine: string;
      readonly durationMs: number;
      readonly code?: string;
    }
  /** Another engine answered, since the one that serves the conversation failed with this code. */
  | {
      readonly kind: 'engine-fell-back';
      readonly bot: string;
      readonly engine: string;
      readonly to: string;
      readonly code: string;
    }
  /** An engine that is asked for comparison only has answered. `agrees`: it names the same intent. */
  | {
      readonly kind: 'shadow-compared';
      readonly bot: string;
      readonly engine: string;
      readonly shown: string;
      readonly agrees: boolean;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'circuit-changed';
      readonly bot: string;
      readonly engine: string;
      readonly state: 'open' | 'half-open' | 'closed';
    }
  | {
      readonly kind: 'call-ended';
      readonly bot: string;
      readonly key: string;
      readonly callId: string;
      readonly name: string;
      readonly end: string;
      readonly error?: string;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'call-postponed';
      readonly bot: string;
      readonly key: string;
      readonly callId: string;
      readonly error: string;
      readonly delayMs: number;
      readonly attempt: number;
    }
  | {
      readonly kind: 'event-buried';
      readonly bot: string;
      readonly key: string;
      readonly turnId: string;
      readonly error: string;
    }
  | {
      readonly kind: 'handoff-decided';
      readonly bot: string;
      readonly key: string;
      readonly turnId: string;
      readonly reason: string;
    }
  | { readonly kind: 'config-loaded'; readonly bots: number; readonly problems: number }
  | {
      readonly kind: 'gateway-changed';
      readonly state: 'listening' | 'ready' | 'draining' | 'stopped';
      readonly detail?: string;
    }
  | { readonly kind: 'worker-failed'; readonly message: string };

export type Observer = (observation: Observation) => void;
