import type { Flow } from '../flow/compile-flow.ts';
import type { ReplyTemplate } from '../flow/reply-template.ts';
import type { ConversationStatus } from './conversation.ts';
import type { Json } from './json.ts';
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

export interface ConfidencePolicy {
  /** Scores from here up are answered, 0..1. */
  readonly answer: number;
  /** Scores from here up, but below `answer`, lead to one question "Did you mean …?", 0..1. */
  readonly clarify: number;
  /** Misses in a row (utterances not understood) before people take over; at least 1. */
  readonly misses: number;
}

export interface HandoffPolicy {
  /** What the customer reads when people take over. */
  readonly farewell: string;
  /** Intents that ask for a person, beside those whose rule says `handoff`. */
  readonly intents: ReadonlySet<string>;
  /** When the engine fails for good: give the conversation to people, or apologise and keep it. */
  readonly onEngineError: 'handoff' | 'apologize';
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

/** How one bot behaves. Everything that a turn needs to know of the configuration, in neutral words. */
export interface BotPolicy {
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
