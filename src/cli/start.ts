import { pino } from 'pino';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { createGateway, type Gateway } from '../gateway.ts';
import type { Playground } from '../playground/playground.ts';
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

/** When the new process is started before the old one is stopped, that one keeps the store file until it has drained. */
const STORE_WAIT_BEYOND_DRAIN_MS = 5_000;

/** Serves until SIGTERM or SIGINT. */
export async function start(terminal: Terminal, options: StartOptions): Promise<ExitCode> {
  const { config } = await loadForCommand(terminal, options.config);
  if (!config) return 2;
  const playground = config.playground.enabled ? await openPlayground(config) : undefined;
  try {
    const gateway = await openGateway(config, playground, options);
    const wishes = receiveWishes(createReloader(terminal, options.config, gateway, config));
    const { url, port } = await gateway.listen();
    playground?.attach(port);
    terminal.print(describeGateway(config, url));
    return await serve(terminal, gateway, wishes);
  } catch (error) {
    terminal.complain(explainFailure(error));
    return 1;
  } finally {
    playground?.close();
  }
}

/** Loaded only when it is served. */
async function openPlayground(config: GatewayConfig): Promise<Playground> {
  const { createPlayground } = await import('../playground/playground.ts');
  return createPlayground(config);
}

function openGateway(
  config: GatewayConfig,
  playground: Playground | undefined,
  { logLevel }: StartOptions,
): Promise<Gateway> {
  const logger = pino({ level: logLevel }, pino.destination(2));
  return createGateway(config, {
    observe: createLogObserver(logger),
    storeWaitMs: config.worker.drainMs + STORE_WAIT_BEYOND_DRAIN_MS,
    ...(playground && { extraRoutes: playground.extraRoutes }),
  });
}

interface Wishes {
  /** The operator wants the gateway to finish and end. */
  readonly stop: Promise<void>;
  /** The operator does not want to wait for that. */
  readonly stopNow: Promise<'now'>;
}

/** From before the first webhook on: a reload that comes in the same moment must not end the process. */
function receiveWishes(reload: () => Promise<void>): Wishes {
  const stop = Promise.withResolvers<void>();
  const stopNow = Promise.withResolvers<'now'>();
  onSignals({
    stop: () => stop.resolve(),
    stopNow: () => stopNow.resolve('now'),
    reload: () => void reload(),
  });
  return { stop: stop.promise, stopNow: stopNow.promise };
}

/** Resolves when the gateway has drained; a second signal does not wait for that. */
async function serve(terminal: Terminal, gateway: Gateway, wishes: Wishes): Promise<ExitCode> {
  await wishes.stop;
  terminal.print('Stopping: what is in hand is finished first. Once more to stop at once.');
  const finished = await Promise.race([gateway.drain(), wishes.stopNow]);
  if (finished !== true) {
    terminal.complain('Stopped before everything was finished; the rest is done after the next start.');
  }
  return finished === 'now' ? 1 : 0;
}
