import type { KeyPath } from './key-path.ts';
import { createMustacheTemplates } from './mustache-templates.ts';
import { didYouMean, nearestName } from './nearest-name.ts';
import { rulesOf } from './resolve-intents.ts';
import type { IntentRuleBlock, IntentsBlock } from './schema/intent-schema.ts';
import type { PathIssue } from './yaml-tree.ts';

/** What an intent template may name. */
const viewNames = ['contact', 'conversation', 'entities', 'slots', 'intent', 'identity'];

export interface IntentChecks {
  /** Where the bot's keys stand. */
  readonly base: KeyPath;
  readonly intents: IntentsBlock;
  /** Intents of `handoff.intents`. */
  readonly handoffIntents: readonly string[];
  /** Names of the flows; absent: a flow file is broken, so that a missing name means nothing. */
  readonly flows?: readonly string[];
  /** Intents of the engine, as far as they are known. */
  readonly known?: readonly string[];
}

/** What a schema cannot see: names that lead nowhere, templates that cannot be filled. */
export function checkIntents(checks: IntentChecks): readonly PathIssue[] {
  const entries = Object.entries(checks.intents);
  return [
    ...entries.flatMap(([intent]) =>
      unknownIntent(checks, intent, [...checks.base, 'intents', intent], 'key'),
    ),
    ...checks.handoffIntents.flatMap((intent, index) =>
      unknownIntent(checks, intent, [...checks.base, 'handoff', 'intents', index]),
    ),
    ...entries.flatMap(([intent, entry]) =>
      rulesOf(entry).flatMap((rule, index) => {
        const position = Array.isArray(entry) ? [index] : [];
        return checkRule(checks, rule, [...checks.base, 'intents', intent, ...position]);
      }),
    ),
  ];
}

function unknownIntent(
  checks: IntentChecks,
  intent: string,
  path: KeyPath,
  at?: 'key',
): readonly PathIssue[] {
  if (!checks.known || checks.known.includes(intent)) return [];
  const hint = didYouMean(intent, checks.known);
  return [
    {
      path,
      ...(at ? { at } : {}),
      message: `expected an intent of the training data, found "${intent}"`,
      ...(hint === undefined ? {} : { hint }),
      severity: 'warning',
    },
  ];
}

function checkRule(checks: IntentChecks, rule: IntentRuleBlock, path: KeyPath): readonly PathIssue[] {
  return [...checkFlowName(checks, rule.flow, [...path, 'flow']), ...checkTemplates(rule, path, [])];
}

export function checkFlowName(
  { flows }: Pick<IntentChecks, 'flows'>,
  flow: string | undefined,
  path: KeyPath,
): readonly PathIssue[] {
  if (flow === undefined || !flows || flows.includes(flow)) return [];
  const nearest = nearestName(flow, flows);
  const known = flows.length > 0 ? `flows: ${flows.join(', ')}` : 'name its file under "flows"';
  const hint = nearest === undefined ? known : `did you mean "${nearest}"?`;
  return [{ path, message: `expected the name of a flow, found "${flow}"`, hint }];
}

const templates = createMustacheTemplates();

/** Every text below a value may be a template. Inside `each:` there is `item` too. */
export function checkTemplates(value: unknown, path: KeyPath, more: readonly string[]): readonly PathIssue[] {
  if (typeof value === 'string') return checkTemplate(value, path, [...viewNames, ...more]);
  if (typeof value !== 'object' || value === null) return [];
  const names = 'each' in value ? [...more, 'item'] : more;
  return Object.entries(value).flatMap(([key, inner]) =>
    checkTemplates(inner, [...path, Array.isArray(value) ? Number(key) : key], names),
  );
}

function checkTemplate(text: string, path: KeyPath, names: readonly string[]): readonly PathIssue[] {
  try {
    return templates.names(text).flatMap((name) => checkName(name, path, names));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path, message: `expected a template, found one that cannot be read: ${reason}` }];
  }
}

function checkName(name: string, path: KeyPath, names: readonly string[]): readonly PathIssue[] {
  const [root = ''] = name.split('.');
  if (names.includes(root)) return [];
  const hint = didYouMean(root, names) ?? `there are ${names.join(', ')}`;
  return [{ path, message: `expected a value that there is, found {{${name}}}`, hint }];
}
