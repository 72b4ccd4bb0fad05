import { repliesOf } from '../core/flow/reply-schema.ts';
import type { EntityCondition, IntentAnswer, IntentRule } from '../core/model/bot.ts';
import type { Action } from '../core/model/turn.ts';
import type { IntentRuleBlock, IntentsBlock } from './schema/intent-schema.ts';

/** From YAML to policy: one rule and a list of rules become the same thing. */
export function resolveIntents(intents: IntentsBlock): ReadonlyMap<string, readonly IntentRule[]> {
  return new Map(Object.entries(intents).map(([intent, entry]) => [intent, rulesOf(entry).map(resolveRule)]));
}

/** The rules of an intent as they stand in YAML. */
export function rulesOf(entry: IntentsBlock[string]): readonly IntentRuleBlock[] {
  return Array.isArray(entry) ? entry : [entry];
}

function resolveRule(rule: IntentRuleBlock): IntentRule {
  const when = Object.entries(rule.when ?? {}).map(([entity, value]) => resolveCondition(entity, value));
  return { when, answer: resolveAnswer(rule) };
}

type ConditionBlock = NonNullable<IntentRuleBlock['when']>[string];

function resolveCondition(entity: string, value: ConditionBlock): EntityCondition {
  if (typeof value === 'boolean') return { kind: 'present', entity, present: value };
  return { kind: 'equals', entity, values: Array.isArray(value) ? value : [value] };
}

function resolveAnswer(rule: IntentRuleBlock): IntentAnswer {
  if (rule.flow !== undefined) return { kind: 'flow', flow: rule.flow };
  if (rule.handoff === undefined) {
    return { kind: 'replies', replies: repliesOf(rule), actions: resolveActions(rule) };
  }
  const text = rule.handoff === true ? undefined : rule.handoff.text;
  return text === undefined ? { kind: 'handoff' } : { kind: 'handoff', text };
}

/** Closing comes last: what is changed before it is seen by those who look into closed conversations. */
function resolveActions(rule: IntentRuleBlock): readonly Action[] {
  const { attributes, labels, priority, note, resolve } = rule;
  const actions: Action[] = [];
  if (attributes) actions.push({ kind: 'set-attributes', values: attributes });
  if (labels) actions.push({ kind: 'add-labels', labels });
  if (priority) actions.push({ kind: 'set-priority', priority });
  if (note !== undefined) actions.push({ kind: 'note', text: note });
  if (resolve) actions.push({ kind: 'resolve' });
  return actions;
}
