import type { Json, JsonObject } from './json.ts';
import type { Reply } from './reply.ts';

export interface ScoredIntent {
  readonly name: string;
  /** 0..1 as the engine reports it; absent when the engine gives none. Never invented. */
  readonly score?: number;
}

export interface Entity {
  readonly name: string;
  /** Resolved value: a synonym's canonical form, an ISO date (`YYYY-MM-DD`), a number … */
  readonly value: Json;
  /** The words of the customer. */
  readonly text?: string;
  /** Offsets into the utterance, UTF-16 units. */
  readonly start?: number;
  readonly end?: number;
  readonly role?: string;
  readonly group?: string;
  readonly score?: number;
}

/** What an engine could not do or say in our terms: a value, not a throw. Goes into the trace. */
export interface Warning {
  /** e.g. `unknown-message-type`, `empty-answer`, `tracker-unavailable`. */
  readonly code: string;
  readonly detail: string;
}

/** What one engine made of one utterance, in neutral terms. */
export interface NluResult {
  /** Name of the engine that answered, where it is not the one that was asked. */
  readonly engine?: string;
  /** Absent when the engine names none or only its fallback. */
  readonly intent?: ScoredIntent;
  /** Best first, without `intent`. */
  readonly alternatives: readonly ScoredIntent[];
  readonly entities: readonly Entity[];
  /** The engine's own words, in order. Empty when it said nothing. */
  readonly replies: readonly Reply[];
  /** The engine itself says it did not understand, whatever its score. */
  readonly fallback?: boolean;
  /** The engine asks for a person. */
  readonly handoff?: { readonly note?: string };
  /** The engine says that the dialogue is over. `resolve`: it asks to close the conversation. */
  readonly ended?: { readonly resolve: boolean };
  /** The engine is in the middle of a dialogue of its own (form, slot filling): its question must be heard. */
  readonly expectsAnswer?: boolean;
  /** The engine took the utterance and answers in its own time: what it says is reported as late replies. */
  readonly repliesFollow?: true;
  /** The engine keeps silent, and means it: nothing is missing. */
  readonly silent?: true;
  /** Values that the engine collected (slots, parameters, session attributes). */
  readonly slots?: JsonObject;
  /** Opaque; handed back with the next request of the session. */
  readonly session?: Json;
  /** BCP 47 language that the engine used or detected. */
  readonly language?: string;
  readonly sentiment?: number;
  readonly warnings: readonly Warning[];
}

export const emptyNluResult: NluResult = { alternatives: [], entities: [], replies: [], warnings: [] };
