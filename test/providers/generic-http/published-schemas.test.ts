import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../../../src/providers/generic-http/sign-message.ts';

const root = join(import.meta.dirname, '../../..');
const published = join(root, 'docs/generated/generic-http');
const fixtures = join(root, 'test/fixtures/generic-http');

/** Answers that break the protocol on purpose. */
const broken = ['06-a-reply-of-another-shape', '09-score-out-of-range', '10-a-list', '11-nulls'];

describe('what is published for writers of bots', () => {
  const names = readdirSync(fixtures)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));
  const schemas = ['turn-request.schema', 'turn-answer.schema', 'late-reply.schema'];
  const [isRequest, isAnswer, isLateReply] = schemas.map((name) => compile(readJson(published, name)));

  it.each(names)('describes what we send and read: %s', (name) => {
    expect(isRequest?.(at(readJson(join(fixtures, 'expected'), name), 'sent'))).toBe(true);
    const body = at(at(readJson(fixtures, name), 'response'), 'body');
    expect(isAnswer?.(body)).toBe(!broken.includes(name));
  });

  it('describes late replies', () => {
    const replies = [{ kind: 'text', text: 'Your taxi is here.' }];
    expect(isLateReply?.({ version: 1, session_id: 'hotel-1-2-abc', id: 'taxi-1', replies })).toBe(true);
    expect(isLateReply?.({ version: 1, session_id: 'hotel-1-2-abc', replies })).toBe(false);
  });

  it('fits the examples of the page', () => {
    const page = readFileSync(join(root, 'docs/providers/http.md'), 'utf8');
    const [request, late] = [...page.matchAll(/^```json\n([\s\S]+?)^```$/gm)].map(([, text = '']) =>
      JSON.parse(text),
    );
    expect(isRequest?.(request)).toBe(true);
    expect(isLateReply?.(late)).toBe(true);
  });

  it('is one OpenAPI document whose references all lead somewhere', () => {
    const document = readJson(published, 'openapi');
    expect(at(document, 'openapi')).toBe('3.1.0');
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(at(at(at(document, 'components'), 'schemas'), name), name).toBeDefined();
    }
    expect(text).not.toContain('$defs');
    expect(text).toContain(SIGNATURE_HEADER);
    expect(text).toContain(TIMESTAMP_HEADER);
    expect(at(at(at(document, 'components'), 'schemas'), 'LateReply')).toMatchObject({
      required: expect.arrayContaining(['version', 'session_id', 'id']),
    });
  });
});

function compile(schema: unknown) {
  const ajv = new Ajv2020({ strict: false, formats: { uri: URL.canParse, 'date-time': true } });
  return ajv.compile(schema as Record<string, unknown>);
}

function readJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
