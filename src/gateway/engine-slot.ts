import { asGatewayError } from '../core/model/gateway-error.ts';
import type { Provider } from '../core/ports/provider.ts';

/** One configured engine of a bot, loaded when it is first needed and kept. */
export interface EngineSlot {
  /** Waits for an engine that is still loading. A failed load is tried again by the next caller. @throws GatewayError */
  provider(signal: AbortSignal): Promise<Provider>;
  /** The engine, once it is loaded. */
  loaded(): Provider | undefined;
  close(): Promise<void>;
}

export function createEngineSlot(load: () => Promise<Provider>): EngineSlot {
  let loading: Promise<Provider> | undefined;
  let loaded: Provider | undefined;
  const keep = (provider: Provider) => {
    loaded = provider;
    return provider;
  };
  return {
    provider(signal) {
      loading ??= load().then(keep, (error: unknown) => {
        loading = undefined;
        throw asGatewayError(error, 'ENGINE_FAILED');
      });
      return untilAborted(loading, signal);
    },
    loaded: () => loaded,
    async close() {
      // One that is still loading is closed when it has loaded: a stop must not wait for a training.
      const closed = loading?.then((provider) => provider.close?.()).catch(() => {});
      if (loaded) await closed;
    },
  };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(asGatewayError(signal.reason, 'ENGINE_ABORTED'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
