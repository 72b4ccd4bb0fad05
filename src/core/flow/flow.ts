import type { Json, JsonObject } from '../model/json.ts';
import type { Conditions } from './condition.ts';
import type { ReplyTemplate } from './reply-schema.ts';
import type { SlotFile } from './slot-schema.ts';

/** Keys into the YAML file, from its root. */
export type YamlPath = readonly (string | number)[];

export type Slot = Readonly<SlotFile> & { readonly name: string };

export interface MenuOption {
  /** Template. */
  readonly title: string;
  readonly value: string;
  readonly words: readonly string[];
  readonly intents: readonly string[];
  /** Slots to empty. */
  readonly clear: readonly string[];
  readonly leadsTo: { readonly kind: 'goto'; readonly step: string } | { readonly kind: 'cancel' };
}

interface StepBase {
  readonly id: string;
  /** Where the step stands in the file; steps made from a part of another point there. */
  readonly path: YamlPath;
  /** Absent: the step ends the flow or names all its ways itself. */
  readonly next?: string;
}

export type Step = StepBase &
  (
    | { readonly kind: 'say'; readonly replies: readonly ReplyTemplate[] }
    | { readonly kind: 'ask'; readonly replies: readonly ReplyTemplate[]; readonly slots: readonly string[] }
    | {
        readonly kind: 'menu';
        readonly replies: readonly ReplyTemplate[];
        readonly options: readonly MenuOption[];
        readonly error?: string;
      }
    | {
        readonly kind: 'fetch';
        readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
        /** Settings are filled in already. */
        readonly url: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body?: Json;
        readonly timeoutMs: number;
        readonly save: Readonly<Record<string, string>>;
        /** Template of what a good answer proves to be the visitor's. */
        readonly proves?: string;
        /** Secrets that it uses up. */
        readonly forgets: readonly string[];
        readonly onFailure: string;
        readonly onStatus: Readonly<Record<string, string>>;
      }
    | {
        readonly kind: 'branch';
        readonly branches: readonly { readonly when?: Conditions; readonly step: string }[];
      }
    | { readonly kind: 'set'; readonly values: JsonObject }
    | { readonly kind: 'goto' }
    | {
        readonly kind: 'handoff';
        readonly replies: readonly ReplyTemplate[];
        readonly reason: string;
        readonly attributes: JsonObject;
        readonly labels: readonly string[];
      }
    | {
        readonly kind: 'end';
        readonly replies: readonly ReplyTemplate[];
        readonly attributes: JsonObject;
        readonly labels: readonly string[];
        readonly resolve: boolean;
      }
  );

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { readonly kind: Kind }>;

/** A compiled flow: every name in it leads somewhere. */
export interface Flow {
  readonly name: string;
  readonly description?: string;
  /** Id of the first step. */
  readonly start: string;
  /** In the order of the file. */
  readonly steps: ReadonlyMap<string, Step>;
  /** In the order of the file. */
  readonly slots: ReadonlyMap<string, Slot>;
  readonly settings: JsonObject;
  readonly cancel: {
    readonly intents: readonly string[];
    readonly words: readonly string[];
    readonly replies: readonly ReplyTemplate[];
  };
  readonly resume: readonly ReplyTemplate[];
  /** May other intents be answered in the middle of this flow? */
  readonly digressions: boolean;
  /** Intents that are answers to this flow, never a digression. */
  readonly answerIntents: readonly string[];
  readonly wrongAnswers: number;
  /** Step → slots that are filled on every way to it. */
  readonly filledAt: ReadonlyMap<string, ReadonlySet<string>>;
  /** Hosts that its fetch steps talk to, as `host` or `host:port`, and where they stand in the file. */
  readonly hosts: readonly { readonly host: string; readonly path: YamlPath }[];
}
