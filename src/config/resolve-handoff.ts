/** From YAML to policy: who takes over, when, and what is said. */
import type { OpenSpan } from '../core/hours/opening-hours.ts';
import { readDays, readSpans } from '../core/hours/read-hours.ts';
import type {
  HandoffCondition,
  HandoffHours,
  HandoffPolicy,
  HandoffRule,
  HandoffTarget,
} from '../core/model/bot.ts';
import type { HandoffHoursBlock } from './schema/handoff-hours-schema.ts';
import type { HandoffBlock, HandoffRuleBlock } from './schema/handoff-schema.ts';

/** @param zone of the bot, for hours that name none */
export function resolveHandoff(block: HandoffBlock, zone: string): HandoffPolicy {
  return {
    farewell: block.farewell,
    intents: new Set(block.intents),
    onEngineError: block.on_engine_error,
    target: resolveTarget(block),
    rules: block.rules.map(resolveRule),
    ...(block.hours && { hours: resolveHours(block.hours, zone) }),
  };
}

type TargetBlock = Pick<HandoffRuleBlock, 'team' | 'agent' | 'priority' | 'labels' | 'attributes'>;

function resolveTarget({ team, agent, priority, labels, attributes }: TargetBlock): HandoffTarget {
  return {
    ...(team !== undefined && { team: String(team) }),
    ...(agent !== undefined && { agent: String(agent) }),
    ...(priority && { priority }),
    labels,
    attributes,
  };
}

function resolveRule(rule: HandoffRuleBlock): HandoffRule {
  return {
    when: Object.entries(rule.when).flatMap(([name, value]) =>
      value === undefined ? [] : [resolveCondition(name, listOf(value))],
    ),
    target: resolveTarget(rule),
    ...(rule.farewell !== undefined && { farewell: rule.farewell }),
  };
}

type Scalar = string | number | boolean;

function listOf(value: Scalar | readonly Scalar[]): readonly Scalar[] {
  return typeof value === 'object' ? value : [value];
}

function resolveCondition(name: string, values: readonly Scalar[]): HandoffCondition {
  switch (name) {
    case 'reason':
    case 'intent':
    case 'inbox':
    case 'channel':
    case 'language':
      return { kind: 'fact', fact: name, values: values.map(String) };
    case 'hours':
      return { kind: 'hours', open: values.includes('open') };
    case 'days':
      return { kind: 'days', days: values.flatMap((text) => readDays(String(text)) ?? []) };
    case 'time':
      return { kind: 'time', spans: spansOf(values.map(String)) };
    default:
      return { kind: 'value', name, values };
  }
}

function resolveHours(block: HandoffHoursBlock, zone: string): HandoffHours {
  const week = new Map<number, readonly OpenSpan[]>();
  for (const [days, spans] of Object.entries(block.week)) {
    for (const day of readDays(days) ?? []) week.set(day, [...(week.get(day) ?? []), ...spansOf(spans)]);
  }
  const holidays = block.holidays.map((holiday): [string, readonly OpenSpan[]] =>
    typeof holiday === 'string' ? [holiday, []] : [holiday.date, spansOf(holiday.hours)],
  );
  return {
    open: { timeZone: block.time_zone ?? zone, week, holidays: new Map(holidays) },
    closedText: block.closed_text,
    whenClosed: block.when_closed,
    ...(block.collect_flow !== undefined && { collectFlow: block.collect_flow }),
  };
}

function spansOf(texts: string | readonly string[]): readonly OpenSpan[] {
  return (typeof texts === 'string' ? [texts] : texts).flatMap((text) => readSpans(text) ?? []);
}
