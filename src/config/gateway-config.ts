import { inspect } from 'node:util';
import type { BotPolicy } from '../core/model/bot.ts';
import type { ConfigProblem } from './config-problem.ts';
import { redactSecrets } from './secret-names.ts';

/** Whom conversations may be given to. */
export interface BotDirectory {
  /** Token of a user. Secret. */
  readonly adminToken?: string;
  readonly teams: Readonly<Record<string, number>>;
  readonly agents: Readonly<Record<string, number>>;
  /** Every name or id that the handoff rules name. */
  readonly named: readonly { readonly kind: 'team' | 'agent'; readonly name: string }[];
}

/** How one bot reaches Chatwoot, and how Chatwoot proves itself to us. */
export interface BotChatwoot {
  readonly url: string;
  /** Secret. */
  readonly token: string;
  /** Deadline of one request, milliseconds. */
  readonly timeoutMs: number;
  readonly maxMediaBytes: number;
  readonly allowedHosts: readonly string[];
  /** Webhook secrets: none (then there is a `pathSecret`), one, or two while rotating. */
  readonly secrets: readonly string[];
  readonly pathSecret?: string;
  readonly directory: BotDirectory;
  readonly headerPrefix: string;
  readonly toleranceSeconds: number;
}

/** Conversations that fit are served by another engine of the bot. */
export interface EngineRoute {
  /** `inbox`, `channel`, `language`, `contact.<attribute>`, `conversation.<attribute>` → values, one of which it has. */
  readonly when: ReadonlyMap<string, readonly (string | number | boolean)[]>;
  readonly engine: string;
}

/** One bot, resolved: paths are absolute, variables filled in, flows compiled. */
export interface BotConfig {
  readonly name: string;
  readonly policy: BotPolicy;
  readonly chatwoot: BotChatwoot;
  /** Name of the engine that answers: a key of `engines`. */
  readonly provider: string;
  /** Engine that is asked when the one that serves the conversation is down: a key of `engines`. */
  readonly fallback?: string;
  /** Engine that is asked for comparison only: a key of `engines`. */
  readonly shadow?: string;
  /** The first that fits decides which engine serves a conversation; none: `provider`. */
  readonly routes: readonly EngineRoute[];
  /** Settings of every configured engine, as its schema in the registry reads them. */
  readonly engines: ReadonlyMap<string, unknown>;
  /** `host` or `host:port` that fetch steps and media may name. */
  readonly allowedHosts: readonly string[];
  /** File in which the bot stands. */
  readonly file: string;
}

/** The whole configuration, resolved. Printing it shows no secret. */
export interface GatewayConfig {
  readonly file: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Absent: `http://<host>:<port>` of the listener. */
    readonly publicUrl?: string;
    /** Secret. Absent: no routes for operators. */
    readonly adminToken?: string;
    readonly bodyLimitBytes: number;
  };
  readonly store: { readonly path: string };
  readonly playground: { readonly enabled: boolean };
  readonly worker: { readonly parallel: number; readonly drainMs: number };
  readonly bots: ReadonlyMap<string, BotConfig>;
}

/** `config` absent: the main part is broken, or no bot is left; nothing can start. */
export interface ConfigResult {
  readonly config?: GatewayConfig;
  /** Sorted by place. Errors beside a `config` concern bots that were left out. */
  readonly problems: readonly ConfigProblem[];
}

/** The same object, whose print and JSON forms hide secrets. */
export function hideSecrets<Config extends object>(config: Config): Config {
  const redacted = () => redactSecrets({ ...config });
  return Object.defineProperties(config, {
    toJSON: { value: redacted, enumerable: false },
    [inspect.custom]: { value: redacted, enumerable: false },
  });
}
