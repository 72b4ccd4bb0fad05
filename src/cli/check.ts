import path from 'node:path';
import { isError } from '../config/config-problem.ts';
import type { BotConfig, GatewayConfig } from '../config/gateway-config.ts';
import type { Finding } from '../core/ports/provider.ts';
import { spareEngines } from '../gateway/served-bot.ts';
import { createServedBots } from '../gateway/served-bots.ts';
import { STAND_IN_PREFIX } from '../playground/playground.ts';
import { createProvider } from '../providers/registry.ts';
import { explainFailure } from './explain-failure.ts';
import { loadForCommand } from './load-for-command.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface CheckOptions {
  /** Path of the main configuration file. */
  readonly config: string;
  /** Longest time for engines and Chatwoot to answer, milliseconds. */
  readonly timeoutMs: number;
}

const signs = { ok: '✓', warning: '!', error: '✗' } as const satisfies Record<Finding['level'], string>;

/** Configuration, flows, engines and Chatwoot. The store is not touched: a gateway may be running. */
export async function check(terminal: Terminal, options: CheckOptions): Promise<ExitCode> {
  const { config, problems } = await loadForCommand(terminal, options.config);
  if (!config || problems.some(isError)) return 2;
  terminal.print(`${signs.ok} configuration: ${countOf(config)}`);
  const found = await checkBots(config, AbortSignal.timeout(options.timeoutMs));
  for (const [bot, findings] of found) for (const finding of findings) show(terminal, bot, finding);
  const failed = [...found.values()].flat().some(({ level }) => level === 'error');
  return failed ? 1 : 0;
}

async function checkBots(
  config: GatewayConfig,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const bots = createServedBots(withAnsweringEngines(config), { observe: () => {}, clock: Date.now });
  try {
    const found = await bots.check(signal);
    const checked = [...config.bots.values()].map(
      async (bot): Promise<[string, readonly Finding[]]> => [
        bot.name,
        [...excuseStandIn(config, bot, found.get(bot.name) ?? []), ...(await checkSpareEngines(bot, signal))],
      ],
    );
    return new Map(await Promise.all(checked));
  } finally {
    await bots.close();
  }
}

function withAnsweringEngines({ bots }: GatewayConfig): GatewayConfig['bots'] {
  return new Map(
    [...bots].map(([name, bot]) => [
      name,
      { ...bot, engines: new Map([...bot.engines].filter(([engine]) => isInUse(bot, engine))) },
    ]),
  );
}

function isInUse(bot: BotConfig, engine: string): boolean {
  return engine === bot.provider || spareEngines(bot).includes(engine);
}

/** Engines that are configured but do not answer now: good to know, no reason to fail. */
async function checkSpareEngines(bot: BotConfig, signal: AbortSignal): Promise<readonly Finding[]> {
  const spare = [...bot.engines].filter(([engine]) => !isInUse(bot, engine));
  const found = await Promise.all(
    spare.map(async ([engine, settings]) => {
      const findings = await checkEngine(bot, engine, settings, signal);
      return findings.map((finding): Finding => ({ ...finding, level: mildly(finding.level) }));
    }),
  );
  return found.flat();
}

function mildly(level: Finding['level']): Finding['level'] {
  return level === 'error' ? 'warning' : level;
}

async function checkEngine(
  bot: BotConfig,
  engine: string,
  settings: unknown,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const provider = await createProvider(engine, settings, {
      clock: Date.now,
      baseFolder: path.dirname(bot.file),
    });
    const findings = await provider.check(signal);
    await provider.close?.();
    return findings.map((finding) => ({ ...finding, message: `${engine}, not in use: ${finding.message}` }));
  } catch (error) {
    return [{ level: 'error', message: `${engine}, not in use: ${explainFailure(error)}` }];
  }
}

/** The playground's stand-in for Chatwoot lives in the gateway itself: while that is not running it cannot answer. */
function excuseStandIn(
  config: GatewayConfig,
  bot: BotConfig,
  findings: readonly Finding[],
): readonly Finding[] {
  const { url } = bot.chatwoot;
  if (!config.playground.enabled || !url.endsWith(STAND_IN_PREFIX)) return findings;
  return findings.map((finding) =>
    finding.level === 'error' && finding.message.includes(new URL(url).host)
      ? { ...finding, level: 'warning', hint: 'The stand-in for Chatwoot answers while the gateway runs.' }
      : finding,
  );
}

function show(terminal: Terminal, bot: string, { level, message, hint }: Finding): void {
  terminal.print(`${signs[level]} ${bot}: ${message}`);
  if (hint !== undefined && level !== 'ok') terminal.print(`  ${hint}`);
}

function countOf({ bots }: GatewayConfig): string {
  const flows = [...bots.values()].reduce((sum, { policy }) => sum + policy.flows.size, 0);
  return `${plural(bots.size, 'bot')}, ${plural(flows, 'flow')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
