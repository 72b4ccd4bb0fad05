import { genericHttpOpenApi, genericHttpSchema } from './generic-http-schemas.ts';
import {
  botsJsonSchema,
  flowJsonSchema,
  gatewayJsonSchema,
  reportJsonSchema,
  type SchemaNode,
} from './json-schemas.ts';
import { configurationPage, errorsPage, flowReferencePage } from './pages.ts';

/** Every generated file: path from the root of the repository, and its content as it should be. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['config/gateway.schema.json', json(gatewayJsonSchema())],
    ['config/bots.schema.json', json(botsJsonSchema())],
    ['config/flow.schema.json', json(flowJsonSchema())],
    ['docs/generated/generic-http/turn-request.schema.json', json(genericHttpSchema('TurnRequest'))],
    ['docs/generated/generic-http/turn-answer.schema.json', json(genericHttpSchema('TurnAnswer'))],
    ['docs/generated/generic-http/late-reply.schema.json', json(genericHttpSchema('LateReply'))],
    ['docs/generated/generic-http/openapi.json', json(genericHttpOpenApi())],
    ['docs/generated/conversation-report.schema.json', json(reportJsonSchema())],
    ['docs/configuration.md', configurationPage()],
    ['docs/flow-reference.md', flowReferencePage()],
    ['docs/errors.md', errorsPage()],
  ]);
}

function json(schema: SchemaNode): string {
  return `${JSON.stringify(schema, null, 1)}\n`;
}
