import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/core/model/gateway-error.ts';
import type { HttpAnswer } from '../../../src/outbound/http-client.ts';
import { TransportFailure, type TransportFailureKind } from '../../../src/outbound/http-client.ts';
import {
  engineErrorFromStatus,
  engineErrorFromTransport,
  readRetryAfter,
} from '../../../src/providers/shared/engine-error.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('engine error', () => {
  const transport: readonly (readonly [TransportFailureKind, ErrorCode, boolean])[] = [
    ['timeout', 'ENGINE_TIMEOUT', false],
    ['refused', 'ENGINE_UNREACHABLE', true],
    ['dns', 'ENGINE_DNS', true],
    ['broken', 'ENGINE_UNREACHABLE', false],
    ['tls', 'ENGINE_TLS', true],
    ['truncated', 'ENGINE_BAD_ANSWER', false],
    ['too-large', 'ENGINE_ANSWER_TOO_LARGE', false],
    ['aborted', 'ENGINE_ABORTED', false],
    ['not-allowed', 'ENGINE_NOT_FOUND', true],
  ];

  it.each(transport)('of a transport that ends with %s is %s', (kind, code, neverSent) => {
    const failure = new TransportFailure(kind, 'detail', new Error('a cause with ?token=secret'));
    const error = engineErrorFromTransport(failure, 'Rasa tracker');
    expect(error).toMatchObject({
      code,
      neverSent,
      cause: undefined,
      message: `${code}: Rasa tracker: detail`,
    });
  });

  it.each<[number, ErrorCode | undefined]>([
    [200, undefined],
    [204, undefined],
    [301, 'ENGINE_BAD_ANSWER'],
    [400, 'ENGINE_REJECTED'],
    [401, 'ENGINE_UNAUTHORIZED'],
    [403, 'ENGINE_UNAUTHORIZED'],
    [404, 'ENGINE_NOT_FOUND'],
    [408, 'ENGINE_TIMEOUT'],
    [409, 'ENGINE_NOT_READY'],
    [422, 'ENGINE_REJECTED'],
    [429, 'ENGINE_THROTTLED'],
    [500, 'ENGINE_FAILED'],
    [502, 'ENGINE_FAILED'],
    [504, 'ENGINE_TIMEOUT'],
  ])('of status %i is %s', (status, code) => {
    expect(engineErrorFromStatus(answer(status), 'the engine', NOW)?.code).toBe(code);
  });

  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['7', 7_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
  ])('reads Retry-After: %s as %s', (value, milliseconds) => {
    expect(readRetryAfter(value, NOW)).toBe(milliseconds);
  });
});

function answer(status: number): HttpAnswer {
  return { status, headers: {}, body: Buffer.from(''), text: () => '', json: () => undefined };
}
