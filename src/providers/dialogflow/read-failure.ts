import { z } from 'zod';

/** A thrown thing of the client libraries, in one shape for both transports. Its text stays inside this folder. */
export interface Failure {
  /** gRPC status; absent for what is no answer of the service. */
  readonly status?: number;
  readonly text: string;
  /** `google.rpc.ErrorInfo.reason`. */
  readonly reason?: string;
  /** `google.rpc.RetryInfo`. */
  readonly retryAfterMs?: number;
}

const errorSchema = z.object({
  code: z.union([z.number(), z.string()]).nullish().catch(null),
  message: z.string().catch(''),
  details: z.string().nullish().catch(null),
  reason: z.string().nullish().catch(null),
  statusDetails: z.array(z.unknown()).nullish().catch(null),
});

export function readFailure(thrown: unknown): Failure {
  const read = errorSchema.safeParse(thrown);
  if (!read.success) return { text: '' };
  const { code, message, details, reason, statusDetails } = read.data;
  const text = details || message;
  const status = statusOf(code, text);
  const retryAfterMs = retryDelayMs(statusDetails ?? []);
  return {
    ...(status === undefined ? {} : { status }),
    text,
    ...(reason && /^[A-Z][A-Z0-9_]{1,62}$/.test(reason) ? { reason } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** HTTP statuses of REST mode (google/rpc/code.proto names them beside its own). */
const grpcStatus: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  409: 10,
  412: 9,
  429: 8,
  499: 1,
  500: 13,
  501: 12,
  502: 14,
  503: 14,
  504: 4,
};

const UNKNOWN = 2;
const UNAVAILABLE = 14;
const DATA_LOSS = 15;
const UNAUTHENTICATED = 16;

/** REST mode gives HTTP statuses, and for failures on the way the words of Node (`ECONNREFUSED`). */
function statusOf(code: number | string | null | undefined, text: string): number | undefined {
  if (typeof code === 'number') return code < 100 ? code : (grpcStatus[code] ?? UNKNOWN);
  if (typeof code === 'string' && /^(E[A-Z]+|[A-Z_]*(CERT|SSL|TLS)[A-Z_]*)/.test(code)) return UNAVAILABLE;
  // The words of JSON.parse and of node-fetch: an answer that is no JSON, and a login page that sends us round.
  if (/JSON|maximum redirect/.test(text)) return DATA_LOSS;
  return /default credentials/i.test(text) ? UNAUTHENTICATED : undefined;
}

const retryInfo = z.object({
  retryDelay: z.object({ seconds: z.coerce.number().catch(0), nanos: z.number().catch(0) }),
});

function retryDelayMs(details: readonly unknown[]): number | undefined {
  for (const detail of details) {
    const read = retryInfo.safeParse(detail);
    if (read.success)
      return read.data.retryDelay.seconds * 1000 + Math.ceil(read.data.retryDelay.nanos / 1e6);
  }
  return undefined;
}
