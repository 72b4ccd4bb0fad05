import type { Flow } from '../flow/compile-flow.ts';
import type { ReplyTemplate } from '../flow/reply-template.ts';
import type { OpeningHours, OpenSpan } from '../hours/opening-hours.ts';
import type { AttendancePolicy } from './attendance.ts';
import type { ConversationStatus } from './conversation.ts';
import type { IdentityPolicy } from './identity.ts';
import type { Json, JsonObject } from './json.ts';
import type { PrivacyPolicy } from './privacy.ts';
import type { Action } from './turn.ts';

/** A condition on the entities of one utterance. All conditions of a rule must hold. */
export type EntityCondition =
  /** The entity was named, and its value is one of these (text compared without regard to case). */
  | { readonly kind: 'equals'; readonly entity: string; readonly values: readonly Json[] }
  /** The entity was named at all, or not at all. */
  | { readonly kind: 'present'; readonly entity: string; readonly present: boolean };

/** What an intent leads to. */
export type IntentAnswer =
  | {
      readonly kind: 'replies';
      readonly replies: readonly ReplyTemplate[];
      /** Done after the replies. Text in it may hold templates. */
      readonly actions: readonly Action[];
    }
  | { readonly kind: 'flow'; readonly flow: string }
  /** `text` absent: the bot's farewell. */
  | { readonly kind: 'handoff'; readonly text?: string };

/** Rules of one intent are tried in order; the first whose conditions all hold answers. */
export interface IntentRule {
  /** Empty: always. */
  readonly when: readonly EntityCondition[];
  readonly answer: IntentAnswer;
}

/** What a score is worth, 0..1. */
export interface Thresholds {
  /** Scores from here up are answered. */
  readonly answer: number;
  /** Scores from here up, but below `answer`, lead to one question "Did you mean …?". Never above `answer`. */
  readonly clarify: number;
  /** A second intent nearer to the first than this leads to the question too. 0: never. */
  readonly margin: number;
}

/** What counts as a miss beside a low score. */
export interface CountedMisses {
  /** The engine says that it did not understand. */
  readonly fallback: boolean;
  /** The engine names an intent, but there is no answer for it. */
  readonly empty: boolean;
  /** The engine failed (which has a count of its own, too). */
  readonly engineError: boolean;
}

/** How one engine differs from the rest: scores of two engines are not alike. */
export interface EngineConfidence extends Partial<Thresholds> {
  readonly fallbackIntents?: readonly string[];
  readonly count?: Partial<CountedMisses>;
}

export interface ConfidencePolicy extends Thresholds {
  /** Misses in a row (utterances not understood) before people take over; at least 1. */
  readonly misses: number;
  /** When the count of misses begins anew. `afterMs` 0: never by time alone. */
  readonly reset: { readonly understood: boolean; readonly afterMs: number };
  readonly count: CountedMisses;
  /** Engine failures in a row before people take over from a bot that apologises. */
  readonly engineErrors: number;
  /** Intents by which an engine says that it did not understand, beside those it marks itself. */
  readonly fallbackIntents: readonly string[];
  /** Intent → thresholds of its own. They win over those of the engine. */
  readonly intents: ReadonlyMap<string, Partial<Thresholds>>;
  readonly engines: ReadonlyMap<string, EngineConfidence>;
}

/** Where a conversation goes when people take over. Names or ids of the platform. Text may hold templates. */
export interface HandoffTarget {
  readonly team?: string;
  readonly agent?: string;
  readonly priority?: 'low' | 'medium' | 'high' | 'urgent';
  readonly labels: readonly string[];
  readonly attributes: JsonObject;
}

/** A condition on a conversation that goes to people. All conditions of a rule must hold. */
export type HandoffCondition =
  | {
      readonly kind: 'fact';
      readonly fact: 'reason' | 'intent' | 'inbox' | 'channel' | 'language';
      readonly values: readonly string[];
    }
  | { readonly kind: 'hours'; readonly open: boolean }
  /** 1 = Monday … 7 = Sunday. */
  | { readonly kind: 'days'; readonly days: readonly number[] }
  | { readonly kind: 'time'; readonly spans: readonly OpenSpan[] }
  /** `contact.plan`, `conversation.order_id`, `slots.hotel`. */
  | { readonly kind: 'value'; readonly name: string; readonly values: readonly Json[] };

export interface HandoffRule {
  /** Empty: always. */
  readonly when: readonly HandoffCondition[];
  readonly target: HandoffTarget;
  /** Absent: the bot's. Template. */
  readonly farewell?: string;
}

export interface HandoffHours {
  readonly open: OpeningHours;
  /** What the customer reads outside the hours. Template. */
  readonly closedText: string;
  /** Outside the hours: the bot keeps the conversation, asks how to reach the customer first, or hands over as ever. */
  readonly whenClosed: 'stay' | 'collect' | 'open';
  /** Flow of `collect`. */
  readonly collectFlow?: string;
}

export interface HandoffPolicy {
  /** What the customer reads when people take over. Template. */
  readonly farewell: string;
  /** Intents that ask for a person, beside those whose rule says `handoff`. */
  readonly intents: ReadonlySet<string>;
  /** When the engine fails for good: give the conversation to people, or apologise and keep it. */
  readonly onEngineError: 'handoff' | 'apologize';
  /** Of every handoff; a rule replaces what it names, and adds labels and attributes. */
  readonly target: HandoffTarget;
  /** The first whose conditions hold. */
  readonly rules: readonly HandoffRule[];
  /** Absent: people are always there. */
  readonly hours?: HandoffHours;
}

/** Sentences of the bot itself, not of an intent or flow. */
export interface BotTexts {
  /** The utterance was not understood. */
  readonly fallback: string;
  /** Opens the question with the candidates, e.g. "Did you mean:". */
  readonly clarify: string;
  /** Title of the option that is none of the candidates. */
  readonly somethingElse: string;
  /** The engine is down and the bot keeps the conversation. */
  readonly apology: string;
  /** Attachments or the like that nothing can read. */
  readonly unsupported: string;
}

/** What turns leave behind on the conversation, for agents and reports. Values that did not change are not written. */
export interface WriteBackPolicy {
  /** Custom attribute → template (`{{slots.hotel}}`); one that lacks a value writes nothing. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Label (may be a template) → name of a value, e.g. `slots.booking_number`, that must be there and not false. */
  readonly labels: Readonly<Record<string, string>>;
}

/** How one bot behaves. Everything that a turn needs to know of the configuration, in neutral words. */
export interface BotPolicy extends AttendancePolicy {
  readonly name: string;
  /** BCP 47; used when the conversation names no language. */
  readonly language: string;
  /** IANA zone; the one in which "tomorrow" is meant. */
  readonly timeZone: string;
  /** Conversation statuses in which the bot answers. */
  readonly answerStatuses: readonly ConversationStatus[];
  readonly confidence: ConfidencePolicy;
  readonly handoff: HandoffPolicy;
  readonly texts: BotTexts;
  /** Intent to rules. An intent that is absent is answered by the engine's own replies. */
  readonly intents: ReadonlyMap<string, readonly IntentRule[]>;
  /** Names of intents as a customer may read them ("Did you mean …?"). */
  readonly titles: ReadonlyMap<string, string>;
  /** Compiled flows by name. */
  readonly flows: ReadonlyMap<string, Flow>;
  /** Names of the attributes that the engine may see. Nothing else leaves. */
  readonly context: { readonly contact: readonly string[]; readonly conversation: readonly string[] };
  readonly identity: IdentityPolicy;
  readonly privacy: PrivacyPolicy;
  readonly writeBack: WriteBackPolicy;
  /** Typing is shown when an answer takes longer than this, milliseconds. */
  readonly typingAfterMs: number;
  /** A conversation that was closed and written to again gets a new engine session. */
  readonly freshSessionAfterClose: boolean;
}

/** The name of an intent as a customer may read it: its configured title, or its name in plain words. */
export function intentTitle(policy: BotPolicy, intent: string): string {
  const words = intent.replace(/[_\-./]+/g, ' ').trim();
  return policy.titles.get(intent) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
