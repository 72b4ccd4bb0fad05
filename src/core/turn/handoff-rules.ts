/** Where a conversation goes when people take over: the first rule that holds, on top of what holds for all. Pure. */
import { localTime, weekdayOf } from '../hours/local-time.ts';
import { isOpenAt } from '../hours/opening-hours.ts';
import type { BotPolicy, HandoffCondition, HandoffRule, HandoffTarget } from '../model/bot.ts';
import type { Conversation } from '../model/conversation.ts';
import type { HandoffReason } from '../model/handoff.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ScoredIntent } from '../model/nlu-result.ts';
import { templateView } from './engine-context.ts';

/** What is known at the moment at which people are called. */
export interface HandoffSituation {
  readonly reason: HandoffReason;
  readonly conversation: Conversation;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly intent?: ScoredIntent;
  readonly slots: JsonObject;
  /** More that texts and attributes may name. */
  readonly view?: JsonObject;
}

export interface ChosenTarget {
  readonly target: HandoffTarget;
  /** The rule that was hit. */
  readonly rule?: HandoffRule;
}

export function chooseTarget(policy: BotPolicy, situation: HandoffSituation): ChosenTarget {
  const { target, rules } = policy.handoff;
  const rule = rules.find(({ when }) => when.every((condition) => holds(condition, policy, situation)));
  return rule ? { target: combine(target, rule.target), rule } : { target };
}

/** Without opening hours people are always there. */
export function peopleAreThere({ handoff }: BotPolicy, at: number): boolean {
  return handoff.hours === undefined || isOpenAt(handoff.hours.open, at);
}

/** A rule that names a team or an agent means that one, not also the other one of the default. */
function combine(all: HandoffTarget, own: HandoffTarget): HandoffTarget {
  const assignee = own.team !== undefined || own.agent !== undefined ? own : all;
  const priority = own.priority ?? all.priority;
  return {
    ...(assignee.team !== undefined && { team: assignee.team }),
    ...(assignee.agent !== undefined && { agent: assignee.agent }),
    ...(priority && { priority }),
    labels: [...new Set([...all.labels, ...own.labels])],
    attributes: { ...all.attributes, ...own.attributes },
  };
}

function holds(condition: HandoffCondition, policy: BotPolicy, situation: HandoffSituation): boolean {
  switch (condition.kind) {
    case 'fact':
      return factHolds(condition, policy, situation);
    case 'hours':
      return peopleAreThere(policy, situation.at) === condition.open;
    case 'days':
      return condition.days.includes(weekdayOf(localNow(policy, situation).date));
    case 'time': {
      const { minute } = localNow(policy, situation);
      return condition.spans.some(({ from, to }) => within(minute, from, to));
    }
    case 'value':
      return condition.values.some((value) => same(lookUpValue(condition.name, situation), value));
  }
}

function factHolds(
  { fact, values }: Extract<HandoffCondition, { kind: 'fact' }>,
  policy: BotPolicy,
  { reason, intent, conversation }: HandoffSituation,
): boolean {
  switch (fact) {
    case 'reason':
      return values.includes(reason);
    case 'intent':
      return intent !== undefined && values.includes(intent.name);
    case 'inbox':
      return values.includes(conversation.inbox);
    case 'channel':
      return values.includes(conversation.channel);
    case 'language': {
      const spoken = conversation.language ?? policy.language;
      return values.some((value) => isLanguage(spoken, value));
    }
  }
}

/** `de` takes `de-AT`, and `de_AT` as some platforms write it. */
function isLanguage(spoken: string, wanted: string): boolean {
  const [given, asked] = [spoken, wanted].map((tag) => tag.toLowerCase().replaceAll('_', '-'));
  return given === asked || given?.startsWith(`${asked}-`) === true;
}

function localNow({ handoff, timeZone }: BotPolicy, { at }: HandoffSituation) {
  return localTime(at, handoff.hours?.open.timeZone ?? timeZone);
}

/** A span over midnight holds on both sides of it. */
function within(minute: number, from: number, to: number): boolean {
  return (minute >= from && minute < to) || minute + 24 * 60 < to;
}

function lookUpValue(name: string, { conversation, slots }: HandoffSituation): Json | undefined {
  const [root = '', ...rest] = name.split('.');
  const values = { ...templateView(conversation), slots }[root];
  return isObject(values) ? values[rest.join('.')] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(left: Json | undefined, right: Json): boolean {
  return left !== undefined && comparable(left) === comparable(right);
}

function comparable(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim().toLowerCase();
}
