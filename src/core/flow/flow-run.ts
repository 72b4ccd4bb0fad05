import type { Json, JsonObject } from '../model/json.ts';
import type { Reply } from '../model/reply.ts';
import type { FlowState } from '../model/state.ts';
import type { Action } from '../model/turn.ts';
import type { Option } from '../model/utterance.ts';
import type { FetchRequest } from '../ports/fetcher.ts';
import type { Templates } from '../ports/templates.ts';
import { checkValue, defaultErrorText, type ValueProblem } from './check-value.ts';
import type { Flow, Slot } from './flow.ts';
import { dayOf } from './read-date.ts';
import { renderOptions, renderReply } from './render-reply.ts';
import type { ReplyTemplate } from './reply-schema.ts';
import { type Reading, readText, readValue, slotTypeTable } from './slot-types.ts';

/** What a flow may look at beside its own state. */
export interface FlowContext {
  /** Epoch milliseconds: the moment that "today" refers to. */
  readonly at: number;
  /** IANA zone of the bot. */
  readonly timeZone: string;
  /** BCP 47, for dates in texts. */
  readonly language: string;
  /** `contact`, `conversation` and whatever else templates may name. */
  readonly view: JsonObject;
  readonly templates: Templates;
  /** The same when a turn is repeated: part of the idempotency key of a fetch. */
  readonly turnId: string;
  /** Score from which an intent is believed, 0..1; an intent without a score is. Absent: 0.6. */
  readonly confidence?: number;
}

/** What a step leads to. */
export type Next =
  | { readonly kind: 'goto'; readonly step: string }
  | {
      readonly kind: 'wait';
      readonly step: string;
      readonly asking?: string;
      readonly offered: readonly Option[];
    }
  | { readonly kind: 'fetch'; readonly step: string; readonly request: FetchRequest }
  /** `spoke`: the customer has been told. */
  | { readonly kind: 'handoff'; readonly reasonText: string; readonly spoke?: boolean }
  | { readonly kind: 'ended'; readonly how: 'completed' | 'cancelled' };

/** One move of a flow in the making. It lives as long as one call of `stepFlow`; the state goes in and comes out as data. */
export interface FlowRun {
  readonly flow: Flow;
  readonly context: FlowContext;
  readonly startedAt: number;
  readonly slots: Record<string, Json>;
  readonly heard: Record<string, Json>;
  readonly before: Record<string, Json>;
  readonly passed: Set<string>;
  readonly replies: Reply[];
  readonly actions: Action[];
  /** What happened, for the trace: names, never values. */
  readonly notes: string[];
  wrongAnswers: number;
  fetches: number;
  /** What the last check of a code came to. */
  proof?: Proof;
}

/** `proved`: the visitor's own, for certain. `refused`: a wrong code. */
export type Proof = { readonly kind: 'proved'; readonly value: string } | { readonly kind: 'refused' };

/** Slots that the flow no longer has are forgotten: the file may have changed since. */
export function openRun(flow: Flow, state: FlowState | undefined, context: FlowContext): FlowRun {
  const known = (values: JsonObject = {}) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => flow.slots.has(name)));
  return {
    flow,
    context,
    startedAt: state?.startedAt ?? context.at,
    slots: known(state?.slots),
    heard: known(state?.heard),
    before: known(state?.before),
    passed: new Set(state?.passed),
    replies: [],
    actions: [],
    notes: [],
    wrongAnswers: state?.wrongAnswers ?? 0,
    fetches: state?.fetches ?? 0,
  };
}

export function isFilled(run: FlowRun, name: string): boolean {
  return Object.hasOwn(run.slots, name);
}

export function fillSlot(run: FlowRun, name: string, value: Json): void {
  run.slots[name] = value;
  delete run.heard[name];
}

/** The old value stays at hand for prefilled forms. */
export function clearSlots(run: FlowRun, names: readonly string[]): void {
  for (const name of names) {
    if (run.slots[name] !== undefined) run.before[name] = run.slots[name];
    delete run.slots[name];
    delete run.heard[name];
  }
}

/** What templates see: `slots`, `shown` (as the customer reads them), `before`, `settings`, and the caller's names. */
export function flowView(run: FlowRun): JsonObject {
  const shown = Object.entries(run.slots).flatMap(([name, value]): [string, Json][] => {
    const slot = run.flow.slots.get(name);
    return slot ? [[name, slot.type === 'data' ? value : sayValue(run, slot, value)]] : [];
  });
  return { ...plainView(run), shown: Object.fromEntries(shown) };
}

function plainView(run: FlowRun): JsonObject {
  // A code that was right a moment ago: the caller's view does not know of it yet.
  const proved = run.proof?.kind === 'proved' && { identity: { proved: true, value: run.proof.value } };
  return {
    ...run.context.view,
    ...proved,
    settings: run.flow.settings,
    slots: run.slots,
    before: run.before,
  };
}

export function optionsOf(run: FlowRun, slot: Slot): readonly Option[] {
  return slot.options ? renderOptions(slot.options, plainView(run), run.context.templates) : [];
}

export function readingOf(run: FlowRun, slot: Slot): Reading {
  const base = slot.after === undefined ? undefined : run.slots[slot.after];
  return { slot, options: optionsOf(run, slot), ...(base !== undefined && { base }) };
}

function sayValue(run: FlowRun, slot: Slot, value: Json): string {
  return slotTypeTable[slot.type].say(value, readingOf(run, slot), run.context.language);
}

export type Judged =
  | { readonly kind: 'good'; readonly value: Json }
  /** `invalid`: not read at all. */
  | { readonly kind: 'bad'; readonly text: string };

/** Reads and checks a value for a slot; a refusal comes in the customer's words. */
export function judgeValue(run: FlowRun, slot: Slot, raw: Json, source: 'typed' | 'value'): Judged {
  const reading = readingOf(run, slot);
  const value = source === 'typed' ? readText(String(raw), reading) : readValue(raw, reading);
  if (value === undefined) return { kind: 'bad', text: refusalText(run, slot, { kind: 'invalid' }, raw) };
  const today = dayOf(run.context.at, run.context.timeZone);
  const problem = checkValue(slot, value, {
    today,
    ...(reading.base !== undefined && { base: reading.base }),
  });
  return problem ? { kind: 'bad', text: refusalText(run, slot, problem, value) } : { kind: 'good', value };
}

export function refusalText(run: FlowRun, slot: Slot, problem: ValueProblem, value: Json): string {
  const own = slot.errors[problem.kind];
  const row = slotTypeTable[slot.type];
  const template = own ?? (problem.kind === 'invalid' ? row.invalid : defaultErrorText(slot, problem.kind));
  const say = (one: Json) => row.say(one, readingOf(run, slot), run.context.language);
  const view = {
    ...flowView(run),
    value: say(value),
    limit: problem.limit === undefined ? '' : say(problem.limit),
  };
  return run.context.templates.render(template, view, 'text').text;
}

/** Adds replies; what templates lack is noted. */
export function say(run: FlowRun, templates: readonly ReplyTemplate[]): void {
  run.replies.push(...renderAll(run, templates));
}

export function renderAll(run: FlowRun, templates: readonly ReplyTemplate[]): readonly Reply[] {
  const view = flowView(run);
  return templates.flatMap((template) => {
    const { reply, missing } = renderReply(template, view, run.context.templates);
    if (missing.length > 0) run.notes.push(`no value for ${missing.join(', ')}`);
    return reply.kind === 'text' && reply.text.trim() === '' ? [] : [reply];
  });
}

export function renderText(run: FlowRun, template: string): string {
  return run.context.templates.render(template, flowView(run), 'text').text;
}
