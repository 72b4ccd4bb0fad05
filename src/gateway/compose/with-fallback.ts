import { type GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';
import type { NluResult } from '../../core/model/nlu-result.ts';
import type { Provider } from '../../core/ports/provider.ts';

/** `onFallback`: the first engine failed with this code, and the other one answered. */
export function withFallback(
  first: Provider,
  second: Provider,
  onFallback: (code: GatewayError['code']) => void,
): Provider {
  return {
    ...first,
    speakers: [first.name, second.name],
    async respond(request, signal) {
      try {
        return await first.respond(request, signal);
      } catch (error) {
        if (!isDown(error)) throw error;
        // When neither answers, what is wrong with the first is what must be mended.
        const result = await second.respond(request, signal).catch(() => Promise.reject(error));
        onFallback(error.code);
        return fellBack(result, first.name, second.name, error.code);
      }
    },
    async reset(sessionId, signal) {
      const [own] = await Promise.allSettled([
        first.reset?.(sessionId, signal),
        second.reset?.(sessionId, signal),
      ]);
      if (own.status === 'rejected') throw own.reason;
    },
    afterLateReply: (session, replies, engine) =>
      (engine === second.name ? second : first).afterLateReply?.(session, replies, engine),
  };
}

/** Whatever the reason: the customer should not wait for wrong credentials to be mended either. */
function isDown(error: unknown): error is GatewayError {
  return isGatewayError(error) && error.code !== 'ENGINE_ABORTED';
}

function fellBack(result: NluResult, first: string, second: string, code: string): NluResult {
  const detail = `${first} is down (${code}): ${second} answered in its place.`;
  return { ...result, engine: second, warnings: [{ code: 'engine-fell-back', detail }, ...result.warnings] };
}
