import { describe, expect, it } from 'vitest';
import { lexError } from '../../../src/providers/lex/lex-error.ts';
import { never } from './support.ts';

function coded(error: unknown, signal = never) {
  return lexError(error, 'Lex text', signal, 0);
}

const withCode = (code: string) => Object.assign(new Error('secret words'), { code });
const named = (name: string, message = 'secret words') => Object.assign(new Error(message), { name });

describe('errors of the client', () => {
  it.each([
    [withCode('ECONNREFUSED'), 'ENGINE_UNREACHABLE', true],
    [Object.assign(new AggregateError([], 'x'), { code: 'ECONNREFUSED' }), 'ENGINE_UNREACHABLE', true],
    [withCode('ENOTFOUND'), 'ENGINE_DNS', true],
    [withCode('EAI_AGAIN'), 'ENGINE_DNS', true],
    [withCode('EPIPE'), 'ENGINE_UNREACHABLE', false],
    [withCode('ETIMEDOUT'), 'ENGINE_TIMEOUT', false],
    // No TLS at the other end.
    [withCode('EPROTO'), 'ENGINE_TLS', true],
    [withCode('CERT_HAS_EXPIRED'), 'ENGINE_TLS', true],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'ENGINE_TLS', true],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'ENGINE_TLS', true],
    [Object.assign(withCode('ECONNRESET'), { name: 'TimeoutError' }), 'ENGINE_UNREACHABLE', false],
    [named('TimeoutError'), 'ENGINE_TIMEOUT', false],
    [named('ExpiredToken'), 'ENGINE_CREDENTIALS_EXPIRED', false],
    [named('TokenProviderError'), 'ENGINE_UNAUTHORIZED', false],
    [
      named('InvalidSignatureException', 'Credential should be scoped to a valid region.'),
      'ENGINE_WRONG_REGION',
      false,
    ],
    [named('Error', 'Region is missing'), 'ENGINE_WRONG_REGION', false],
    [named('toString'), 'ENGINE_FAILED', false],
    [new TypeError('x is undefined'), 'ENGINE_FAILED', false],
    ['a text', 'ENGINE_FAILED', false],
  ])('%s', (error, code, neverSent) => {
    const read = coded(error);
    expect(read).toMatchObject({ code, neverSent });
    expect(read.message).not.toContain('secret words');
    expect(read.cause).toBeUndefined();
  });

  it('are an abort when the caller has left, whatever they are', () => {
    expect(coded(withCode('ECONNRESET'), AbortSignal.abort()).code).toBe('ENGINE_ABORTED');
  });
});
