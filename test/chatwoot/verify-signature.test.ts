import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deliveryHeaders, verifySignature } from '../../src/chatwoot/verify-signature.ts';
import { fixture } from './fixtures.ts';

const vector = z
  .object({
    secret: z.string(),
    request: z.object({ headers: z.record(z.string(), z.string()), raw_body: z.string() }),
  })
  .parse(fixture('delivery.signed_request.json'));
const headers = new Map(
  Object.entries(vector.request.headers).map(([name, value]) => [name.toLowerCase(), value]),
);
const names = deliveryHeaders('X-Chatwoot-');
const request = {
  rawBody: Buffer.from(vector.request.raw_body),
  timestamp: headers.get(names.timestamp),
  signature: headers.get(names.signature),
};
const rules = { secrets: [vector.secret], toleranceSeconds: 300 };
const sentAt = Number(request.timestamp) * 1000;

describe('verifySignature', () => {
  it('accepts the vector of the protocol', () => {
    expect(verifySignature(request, rules, sentAt)).toBe('valid');
  });

  it.each([
    ['just in time', 300_000, 'valid'],
    ['a second too late', 301_000, 'timestamp-outside-window'],
    ['our clock is behind', -300_000, 'valid'],
    ['our clock is too far behind', -301_000, 'timestamp-outside-window'],
  ])('%s', (_name, skewMs, expected) => {
    expect(verifySignature(request, rules, sentAt + skewMs)).toBe(expected);
  });

  it.each([
    ['the body changed', { rawBody: Buffer.from(`${vector.request.raw_body} `) }, 'signature-wrong'],
    ['another second', { timestamp: String(Number(request.timestamp) + 1) }, 'signature-wrong'],
    ['no signature', { signature: undefined }, 'signature-missing'],
    ['no timestamp', { timestamp: undefined }, 'signature-missing'],
    ['a timestamp that is none', { timestamp: '1e9' }, 'timestamp-malformed'],
    ['another algorithm', { signature: request.signature?.replace('sha256', 'sha1') }, 'signature-wrong'],
    ['half a signature', { signature: request.signature?.slice(0, 40) }, 'signature-wrong'],
    ['empty', { signature: '' }, 'signature-wrong'],
  ])('refuses: %s', (_name, change, expected) => {
    expect(verifySignature({ ...request, ...change }, rules, sentAt)).toBe(expected);
  });

  it('takes either of two secrets while they are rotated, and no third', () => {
    for (const secrets of [
      ['new', vector.secret],
      [vector.secret, 'new'],
    ]) {
      expect(verifySignature(request, { ...rules, secrets }, sentAt)).toBe('valid');
    }
    expect(verifySignature(request, { ...rules, secrets: ['old', 'new'] }, sentAt)).toBe('signature-wrong');
    expect(verifySignature(request, { ...rules, secrets: [] }, sentAt)).toBe('signature-wrong');
  });

  it('signs bytes, not characters', () => {
    const rawBody = Buffer.from([0xff, 0x00, 0xc3]);
    const timestamp = '1783936508';
    const digest = createHmac('sha256', 'key').update(`${timestamp}.`).update(rawBody).digest('hex');
    const signed = { rawBody, timestamp, signature: `sha256=${digest}` };
    expect(verifySignature(signed, { ...rules, secrets: ['key'] }, sentAt)).toBe('valid');
  });
});
