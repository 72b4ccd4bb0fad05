/** Who can mend it. */
export type ErrorParty = 'operator' | 'engine' | 'platform' | 'store' | 'gateway';

export interface ErrorRow {
  readonly party: ErrorParty;
  /** Try the same request again later. */
  readonly retry: boolean;
  readonly summary: string;
  readonly hint: string;
}

/**
 * Every coded error of the gateway: one row, one meaning. `docs/errors.md` is generated from this table.
 * A new code is a new row; nothing else lists the codes.
 */
export const errorTable = {
  CONFIG_INVALID: {
    party: 'operator',
    retry: false,
    summary: 'The configuration has problems.',
    hint: 'Each problem is printed with file, line and column. Mend them and start again, or send SIGHUP.',
  },
  CONFIG_UNREADABLE: {
    party: 'operator',
    retry: false,
    summary: 'A configuration file cannot be read.',
    hint: 'Check the path and the permissions of the file named in the message.',
  },
  ENGINE_UNREACHABLE: {
    party: 'engine',
    retry: true,
    summary: 'No connection to the engine (refused, network).',
    hint: 'Check the engine address and that the engine is running.',
  },
  ENGINE_TLS: {
    party: 'operator',
    retry: false,
    summary: 'The TLS connection to the engine failed.',
    hint: 'Check the certificate and host name; give NODE_EXTRA_CA_CERTS for a private authority.',
  },
  ENGINE_TIMEOUT: {
    party: 'engine',
    retry: true,
    summary: 'The engine did not answer within the deadline.',
    hint: 'Look at the load of the engine, or raise its timeout in the configuration.',
  },
  ENGINE_UNAUTHORIZED: {
    party: 'operator',
    retry: false,
    summary: 'The engine refused our credentials.',
    hint: 'Check the token, key or role configured for the engine.',
  },
  ENGINE_CREDENTIALS_EXPIRED: {
    party: 'operator',
    retry: false,
    summary: 'The credentials for the engine were good, but have expired.',
    hint: 'Renew them, or configure a source that renews them by itself (a role, a profile).',
  },
  ENGINE_FORBIDDEN: {
    party: 'operator',
    retry: false,
    summary: 'The engine knows who we are, but our account may not use the agent.',
    hint: 'Give the account of the configured key the role that the engine asks for, and enable its API.',
  },
  ENGINE_WRONG_REGION: {
    party: 'operator',
    retry: false,
    summary: 'The agent lives in another region than the one we asked.',
    hint: 'Set the region (location) of the engine to the one in which the agent was made.',
  },
  ENGINE_DNS: {
    party: 'engine',
    retry: true,
    summary: 'The host name of the engine cannot be resolved.',
    hint: 'Check the host name or region in the configuration, and the name server of this machine.',
  },
  ENGINE_NOT_FOUND: {
    party: 'operator',
    retry: false,
    summary: 'The engine does not know the agent, bot, channel or path that we named.',
    hint: 'Check project, agent, bot, alias, channel and region in the configuration.',
  },
  ENGINE_REJECTED: {
    party: 'engine',
    retry: false,
    summary: 'The engine refused the request as malformed.',
    hint: 'See the detail; often a limit on length or an unknown parameter.',
  },
  ENGINE_THROTTLED: {
    party: 'engine',
    retry: true,
    summary: 'The engine answered that we ask too often.',
    hint: 'Raise the quota of the engine.',
  },
  ENGINE_NOT_READY: {
    party: 'engine',
    retry: true,
    summary: 'The engine is up but not ready (no model loaded, still training).',
    hint: 'Wait for the model to load, or load one.',
  },
  ENGINE_FAILED: {
    party: 'engine',
    retry: true,
    summary: 'The engine reported a failure of its own.',
    hint: 'Read the log of the engine.',
  },
  ENGINE_BACKEND_FAILED: {
    party: 'engine',
    retry: false,
    summary: 'What the agent itself calls (Lambda function, webhook, search) failed or answered wrongly.',
    hint: 'Read the log of that function. The request is not repeated, since the function may have acted already.',
  },
  ENGINE_BAD_ANSWER: {
    party: 'engine',
    retry: true,
    summary: 'The engine answered with something that is not its protocol (HTML, half an answer, not JSON).',
    hint: 'Is a proxy or a login page in front of the engine? Does the address point at the right service?',
  },
  ENGINE_ANSWER_TOO_LARGE: {
    party: 'engine',
    retry: false,
    summary: 'The answer of the engine is over the size limit.',
    hint: 'Shorten the answer of the agent.',
  },
  ENGINE_IN_DOUBT: {
    party: 'engine',
    retry: false,
    summary: 'It is not known whether the engine took the message; twice would move its dialogue twice.',
    hint: 'See the error before this one. The message is not sent again: handoff.on_engine_error decides.',
  },
  ENGINE_CIRCUIT_OPEN: {
    party: 'engine',
    retry: true,
    summary: 'The engine failed repeatedly and is not asked for a while.',
    hint: 'See the errors before this one. The circuit closes by itself when the engine answers again.',
  },
  ENGINE_ABORTED: {
    party: 'gateway',
    retry: true,
    summary: 'The call to the engine was cancelled because the gateway stops.',
    hint: 'Nothing to do: the turn is repeated after the restart.',
  },
  CHATWOOT_UNREACHABLE: {
    party: 'platform',
    retry: true,
    summary: 'No connection to Chatwoot (refused, DNS, network, timeout).',
    hint: 'Check chatwoot.url and that Chatwoot is running.',
  },
  CHATWOOT_UNAUTHORIZED: {
    party: 'operator',
    retry: false,
    summary: 'Chatwoot refused the bot token, or the bot may not use this account.',
    hint: 'Check chatwoot.token; attach the bot to the inbox; a new token kills the old one at once.',
  },
  CHATWOOT_NOT_FOUND: {
    party: 'platform',
    retry: false,
    summary: 'The account or conversation does not exist.',
    hint: 'Was the conversation deleted? Is chatwoot.url the right installation?',
  },
  CHATWOOT_REFUSED: {
    party: 'gateway',
    retry: false,
    summary: 'Chatwoot refused a message as invalid (422).',
    hint: 'The plain text form was sent instead. The text of the refusal is in the trace.',
  },
  CHATWOOT_THROTTLED: {
    party: 'platform',
    retry: true,
    summary: 'Chatwoot answered 429.',
    hint: 'Put the address of the gateway into RACK_ATTACK_ALLOWED_IPS.',
  },
  CHATWOOT_FAILED: {
    party: 'platform',
    retry: true,
    summary: 'Chatwoot failed (5xx).',
    hint: 'Read the log of Chatwoot. Calls are repeated.',
  },
  LISTEN_FAILED: {
    party: 'operator',
    retry: false,
    summary: 'The address to listen on cannot be taken.',
    hint: 'Is another program (or another gateway) using the port? Change http.host or http.port.',
  },
  STORE_UNAVAILABLE: {
    party: 'store',
    retry: true,
    summary: 'The durable store cannot be opened or written (disk full, locked, gone).',
    hint: 'Check space and permissions of the store file. Webhooks are answered with 500 until it works.',
  },
  STORE_LOCKED: {
    party: 'operator',
    retry: false,
    summary: 'Another gateway holds the store file.',
    hint: 'Run one gateway per store file, or use the shared store for several replicas.',
  },
  LEASE_LOST: {
    party: 'gateway',
    retry: true,
    summary: 'Another worker took over the conversation before this turn could commit.',
    hint: 'Nothing to do: the other worker finishes the turn.',
  },
  FETCH_FAILED: {
    party: 'operator',
    retry: true,
    summary: 'A fetch step of a flow failed.',
    hint: 'See the detail: host not allowed, deadline, status or body.',
  },
  FETCH_NOT_ALLOWED: {
    party: 'operator',
    retry: false,
    summary: 'A fetch step or media address names a host that is not allowed.',
    hint: 'Add the host to allowed_hosts of the bot.',
  },
  FETCH_ABORTED: {
    party: 'gateway',
    retry: true,
    summary: 'A fetch step was cancelled because the gateway stops.',
    hint: 'Nothing to do: the turn is repeated after the restart.',
  },
  TURN_OVERDUE: {
    party: 'gateway',
    retry: false,
    summary: 'A turn took longer than a customer may wait (`watchdog.after_seconds`).',
    hint: 'The conversation was given to people. Look at the trace for what was slow: the engine, a fetch step, or the line before it.',
  },
  TURN_FAILED: {
    party: 'gateway',
    retry: true,
    summary: 'A turn failed for an unforeseen reason.',
    hint: 'This is a bug: please report it with the trace. The conversation was given to people.',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/** An error with a stable code. Messages never hold tokens or message text. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  /** Milliseconds after which the other side asked us to try again. */
  readonly retryAfterMs?: number;
  /** True when the request certainly never reached the other side, so that sending it again is safe. */
  readonly neverSent: boolean;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { cause?: unknown; retryAfterMs?: number; neverSent?: boolean } = {},
  ) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.neverSent = options.neverSent ?? false;
  }

  get row(): ErrorRow {
    return errorTable[this.code];
  }

  get retry(): boolean {
    return this.row.retry;
  }
}

export function isGatewayError(error: unknown, code?: ErrorCode): error is GatewayError {
  return error instanceof GatewayError && (code === undefined || error.code === code);
}

/** Any thrown thing as a coded error. */
export function asGatewayError(error: unknown, otherwise: ErrorCode): GatewayError {
  if (error instanceof GatewayError) return error;
  return new GatewayError(otherwise, error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}
