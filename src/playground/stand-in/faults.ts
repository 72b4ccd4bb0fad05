import type { WebhookEventName } from './serialize-event.ts';

/** What a fault applies to. A fault with `event` meets webhooks on their way out, any other one REST calls. */
export interface FaultMatch {
  readonly method?: string;
  /** Part of the path, or a pattern. */
  readonly path?: string | RegExp;
  readonly event?: WebhookEventName;
  /** Only the n-th matching call, counted from 1. */
  readonly nth?: number;
  /** Only the first so many matching calls. */
  readonly times?: number;
}

export type FaultAction =
  /** Break the connection without doing anything. */
  | 'drop-before'
  /** Do what was asked, then break the connection: the caller cannot know. */
  | 'drop-after'
  /** For events: never send it. */
  | 'lose'
  /** Answer this instead of doing anything. */
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** Wait first; for events: send it so much later. */
  | { readonly delayMs: number }
  /** Do what was asked at once and answer so much later. */
  | { readonly delayAnswerMs: number };

export interface Fault {
  readonly match: FaultMatch;
  readonly action: FaultAction;
}

export interface AddedFault {
  /** How often it has struck so far. */
  readonly hits: number;
  remove(): void;
}

export interface Faults {
  add(fault: Fault): AddedFault;
  clear(): void;
  forRequest(method: string, path: string): FaultAction | undefined;
  forEvent(event: WebhookEventName): FaultAction | undefined;
}

interface ActiveFault extends Fault {
  seen: number;
  hits: number;
}

export function createFaults(): Faults {
  const active = new Set<ActiveFault>();
  const strike = (matches: (match: FaultMatch) => boolean) => {
    for (const fault of active) {
      if (matches(fault.match) && counts(fault)) return fault.action;
    }
    return undefined;
  };
  return {
    add(fault) {
      const added: ActiveFault = { ...fault, seen: 0, hits: 0 };
      active.add(added);
      return {
        get hits() {
          return added.hits;
        },
        remove: () => void active.delete(added),
      };
    },
    clear: () => active.clear(),
    forRequest: (method, path) => strike((match) => matchesRequest(match, method, path)),
    forEvent: (event) => strike((match) => match.event === event),
  };
}

function matchesRequest(match: FaultMatch, method: string, path: string): boolean {
  if (match.event !== undefined) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path === undefined) return true;
  return typeof match.path === 'string' ? path.includes(match.path) : match.path.test(path);
}

function counts(fault: ActiveFault): boolean {
  fault.seen += 1;
  const struck =
    (fault.match.nth === undefined || fault.seen === fault.match.nth) &&
    (fault.match.times === undefined || fault.seen <= fault.match.times);
  if (struck) fault.hits += 1;
  return struck;
}
