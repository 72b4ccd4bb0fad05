import { isError } from '../config/config-problem.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { Finding } from '../core/ports/provider.ts';
import { createServedBots } from '../gateway/served-bots.ts';
import { STAND_IN_PREFIX } from '../playground/playground.ts';
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
  const bots = createServedBots(config.bots, { observe: () => {}, clock: Date.now });
  try {
    const found = await bots.check(signal);
    return new Map([...found].map(([name, findings]) => [name, excuseStandIn(config, name, findings)]));
  } finally {
    await bots.close();
  }
}

/** The playground's stand-in for Chatwoot lives in the gateway itself: while that is not running it cannot answer. */
function excuseStandIn(
  config: GatewayConfig,
  name: string,
  findings: readonly Finding[],
): readonly Finding[] {
  const url = config.bots.get(name)?.chatwoot.url;
  if (!config.playground.enabled || !url?.endsWith(STAND_IN_PREFIX)) return findings;
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
