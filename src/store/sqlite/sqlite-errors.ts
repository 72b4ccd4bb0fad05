import { type ErrorCode, GatewayError } from '../../core/model/gateway-error.ts';

/**
 * Primary result codes after which the whole transaction is in doubt: the medium failed, not the statement.
 * https://www.sqlite.org/rescode.html: BUSY LOCKED NOMEM READONLY IOERR CORRUPT FULL CANTOPEN NOTADB
 */
const mediumFailures = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26]);
const busy = 5;
const notADatabase = 26;

/** SQLite's primary result code; undefined for any other error. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

export function isMediumFailure(error: unknown): boolean {
  const code = primaryCode(error);
  return code !== undefined && mediumFailures.has(code);
}

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busy;
}

/** SQLite's error with a code of ours. SQLite's own text names tables and columns, never values. */
export function storeError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  return new GatewayError('STORE_UNAVAILABLE', messageOf(error), { cause: error });
}

/** Why the file at `path` cannot be opened. */
export function openError(error: unknown, path: string): GatewayError {
  if (error instanceof GatewayError) return error;
  const code: ErrorCode = isBusy(error) ? 'STORE_LOCKED' : 'STORE_UNAVAILABLE';
  const why = primaryCode(error) === notADatabase ? 'not a store of the gateway' : messageOf(error);
  return new GatewayError(code, `${path}: ${why}`, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown failure';
}
