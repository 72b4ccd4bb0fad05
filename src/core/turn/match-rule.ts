import type { EntityCondition, IntentRule } from '../model/bot.ts';
import type { Json } from '../model/json.ts';
import type { Entity } from '../model/nlu-result.ts';

/** The rules whose conditions all hold, in order. */
export function matchRules(rules: readonly IntentRule[], entities: readonly Entity[]): readonly IntentRule[] {
  return rules.filter((rule) => rule.when.every((condition) => holds(condition, entities)));
}

function holds(condition: EntityCondition, entities: readonly Entity[]): boolean {
  const named = entities.filter((entity) => entity.name === condition.entity);
  switch (condition.kind) {
    case 'present':
      return named.length > 0 === condition.present;
    case 'equals':
      return named.some((entity) => condition.values.some((value) => same(entity.value, value)));
  }
}

function same(left: Json, right: Json): boolean {
  return comparable(left) === comparable(right);
}

function comparable(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim().toLowerCase();
}
