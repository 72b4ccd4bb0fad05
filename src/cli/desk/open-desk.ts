import { existsSync } from 'node:fs';
import type { GatewayConfig } from '../../config/gateway-config.ts';
import { isGatewayError } from '../../core/model/gateway-error.ts';
import { loadForCommand } from '../load-for-command.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import type { Desk } from './desk.ts';
import { openLocalDesk } from './local-desk.ts';
import { createRemoteDesk } from './remote-desk.ts';

export interface DeskOptions {
  /** Path of the main configuration file. */
  readonly config: string;
  /** Address of a running gateway; absent: found by the configuration. */
  readonly url?: string;
}

/** Variable that holds the admin token, so that it shows in no list of processes. */
const TOKEN_VARIABLE = 'GATEWAY_ADMIN_TOKEN';

/**
 * The gateway at `url`; else the store that the configuration names, or the gateway that has it open. An exit code
 * when there is neither; the reason was printed.
 */
export async function openDesk(terminal: Terminal, options: DeskOptions): Promise<Desk | ExitCode> {
  const given = terminal.env[TOKEN_VARIABLE];
  if (options.url !== undefined && given) return createRemoteDesk(options.url, given);
  const { config } = await loadForCommand(terminal, options.config);
  if (!config) return 2;
  const token = given ?? config.http.adminToken;
  if (options.url === undefined) return openFound(terminal, config, token);
  if (token !== undefined) return createRemoteDesk(options.url, token);
  terminal.complain(`An admin token is needed: ${TOKEN_VARIABLE}, or http.admin_token in ${options.config}.`);
  return 1;
}

async function openFound(
  terminal: Terminal,
  config: GatewayConfig,
  token: string | undefined,
): Promise<Desk | ExitCode> {
  const { path } = config.store;
  if (!existsSync(path)) {
    terminal.complain(`There is no store at ${path}: no gateway has run with this configuration yet.`);
    return 1;
  }
  try {
    return await openLocalDesk(path);
  } catch (error) {
    if (!isGatewayError(error, 'STORE_LOCKED')) throw error;
  }
  if (token !== undefined) return createRemoteDesk(addressOf(config), token);
  terminal.complain(
    `A gateway is running on this store and has no routes for operators: give it http.admin_token, or stop it first.`,
  );
  return 1;
}

function addressOf({ http }: GatewayConfig): string {
  const everywhere = http.host === '0.0.0.0' || http.host === '::';
  const host = everywhere ? 'localhost' : http.host.includes(':') ? `[${http.host}]` : http.host;
  return `http://${host}:${http.port}`;
}
