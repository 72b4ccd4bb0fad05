import { isDeepStrictEqual } from 'node:util';
import { isError } from '../config/config-problem.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { Gateway } from '../gateway.ts';
import { loadForCommand } from './load-for-command.ts';
import type { Terminal } from './terminal.ts';

/**
 * Swaps in the configuration as it now stands in the files. With any error, also in one bot only, the old one stays:
 * a bot that serves must not vanish because of a slip. Reloads are worked off one after the other.
 */
export function createReloader(
  terminal: Terminal,
  file: string,
  gateway: Pick<Gateway, 'reconfigure'>,
  running: GatewayConfig,
): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => reload(terminal, file, gateway, running));
    return last;
  };
}

async function reload(
  terminal: Terminal,
  file: string,
  gateway: Pick<Gateway, 'reconfigure'>,
  running: GatewayConfig,
): Promise<void> {
  const { config, problems } = await loadForCommand(terminal, file);
  if (!config || problems.some(isError)) {
    terminal.complain('The configuration was not reloaded; the old one stays in force.');
    return;
  }
  try {
    await gateway.reconfigure(config);
    terminal.print(`The configuration was reloaded: ${[...config.bots.keys()].join(', ')}.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.complain(`The configuration was not reloaded; the old one stays in force. ${reason}`);
  }
  const changed = needRestart.filter((part) => !isDeepStrictEqual(part(config), part(running)));
  if (changed.length > 0) {
    terminal.complain('Changes to http, store, playground and worker take effect after a restart.');
  }
}

const needRestart: readonly ((config: GatewayConfig) => unknown)[] = [
  ({ http }) => ({ ...http }),
  ({ store }) => store,
  ({ playground }) => playground,
  ({ worker }) => worker,
];
