import { z } from 'zod';
import { engineRows, engineSchemas } from '../../src/config/engine-rows.ts';
import { botFileShape, botsFileSchema, gatewayFileSchema } from '../../src/config/schema/file-schemas.ts';
import { isSecretName } from '../../src/config/secret-names.ts';
import { conversationReportSchema } from '../../src/core/explain/conversation-report.ts';
import { flowFileSchema } from '../../src/core/flow/flow-schema.ts';

/** A JSON Schema as data. */
export type SchemaNode = Readonly<Record<string, unknown>>;

const nodeSchema = z.record(z.string(), z.unknown());

/** What a user may write in a file of this schema, before defaults. */
export function inputSchemaOf(schema: z.ZodType, reused: 'inline' | 'ref' = 'inline'): SchemaNode {
  const { $schema: _, ...node } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    reused,
  });
  return node;
}

/** The schema of the main file. A bot is described once; the short form points into it. */
export function gatewayJsonSchema(): SchemaNode {
  const engines = engineSchemas(engineRows);
  const whole = inputSchemaOf(gatewayFileSchema(engines));
  const bot = inputSchemaOf(z.strictObject(botFileShape(engines)));
  const properties = Object.entries(childrenOf(whole, 'properties')).map(([key, node]) => {
    if (key === 'bots')
      return [key, { ...asNode(node), additionalProperties: { $ref: '#/definitions/bot' } }];
    return [
      key,
      key in childrenOf(bot, 'properties') ? { $ref: `#/definitions/bot/properties/${key}` } : node,
    ];
  });
  return forEditors({
    title: 'Chatwoot NLU gateway: configuration',
    ...whole,
    properties: Object.fromEntries(properties),
    definitions: { bot },
  });
}

/** The schema of a file that `include:` names. */
export function botsJsonSchema(): SchemaNode {
  const schema = inputSchemaOf(botsFileSchema(engineSchemas(engineRows)));
  return forEditors({ title: 'Chatwoot NLU gateway: bots', ...schema });
}

export function flowJsonSchema(): SchemaNode {
  return forEditors({ title: 'Chatwoot NLU gateway: a flow', ...inputSchemaOf(flowFileSchema, 'ref') });
}

/** What `GET /api/conversations/:key/trace` answers. */
export function reportJsonSchema(): SchemaNode {
  const { $schema, ...node } = z.toJSONSchema(conversationReportSchema, { target: 'draft-7', io: 'input' });
  return { $schema, title: 'Chatwoot NLU gateway: what became of a conversation', ...node };
}

function forEditors(schema: SchemaNode): SchemaNode {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...adapt(schema) };
}

/** Editors see the file before variables are filled in and secret files are read. */
function adapt(node: SchemaNode): SchemaNode {
  const adapted = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, adaptKeyword(key, value)]),
  );
  return orVariable(withSecretFiles(adapted));
}

function adaptKeyword(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case 'properties':
    case 'definitions':
      return Object.fromEntries(
        Object.entries(asNode(value)).map(([name, inner]) => [name, adapt(asNode(inner))]),
      );
    case 'items':
    case 'additionalProperties':
      return typeof value === 'object' ? adapt(asNode(value)) : value;
    case 'anyOf':
    case 'oneOf':
    case 'allOf':
      return Array.isArray(value) ? value.map((inner: unknown) => adapt(asNode(inner))) : value;
    default:
      return value;
  }
}

/** `token` may be given as `token_file`, and then is not required. */
function withSecretFiles(node: SchemaNode): SchemaNode {
  const properties = childrenOf(node, 'properties');
  const secrets = Object.keys(properties).filter(isSecretName);
  if (secrets.length === 0) return node;
  const files = secrets.map((name) => [
    `${name}_file`,
    { type: 'string', description: `File that holds ${name}, relative to this file.` },
  ]);
  const required = Array.isArray(node['required'])
    ? { required: node['required'].filter((name: unknown) => !secrets.includes(String(name))) }
    : {};
  return { ...node, properties: { ...properties, ...Object.fromEntries(files) }, ...required };
}

const VARIABLE = { type: 'string', pattern: '\\$\\{[A-Za-z_]' };

/** Where a number, a flag or text of a certain form belongs, `${NAME}` may stand too. */
function orVariable(node: SchemaNode): SchemaNode {
  const { type, description, default: otherwise, ...rest } = node;
  const typed = type === 'number' || type === 'integer' || type === 'boolean';
  const formed = type === 'string' && ('pattern' in rest || 'format' in rest || 'enum' in rest);
  if (!(typed || formed) || 'const' in rest) return node;
  return {
    ...(description === undefined ? {} : { description }),
    ...(otherwise === undefined ? {} : { default: otherwise }),
    anyOf: [{ type, ...rest }, VARIABLE],
  };
}

export function asNode(value: unknown): SchemaNode {
  return nodeSchema.safeParse(value).data ?? {};
}

export function childrenOf(node: SchemaNode, keyword: string): SchemaNode {
  return asNode(node[keyword]);
}
