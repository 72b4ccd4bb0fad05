import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BotConfig, GatewayConfig } from '../config/gateway-config.ts';
import { isGatewayError } from '../core/model/gateway-error.ts';
import { type Sample, tallySamples, withThresholds } from '../core/tune/judge-samples.ts';
import { suggestThresholds, tuneAnswer } from '../core/tune/suggest-thresholds.ts';
import { thresholdsFor } from '../core/turn/thresholds.ts';
import { explainFailure } from './explain-failure.ts';
import { loadForCommand } from './load-for-command.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { askSamples } from './tune/ask-samples.ts';
import { formatTuning, type Tuning } from './tune/format-tuning.ts';
import { readUtterances, UtterancesError } from './tune/read-utterances.ts';
import { recordedSamples } from './tune/recorded-samples.ts';

export interface TuneOptions {
  /** Path of the main configuration file. */
  readonly config: string;
  /** Name of the bot; absent: the first one. */
  readonly bot?: string;
  /** Name of the engine; absent: the one that answers. */
  readonly engine?: string;
  /** Utterances to ask the engine about. */
  readonly file?: string;
  /** Take what the store remembers instead. */
  readonly recorded?: boolean;
  /** Longest time for all answers, milliseconds. */
  readonly timeoutMs: number;
}

/** What would be answered, asked back and handed over at each threshold. Nothing is changed. */
export async function tune(terminal: Terminal, options: TuneOptions): Promise<ExitCode> {
  const { config } = await loadForCommand(terminal, options.config);
  const bot = config && findBot(terminal, config, options.bot);
  if (!config || !bot) return 2;
  const engine = options.engine ?? bot.provider;
  if (!bot.engines.has(engine)) {
    terminal.complain(`The bot has no engine "${engine}"; it has ${[...bot.engines.keys()].join(', ')}.`);
    return 2;
  }
  try {
    const samples = await collect(terminal, options, config, bot, engine);
    if (samples === undefined) return 2;
    for (const line of formatTuning(compute(samples, bot, engine))) terminal.print(line);
    return 0;
  } catch (error) {
    terminal.complain(error instanceof UtterancesError ? error.message : explainTuneFailure(error));
    return error instanceof UtterancesError ? 2 : 1;
  }
}

function explainTuneFailure(error: unknown): string {
  const locked = isGatewayError(error, 'STORE_LOCKED');
  return locked
    ? 'A gateway is running on this store. Stop it, or copy its files (gateway.db*) and name the copy as store.path.'
    : explainFailure(error);
}

function findBot(
  terminal: Terminal,
  { bots }: GatewayConfig,
  name: string | undefined,
): BotConfig | undefined {
  const bot = name === undefined ? bots.values().next().value : bots.get(name);
  if (!bot) terminal.complain(`There is no bot "${name}"; there are ${[...bots.keys()].join(', ')}.`);
  return bot;
}

async function collect(
  terminal: Terminal,
  { file, recorded, timeoutMs }: TuneOptions,
  config: GatewayConfig,
  bot: BotConfig,
  engine: string,
): Promise<readonly Sample[] | undefined> {
  if ((file === undefined) === !recorded) {
    terminal.complain('Expected utterances: --file <name>, or --recorded for those of the store.');
    return undefined;
  }
  if (file !== undefined) {
    const place = path.resolve(terminal.folder, file);
    const source = await readFile(place, 'utf8').catch(() => {
      throw new UtterancesError(`${file}: expected a readable file, found none`);
    });
    return askSamples(bot, engine, readUtterances(file, source), AbortSignal.timeout(timeoutMs));
  }
  const samples = await recordedSamples(config.store.path, bot.name, engine);
  if (samples.length > 0) return samples;
  throw new UtterancesError('The store remembers no utterance that this engine judged.');
}

function compute(samples: readonly Sample[], { policy }: BotConfig, engine: string): Tuning {
  const now = thresholdsFor(policy.confidence, undefined, engine);
  const suggested = suggestThresholds(samples, policy, engine, now);
  return {
    rows: tuneAnswer(samples, policy, engine, now.clarify),
    samples: samples.length,
    labelled: samples.filter(({ label }) => label !== undefined).length,
    now,
    current: tallySamples(samples, policy, engine),
    ...(suggested && {
      suggested: {
        ...suggested,
        tally: tallySamples(samples, withThresholds(policy, engine, suggested), engine),
      },
    }),
  };
}
