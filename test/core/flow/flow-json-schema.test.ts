import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { flowFileSchema } from '../../../src/core/flow/flow-schema.ts';

describe('the JSON Schema for editors', () => {
  const schema = z.toJSONSchema(flowFileSchema, { io: 'input', reused: 'ref' });
  const validate = new Ajv2020({ strict: false }).compile(schema);

  it('takes the sample', () => {
    const text = readFileSync(new URL('../../../config/flows/hotel-booking.yaml', import.meta.url), 'utf8');
    validate(parse(text));
    expect(validate.errors).toBeNull();
  });

  it('refuses names and keys that the loader refuses', () => {
    const end = { end: { text: 'Bye' } };
    expect(validate({ name: 'f', steps: { end } })).toBe(true);
    expect(validate({ name: 'f', steps: { 'a.b': end } })).toBe(false);
    expect(validate({ name: 'f', steps: { end: { ends: {} } } })).toBe(false);
    expect(validate({ name: 'f', steps: { end }, slots: { a: { type: 'colour' } } })).toBe(false);
  });

  it('describes the keys', () => {
    expect(JSON.stringify(schema)).toContain('The first one starts; each goes on with the one below.');
  });
});
