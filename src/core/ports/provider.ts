import type { Conversation } from '../model/conversation.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { NluResult } from '../model/nlu-result.ts';
import type { Reply } from '../model/reply.ts';
import type { UtteranceContent } from '../model/utterance.ts';
import type { CallbackAnswer, CallbackLock, EngineCallback } from './engine-callback.ts';

/** What an engine can do. Read by the turn and by `check`; never switched on by an engine's name. */
export interface ProviderCapabilities {
  /** It holds a dialogue and answers in its own words. */
  readonly replies: boolean;
  /** It names intents with scores. */
  readonly intents: boolean;
  /** It remembers the dialogue between requests (a fresh session id starts anew). */
  readonly remembers: boolean;
  /** The same request may be sent again without moving its dialogue. */
  readonly repeatable: boolean;
  /** One request at a time for one session, or its dialogue gets mixed up. */
  readonly oneAtATime: boolean;
  /** Understands without moving a dialogue (`purpose: 'understand'`). */
  readonly understands: boolean;
  /** BCP 47 tags; empty: any, or unknown. */
  readonly languages: readonly string[];
  readonly limits: {
    /** Characters of one utterance; absent: none known. */
    readonly textLength?: number;
    /** Characters of a session id. */
    readonly sessionIdLength?: number;
  };
}

export interface ProviderRequest {
  /** Stable for one engine session: `[A-Za-z0-9_-]{1,36}`. */
  readonly sessionId: string;
  /** What the engine returned as `session` last time. */
  readonly session?: Json;
  /** Correlation id, unique per turn; the same when a turn is repeated. */
  readonly turnId: string;
  /**
   * How often work on this turn began, this time included; absent: 1. From 2 on an engine that can tell looks
   * whether the utterance arrived the first time, and then does not send it again.
   */
  readonly attempt?: number;
  readonly content: UtteranceContent;
  /**
   * `converse`: take part in the dialogue. `understand`: name intent and entities only, without moving the
   * engine's dialogue when it can (a flow of ours is asking).
   */
  readonly purpose: 'converse' | 'understand';
  /** BCP 47. */
  readonly language?: string;
  /** IANA zone of the bot, for dates. */
  readonly timeZone: string;
  /** Epoch milliseconds: the moment that words like "tomorrow" refer to. */
  readonly at: number;
  readonly conversation: Conversation;
  /** Allow-listed attributes, ready to send. */
  readonly context: JsonObject;
}

export interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  readonly message: string;
  readonly hint?: string;
}

/** An NLU engine. One object serves all conversations of one configured engine; created by the registry. */
export interface Provider {
  /** Name of the engine kind, e.g. `rasa`. */
  readonly name: string;
  readonly capabilities: ProviderCapabilities;
  /** @throws GatewayError with an `ENGINE_…` code. Never returns an outage as "not understood". */
  respond(request: ProviderRequest, signal: AbortSignal): Promise<NluResult>;
  /** Can the engine be reached with these settings? Never throws for an answerable question. */
  check(signal: AbortSignal): Promise<readonly Finding[]>;
  /** Forget the dialogue of a session. */
  reset?(sessionId: string, signal: AbortSignal): Promise<void>;
  /** Who may call `receive`. Without one nobody may. */
  readonly callbackLock?: CallbackLock;
  /**
   * The engine calls back at `POST /engines/<bot>/<engine>[/<secret>]`. Quick: what it says is reported
   * (`ReportLateReply`) and not worked on here. @throws GatewayError STORE_UNAVAILABLE
   */
  receive?(callback: EngineCallback): Promise<CallbackAnswer>;
  /** What `session` becomes when these replies of the engine were shown outside a turn. Absent: it stays. */
  afterLateReply?(session: Json | undefined, replies: readonly Reply[], engine: string): Json | undefined;
  /** Where one session serves several engines: what it becomes when one of them wants to remember `own`. */
  adoptSession?(session: Json | undefined, engine: string, own: Json): Json;
  /** Engines whose words may be shown where this one serves. Absent: only `name`. */
  readonly speakers?: readonly string[];
  close?(): Promise<void>;
}
