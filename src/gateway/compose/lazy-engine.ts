import type { Provider, ProviderCapabilities } from '../../core/ports/provider.ts';
import type { EngineSlot } from '../engine-slot.ts';
import { sessionOf, withSessionOf } from './engine-sessions.ts';

/** What may be taken for granted of an engine that is not loaded. */
const cautious: ProviderCapabilities = {
  replies: true,
  intents: true,
  remembers: true,
  repeatable: false,
  oneAtATime: true,
  understands: false,
  languages: [],
  limits: {},
};

/**
 * An engine among several: it keeps its own part of the session, and is loaded by the first who asks it. So an engine
 * that cannot be loaded fails like one that does not answer.
 */
export function lazyEngine(name: string, slot: EngineSlot): Provider {
  return {
    name,
    capabilities: slot.loaded()?.capabilities ?? cautious,
    async respond(request, signal) {
      const { session: all, ...rest } = request;
      const provider = await slot.provider(signal);
      const own = sessionOf(all, name);
      const result = await provider.respond({ ...rest, ...(own !== undefined && { session: own }) }, signal);
      const { session } = result;
      return session === undefined ? result : { ...result, session: withSessionOf(all, name, session) };
    },
    check: async (signal) => (await slot.provider(signal)).check(signal),
    async reset(sessionId, signal) {
      await slot.loaded()?.reset?.(sessionId, signal);
    },
    afterLateReply(all, replies, engine) {
      const own = engine === name ? slot.loaded()?.afterLateReply : undefined;
      const session = own?.(sessionOf(all, name), replies, engine);
      return session === undefined ? undefined : withSessionOf(all, name, session);
    },
  };
}
