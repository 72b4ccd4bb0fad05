import { z } from 'zod';
import type { Flow } from '../core/flow/flow.ts';
import type { KeyPath } from './key-path.ts';
import { didYouMean } from './nearest-name.ts';
import type { PathIssue } from './yaml-tree.ts';

/** The parts of `identity:` that name flows; a part of the wrong shape is reported by the schema. */
export const looseIdentitySchema = z.object({
  flows: z.record(z.string(), z.unknown()).catch({}),
  code_flow: z.string().optional().catch(undefined),
});

/** Flows that `identity:` names must be there, and the one for codes must check one. */
export function checkIdentity(
  base: KeyPath,
  { flows: gated, code_flow }: z.output<typeof looseIdentitySchema>,
  flows: ReadonlyMap<string, Flow>,
): readonly PathIssue[] {
  const path = [...base, 'identity'];
  const unknown = Object.keys(gated)
    .filter((name) => !flows.has(name))
    .map((name) => unknownFlow(name, [...path, 'flows', name], flows));
  if (code_flow === undefined) return unknown;
  const flow = flows.get(code_flow);
  const codePath = [...path, 'code_flow'];
  if (!flow) return [...unknown, unknownFlow(code_flow, codePath, flows)];
  if (Object.hasOwn(gated, code_flow)) {
    return [
      ...unknown,
      { path: codePath, message: `expected a flow that needs no proof itself, found ${code_flow}` },
    ];
  }
  if ([...flow.steps.values()].some((step) => step.kind === 'fetch' && step.proves !== undefined))
    return unknown;
  return [
    ...unknown,
    {
      path: codePath,
      message: `expected a flow that checks a code, found "${code_flow}"`,
      hint: 'its fetch that checks the code says with `proves:` what is proved',
    },
  ];
}

function unknownFlow(name: string, path: KeyPath, flows: ReadonlyMap<string, Flow>): PathIssue {
  const hint = didYouMean(name, [...flows.keys()]);
  return {
    path,
    message: `expected the name of a flow, found "${name}"`,
    ...(hint === undefined ? {} : { hint }),
  };
}
