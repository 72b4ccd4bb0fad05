import type { BotConfig } from '../config/gateway-config.ts';
import { GatewayError } from '../core/model/gateway-error.ts';
import type { Finding } from '../core/ports/provider.ts';
import { createServedBot, type ServedBot, type ServedBotDeps } from './served-bot.ts';

/** All bots of the configuration that is in force. */
export interface ServedBots {
  find(name: string): ServedBot | undefined;
  /** @throws GatewayError CONFIG_INVALID */
  get(name: string): ServedBot;
  all(): readonly ServedBot[];
  /** Resolves when every engine was tried; one that fails is tried again by the first turn that needs it. */
  warmUp(): Promise<void>;
  check(signal: AbortSignal): Promise<ReadonlyMap<string, readonly Finding[]>>;
  /** New conversations and next turns get the new bots at once; the old ones are closed when nobody can need them. */
  replace(configs: ReadonlyMap<string, BotConfig>): Promise<void>;
  close(): Promise<void>;
}

/** Longer than any turn in flight may take. */
const RETIREMENT_MS = 5 * 60_000;

export function createServedBots(configs: ReadonlyMap<string, BotConfig>, deps: ServedBotDeps): ServedBots {
  let bots = create(configs, deps);
  const retired = new Set<ServedBot>();

  function retire(old: ReadonlyMap<string, ServedBot>): void {
    for (const bot of old.values()) {
      retired.add(bot);
      const timer = setTimeout(() => {
        retired.delete(bot);
        void bot.close();
      }, RETIREMENT_MS);
      timer.unref();
    }
  }

  return {
    find: (name) => bots.get(name),
    get(name) {
      const bot = bots.get(name);
      if (bot) return bot;
      throw new GatewayError('CONFIG_INVALID', `there is no bot "${name}".`);
    },
    all: () => [...bots.values()],
    warmUp: () => warmUp(bots),
    async check(signal) {
      const found = [...bots].map(async ([name, bot]) => [name, await bot.check(signal)] as const);
      return new Map(await Promise.all(found));
    },
    async replace(next) {
      const fresh = create(next, deps);
      await warmUp(fresh);
      retire(bots);
      bots = fresh;
    },
    async close() {
      await Promise.all([...bots.values(), ...retired].map((bot) => bot.close()));
    },
  };
}

function create(
  configs: ReadonlyMap<string, BotConfig>,
  deps: ServedBotDeps,
): ReadonlyMap<string, ServedBot> {
  return new Map([...configs].map(([name, config]) => [name, createServedBot(config, deps)]));
}

async function warmUp(bots: ReadonlyMap<string, ServedBot>): Promise<void> {
  const never = new AbortController().signal;
  await Promise.allSettled([...bots.values()].map((bot) => bot.warmUp(never)));
}
