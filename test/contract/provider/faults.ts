import type { ErrorCode } from '../../../src/core/model/gateway-error.ts';
import type { EngineFault } from '../../support/engine-server.ts';

/** Every way in which an engine's answer can be wrong, and the one code that it gets. */
export const faults: readonly (readonly [name: string, fault: EngineFault, code: ErrorCode])[] = [
  ['status 400', { kind: 'status', status: 400 }, 'ENGINE_REJECTED'],
  ['status 401', { kind: 'status', status: 401 }, 'ENGINE_UNAUTHORIZED'],
  ['status 403', { kind: 'status', status: 403 }, 'ENGINE_UNAUTHORIZED'],
  ['status 404', { kind: 'status', status: 404 }, 'ENGINE_NOT_FOUND'],
  ['status 409', { kind: 'status', status: 409 }, 'ENGINE_NOT_READY'],
  ['status 429', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'ENGINE_THROTTLED'],
  ['status 500', { kind: 'status', status: 500 }, 'ENGINE_FAILED'],
  ['status 503', { kind: 'status', status: 503 }, 'ENGINE_FAILED'],
  ['a redirect', { kind: 'status', status: 302, headers: { location: '/login' } }, 'ENGINE_BAD_ANSWER'],
  ['an empty body', { kind: 'empty-body' }, 'ENGINE_BAD_ANSWER'],
  ['HTML', { kind: 'html' }, 'ENGINE_BAD_ANSWER'],
  ['half a document', { kind: 'not-json' }, 'ENGINE_BAD_ANSWER'],
  ['a connection that closes in the middle', { kind: 'truncated' }, 'ENGINE_BAD_ANSWER'],
  ['5 MB', { kind: 'huge', bytes: 5_000_000 }, 'ENGINE_ANSWER_TOO_LARGE'],
];
