/** The protocol of the generic HTTP engine for those who write bots: JSON Schemas and one OpenAPI document. */
import { z } from 'zod';
import {
  lateReplySchema,
  PROTOCOL_VERSION,
  turnAnswerSchema,
  turnRequestSchema,
} from '../../src/providers/generic-http/generic-http-wire.ts';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../../src/providers/generic-http/sign-message.ts';
import { asNode, childrenOf, type SchemaNode } from './json-schemas.ts';

/** What we send is complete; what a bot sends may leave out what has a default. */
const messages = {
  TurnRequest: { schema: turnRequestSchema, io: 'output', title: 'What the gateway posts to the bot' },
  TurnAnswer: { schema: turnAnswerSchema, io: 'input', title: 'What the bot answers' },
  LateReply: { schema: lateReplySchema, io: 'input', title: 'What the bot posts to the gateway by itself' },
} as const;

type MessageName = keyof typeof messages;

export function genericHttpSchema(name: MessageName): SchemaNode {
  const { schema, io, title } = messages[name];
  const { $schema, $defs, ...node } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { $schema, title, ...node, $defs: namedParts(asNode($defs)) };
}

/** Names stand in the keys. That any JSON value is made of JSON values needs no saying. */
function namedParts(parts: SchemaNode): SchemaNode {
  const named = Object.entries(parts).filter(([name]) => !name.startsWith('__'));
  return Object.fromEntries(
    named.map(([name, part]) => {
      const { id: _, ...rest } = asNode(part);
      return [name, name === 'Json' ? { description: 'Any JSON value.' } : rest];
    }),
  );
}

export function genericHttpOpenApi(): SchemaNode {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chatwoot NLU gateway: a bot of your own',
      version: `${PROTOCOL_VERSION}.0.0`,
      description:
        'The first path is yours to serve; the second is the gateway’s. See docs/providers/http.md.',
    },
    paths: {
      '/': {
        post: operation('turn', 'The gateway asks your bot. The path is that of `url`.', 'TurnRequest', {
          200: { description: 'The answer.', ...content('TurnAnswer') },
          '4XX': { description: 'Refused: not repeated.' },
          '5XX': { description: 'Repeated, then people are called.' },
        }),
      },
      '/engines/{bot}/generic-http/{path_secret}': {
        parameters: ['bot', 'path_secret'].map(pathParameter),
        post: operation('lateReply', 'Your bot says something by itself.', 'LateReply', {
          200: { description: 'Kept (`accepted`), or known already (`duplicate`).' },
          401: { description: 'Wrong signature, clock or secret.' },
          404: { description: 'No such engine, or no such session.' },
          413: { description: 'Too large.' },
          422: { description: 'Not of this shape; `reason` names the place.' },
          500: { description: 'Not kept: send it again.' },
        }),
      },
    },
    components: { schemas: componentSchemas() },
  };
}

function operation(id: string, summary: string, body: MessageName, responses: SchemaNode): SchemaNode {
  const parameters = [
    header(TIMESTAMP_HEADER, 'Unix seconds when the request was made.'),
    header(SIGNATURE_HEADER, '`sha256=` and the HMAC-SHA256 (hex) of `<timestamp>.<body as sent>`.'),
  ];
  return {
    operationId: id,
    summary,
    parameters,
    requestBody: { required: true, ...content(body) },
    responses,
  };
}

function header(name: string, description: string): SchemaNode {
  return { name, in: 'header', required: true, description, schema: { type: 'string' } };
}

function pathParameter(name: string): SchemaNode {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}

function content(name: MessageName): SchemaNode {
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } };
}

/** Parts that several messages share are described once. */
function componentSchemas(): SchemaNode {
  const names: readonly MessageName[] = ['TurnRequest', 'TurnAnswer', 'LateReply'];
  const parts = names.map((name): [MessageName, SchemaNode] => [name, genericHttpSchema(name)]);
  const shared = Object.assign({}, ...parts.map(([, node]) => childrenOf(node, '$defs')));
  const whole = parts.map(([name, { $schema: _, $defs: __, ...node }]) => [name, node]);
  return asNode(withMovedReferences({ ...Object.fromEntries(whole), ...shared }));
}

function withMovedReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMovedReferences);
  if (typeof value === 'string') return value.replace(/^#\/\$defs\//, '#/components/schemas/');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withMovedReferences(inner)]));
}
