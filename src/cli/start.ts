import { pino } from 'pino';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { createGateway, type Gateway } from '../gateway.ts';
import { createPlayground, type Playground } from '../playground/playground.ts';
import { createLogObserver } from '../telemetry/log-observer.ts';
import { describeGateway } from './describe-gateway.ts';
import { explainFailure } from './explain-failure.ts';
import { loadForCommand } from './load-for-command.ts';
import { createReloader } from './reload.ts';
import { onSignals } from './signals.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface StartOptions {
  /** Path of the main configuration file. */
  readonly config: string;
  /** A level of pino. */
  readonly logLevel: string;
}

/** In a rolling restart the old process still holds the store file for a moment. */
const STORE_WAIT_MS = 5_000;

/** Serves until SIGTERM or SIGINT. */
export async function start(terminal: Terminal, options: StartOptions): Promise<ExitCode> {
  const { config } = await loadForCommand(terminal, options.config);
  if (!config) return 2;
  const playground = config.playground.enabled ? createPlayground(config) : undefined;
  try {
    const gateway = await openGateway(config, playground, options);
    const { url, port } = await gateway.listen();
    playground?.attach(port);
    terminal.print(describeGateway(config, url));
    return await serve(terminal, options, gateway, config);
  } catch (error) {
    terminal.complain(explainFailure(error));
    return 1;
  } finally {
    playground?.close();
  }
}

function openGateway(
  config: GatewayConfig,
  playground: Playground | undefined,
  { logLevel }: StartOptions,
): Promise<Gateway> {
  const logger = pino({ level: logLevel }, pino.destination(2));
  return createGateway(config, {
    observe: createLogObserver(logger),
    storeWaitMs: STORE_WAIT_MS,
    ...(playground && { extraRoutes: playground.extraRoutes }),
  });
}

/** Resolves when the gateway has drained; a second signal does not wait for that. */
async function serve(
  terminal: Terminal,
  options: StartOptions,
  gateway: Gateway,
  config: GatewayConfig,
): Promise<ExitCode> {
  const stopped = Promise.withResolvers<void>();
  const stoppedNow = Promise.withResolvers<'now'>();
  const reload = createReloader(terminal, options.config, gateway, config);
  const off = onSignals({
    stop: () => stopped.resolve(),
    stopNow: () => stoppedNow.resolve('now'),
    reload: () => void reload(),
  });
  await stopped.promise;
  terminal.print('Stopping: what is in hand is finished first. Once more to stop at once.');
  const finished = await Promise.race([gateway.drain(), stoppedNow.promise]);
  off();
  if (finished !== true) {
    terminal.complain('Stopped before everything was finished; the rest is done after the next start.');
  }
  return finished === 'now' ? 1 : 0;
}
