import type { AttendanceState } from './attendance.ts';
import type { ConversationStatus } from './conversation.ts';
import type { HandoffReason } from './handoff.ts';
import type { IdentityState } from './identity.ts';
import type { Json, JsonObject } from './json.ts';
import type { NluResult } from './nlu-result.ts';
import type { Masks } from './privacy.ts';
import type { Option, UtteranceContent } from './utterance.ts';

/** The question that stands in front of the customer: its options in the order shown. */
export interface Offered {
  readonly options: readonly Option[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Where a flow stands. All that the reducer needs to go on; JSON-safe. */
export interface FlowState {
  readonly flow: string;
  /** Id of the step that waits for an answer. */
  readonly step: string;
  readonly slots: JsonObject;
  /** Wrong answers in a row at this step. */
  readonly wrongAnswers: number;
  readonly startedAt: number;
  /** The slot asked for by itself, when the step asks for several one after another. */
  readonly asking?: string;
  /** Said before it was asked for, and not yet checked (slot → value); its question will not be put. */
  readonly heard?: JsonObject;
  /** What the customer took back to change (slot → old value), for prefilled forms. */
  readonly before?: JsonObject;
  /** Ids of the steps passed so far: a correction goes back to one of these, never ahead. */
  readonly passed?: readonly string[];
  /** Fetches since the customer last answered: a guard against loops. */
  readonly fetches?: number;
}

/** One earlier turn in short, for the agent's note. Personal data: stays in the state. */
export interface RecentTurn {
  readonly at: number;
  readonly customer: string;
  readonly bot: string;
  readonly intent?: string;
  readonly score?: number;
}

/** What the gateway remembers of one conversation between two turns. Committed with the turn. */
export interface ConversationState {
  /** `bot`: we answer. `people`: we are silent until the conversation comes back. */
  readonly owner: 'bot' | 'people';
  /** Why and since when people own it. */
  readonly ownerSince?: number;
  readonly ownerReason?: string;
  /** The newest status that an event showed, and when. Ownership returns on a change of it, not on its value. */
  readonly seen?: { readonly status: ConversationStatus; readonly at: number };
  /**
   * The person who was assigned when the customer re-opened the conversation. The platform keeps the assignment of
   * the episode that ended; it says nothing about this one until it changes.
   */
  readonly formerAssignee?: string;
  /** The last turn asked for a form or an e-mail address, which the engine or a flow waits for. */
  readonly awaitsForm?: boolean;
  /** The engine's session. `id` is safe for every engine; `data` is the engine's own, handed back unread. */
  readonly session: { readonly id: string; readonly startedAt: number; readonly data?: Json };
  /** Name of the engine that serves this conversation, when it was switched away from the bot's default. */
  readonly engine?: string;
  readonly flow?: FlowState;
  readonly offered?: Offered;
  readonly attended?: AttendanceState;
  readonly identity?: IdentityState;
  /** What the customer wanted when a code was asked for: answered once it is proved who they are. */
  readonly wanted?: UtteranceContent;
  readonly masks?: Masks;
  /** What `write_back` wrote last, so that it neither repeats itself nor undoes what an agent changed since. */
  readonly written?: { readonly attributes: JsonObject; readonly labels: readonly string[] };
  /** Customer messages in a row that were not understood. */
  readonly misses: number;
  /** When the last of them came; epoch milliseconds. */
  readonly missedAt?: number;
  /** A clarifying question was put since the customer was last understood. */
  readonly unclear?: true;
  /** Engine failures in a row. Absent: none. */
  readonly engineErrors?: number;
  /** The clarifying question of the last turn: what the engine made of the utterance in doubt. */
  readonly clarifying?: { readonly heard: NluResult };
  /** People are wanted while nobody is there: the flow that runs asks how to reach the customer first. */
  readonly collecting?: { readonly flow: string; readonly reason: HandoffReason; readonly why: string };
  readonly recent: readonly RecentTurn[];
  /** Turns served so far. */
  readonly turns: number;
}

export const RECENT_TURNS_KEPT = 3;

export function createState(sessionId: string, at: number): ConversationState {
  return { owner: 'bot', session: { id: sessionId, startedAt: at }, misses: 0, recent: [], turns: 0 };
}
