import { asGatewayError } from '../../core/model/gateway-error.ts';
import type { NluResult } from '../../core/model/nlu-result.ts';
import type { Provider, ProviderRequest } from '../../core/ports/provider.ts';

/** What the shadow made of an utterance, beside what the customer got. */
export interface ShadowReport {
  readonly request: ProviderRequest;
  readonly shadow: string;
  /** What it answered, or the code of its failure. */
  readonly answer: NluResult | { readonly error: string };
  readonly durationMs: number;
  readonly shown: { readonly engine: string; readonly result: NluResult };
}

export interface ShadowDeps {
  /** Milliseconds; only differences count. */
  readonly clock: () => number;
  /** Aborts when the bot is closed. */
  readonly signal: AbortSignal;
  /** Must not reject. */
  readonly report: (report: ShadowReport) => Promise<void>;
}

/**
 * Asks a second engine the same, at the same time, and shows nothing of it. The first one's answer does not wait for
 * it and does not fail with it.
 */
export function withShadow(first: Provider, shadow: Provider, deps: ShadowDeps): Provider {
  return {
    ...first,
    async respond(request, signal) {
      const startedAt = deps.clock();
      const asked = ask(shadow, request, deps.signal).then((answer) => ({
        answer,
        durationMs: deps.clock() - startedAt,
      }));
      const result = await first.respond(request, signal);
      const shown = { engine: result.engine ?? first.name, result };
      void asked.then((heard) => deps.report({ request, shadow: shadow.name, ...heard, shown }));
      return result;
    },
    async reset(sessionId, signal) {
      void shadow.reset?.(sessionId, deps.signal).catch(() => {});
      await first.reset?.(sessionId, signal);
    },
  };
}

/** Never rejects: the failure of a shadow is something to record. */
async function ask(
  shadow: Provider,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<ShadowReport['answer']> {
  try {
    return await shadow.respond(request, signal);
  } catch (error) {
    return { error: asGatewayError(error, 'ENGINE_FAILED').code };
  }
}
