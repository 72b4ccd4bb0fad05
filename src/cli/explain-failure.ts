import { isGatewayError } from '../core/model/gateway-error.ts';

/** An error for the person who typed the command: the way out, or the place of a bug. */
export function explainFailure(error: unknown): string {
  if (isGatewayError(error)) return `${error.message}\n${error.row.hint}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
