/** The engines of one bot as one provider: the one that serves, its fallback, its shadow. */
import type { BotConfig } from '../../config/gateway-config.ts';
import type { Conversation } from '../../core/model/conversation.ts';
import type { ConversationState } from '../../core/model/state.ts';
import type { Observer } from '../../core/ports/observer.ts';
import type { Provider } from '../../core/ports/provider.ts';
import type { EngineSlot } from '../engine-slot.ts';
import { chooseEngine } from './choose-engine.ts';
import { readEngineSessions, withMain, withSessionOf } from './engine-sessions.ts';
import { lazyEngine } from './lazy-engine.ts';
import { withFallback } from './with-fallback.ts';
import { type ShadowDeps, withShadow } from './with-shadow.ts';

export type ComposedBot = Pick<BotConfig, 'name' | 'provider' | 'fallback' | 'shadow' | 'routes' | 'policy'>;

export interface ComposeDeps {
  /** @throws GatewayError CONFIG_INVALID */
  slot(name: string): EngineSlot;
  readonly observe: Observer;
  readonly shadow: ShadowDeps;
}

/** `main`: the engine that serves the conversation, see `engineFor`. */
export function composeEngines(bot: ComposedBot, main: string, deps: ComposeDeps): Provider {
  const answering = withSpare(bot, main, deps);
  const { shadow } = bot;
  const provider =
    shadow === undefined || shadow === main
      ? answering
      : withShadow(answering, lazyEngine(shadow, deps.slot(shadow)), deps.shadow);
  return {
    ...provider,
    adoptSession: withSessionOf,
    async respond(request, signal) {
      const result = await provider.respond(request, signal);
      return { ...result, session: withMain(result.session ?? request.session, main) };
    },
  };
}

function withSpare(bot: ComposedBot, main: string, { slot, observe }: ComposeDeps): Provider {
  const first = lazyEngine(main, slot(main));
  const { fallback } = bot;
  if (fallback === undefined || fallback === main) return first;
  return withFallback(first, lazyEngine(fallback, slot(fallback)), (code) =>
    observe({ kind: 'engine-fell-back', bot: bot.name, engine: main, to: fallback, code }),
  );
}

/**
 * Which engine serves a conversation: the one that it was given by hand; else, for the whole of a session, the first
 * route that fits when the session begins, or the bot's engine. `current` differs from the configured one after a
 * switch by hand, which goes before all routes.
 */
export function engineFor(
  bot: ComposedBot,
  current: string,
  isConfigured: (engine: string) => boolean,
  conversation: Conversation,
  state: ConversationState | undefined,
): string {
  if (state?.engine !== undefined && isConfigured(state.engine)) return state.engine;
  if (current !== bot.provider) return current;
  const main = beginsAnew(bot, state) ? undefined : readEngineSessions(state?.session.data).main;
  if (main !== undefined && bot.routes.length > 0 && isConfigured(main)) return main;
  return chooseEngine(bot.routes, conversation, bot.policy.language) ?? bot.provider;
}

/** The customer writes again after the conversation was closed: with this turn a new session begins. */
function beginsAnew({ policy }: ComposedBot, state: ConversationState | undefined): boolean {
  return policy.freshSessionAfterClose && state?.seen?.status === 'closed';
}
