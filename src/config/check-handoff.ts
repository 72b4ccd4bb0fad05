import { z } from 'zod';
import { checkFlowName, checkTemplates } from './check-intents.ts';
import type { KeyPath } from './key-path.ts';
import type { PathIssue } from './yaml-tree.ts';

const loose = z.record(z.string(), z.unknown()).catch({});

/** The parts of `handoff:` that name flows or hold templates; a part of the wrong shape is reported by the schema. */
export const looseHandoffSchema = z.object({
  intents: z.array(z.string()).catch([]),
  farewell: z.unknown().optional(),
  attributes: z.unknown().optional(),
  rules: z.array(loose).catch([]),
  hours: loose,
});

/** What templates of a handoff may name beside what intents may. */
const names = ['handoff', 'hours'];

/** @param flows names of the flows; absent: a flow file is broken, so that a missing name means nothing */
export function checkHandoff(
  base: KeyPath,
  { farewell, attributes, rules, hours }: z.output<typeof looseHandoffSchema>,
  flows: readonly string[] | undefined,
): readonly PathIssue[] {
  const path = [...base, 'handoff'];
  const { closed_text, collect_flow } = hours;
  return [
    ...checkTemplates({ farewell, attributes, hours: { closed_text } }, path, names),
    ...rules.flatMap((rule, index) =>
      checkTemplates(
        { farewell: rule['farewell'], attributes: rule['attributes'] },
        [...path, 'rules', index],
        names,
      ),
    ),
    ...(typeof collect_flow === 'string'
      ? checkFlowName(flows ? { flows } : {}, collect_flow, [...path, 'hours', 'collect_flow'])
      : []),
  ];
}
