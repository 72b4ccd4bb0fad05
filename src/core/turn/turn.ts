import type { BotPolicy } from '../model/bot.ts';
import type { Conversation } from '../model/conversation.ts';
import type { ConversationEvent } from '../model/gateway-event.ts';
import type { HandoffReason } from '../model/handoff.ts';
import type { IdentityState } from '../model/identity.ts';
import type { JsonObject } from '../model/json.ts';
import type { NluResult } from '../model/nlu-result.ts';
import type { Reply } from '../model/reply.ts';
import type { ConversationState, FlowState } from '../model/state.ts';
import type { Action, AnsweredBy, TurnTrace } from '../model/turn.ts';
import type { Utterance, UtteranceContent } from '../model/utterance.ts';
import type { Fetcher } from '../ports/fetcher.ts';
import type { Provider } from '../ports/provider.ts';
import type { Templates } from '../ports/templates.ts';
import type { TraceRecorder } from './trace-recorder.ts';

/** What a turn is about. */
export interface TurnInput {
  readonly turnId: string;
  readonly event: ConversationEvent;
  readonly state?: ConversationState;
  readonly policy: BotPolicy;
  /** Epoch milliseconds when the event was accepted: the same when a turn is repeated. */
  readonly acceptedAt: number;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** What a turn may use of the outside. */
export interface TurnPorts {
  readonly provider: Provider;
  readonly fetch: Fetcher;
  readonly templates: Templates;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

/** One turn in progress: all that its steps look at. The recorder is the only thing that changes. */
export interface Turn {
  readonly input: TurnInput;
  readonly ports: TurnPorts;
  readonly policy: BotPolicy;
  readonly conversation: Conversation;
  readonly state: ConversationState;
  readonly trace: TraceRecorder;
}

/** A turn in which the customer said something that the bot may answer. */
export interface CustomerTurn extends Turn {
  readonly utterance: Utterance;
  /** The utterance with typed answers resolved to the options that were offered. */
  readonly content: UtteranceContent;
}

/** What a turn says and does. The state that follows is derived from it in one place (`conclude`). */
export interface Verdict {
  readonly decision: Exclude<TurnTrace['decision'], 'failed'>;
  /** In words, for an operator. */
  readonly reason: string;
  readonly replies: readonly Reply[];
  readonly actions: readonly Action[];
  readonly answeredBy: AnsweredBy;
  readonly handoff?: { readonly reason: HandoffReason; readonly farewell?: string };
  /** Absent: the flow stays as it is. `null`: no flow any more. */
  readonly flow?: FlowState | null;
  /** Did we understand the customer? Absent: the turn says nothing about that. */
  readonly understood?: boolean;
  /** The customer was asked "Did you mean …?". */
  readonly askedBack?: boolean;
  /** The engine failed for good. */
  readonly engineFailed?: boolean;
  /** The flow that runs now collects contact details for people who are not there yet. */
  readonly collecting?: NonNullable<ConversationState['collecting']>;
  /** What the engine made of it, when it was asked. */
  readonly nlu?: NluResult;
  /** What flows collected, also when they are over. No secrets. */
  readonly slots?: JsonObject;
  /** A code was checked in this turn. */
  readonly identity?: IdentityState;
  /** What `write_back` has written by now. */
  readonly written?: ConversationState['written'];
  /** To be answered once it is proved who the customer is. */
  readonly wanted?: UtteranceContent;
}
