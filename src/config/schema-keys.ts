import { z } from 'zod';
import type { KeyPath } from './key-path.ts';

/** A JSON Schema node, as far as keys are concerned. */
const nodeSchema = z.looseObject({
  $ref: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

type SchemaNode = z.infer<typeof nodeSchema>;

/** Keys that a schema allows at a path, through unions; for "did you mean". */
export type KeysAt = (path: KeyPath) => readonly string[];

/** Reads the allowed keys from the same JSON Schema that editors use; only once somebody asks. */
export function keysOfSchema(schema: z.ZodType): KeysAt {
  let converted: SchemaNode | undefined;
  return (path) => {
    converted ??= nodeSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    const root = converted;
    const nodes = path.reduce<readonly SchemaNode[]>(
      (found, key) => found.flatMap((node) => alternatives(root, inner(node, key))),
      alternatives(root, root),
    );
    return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
  };
}

function inner(node: SchemaNode, key: string | number): unknown {
  return typeof key === 'number' ? node.items : (node.properties?.[key] ?? node.additionalProperties);
}

function alternatives(root: SchemaNode, value: unknown): readonly SchemaNode[] {
  const node = nodeSchema.safeParse(value).data;
  if (!node) return [];
  if (node.$ref !== undefined) return alternatives(root, resolve(root, node.$ref));
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...branches.flatMap((branch) => alternatives(root, branch))];
}

function resolve(root: SchemaNode, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((node, name) => nodeSchema.safeParse(node).data?.[name], root);
}
