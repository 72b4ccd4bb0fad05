import { emptyNluResult, type NluResult } from '../../src/core/model/nlu-result.ts';
import type { Provider, ProviderCapabilities, ProviderRequest } from '../../src/core/ports/provider.ts';

export type Reaction = (request: ProviderRequest, signal: AbortSignal) => Promise<NluResult>;

export interface ScriptedProvider extends Provider {
  readonly asked: readonly ProviderRequest[];
  /** How it reacts from now on. */
  react(reaction: Reaction): void;
}

export const answers: Reaction = async () => emptyNluResult;

export function fails(error: unknown): Reaction {
  return async () => {
    throw error;
  };
}

/** Never answers and does not look at its signal. */
export const ignoresItsSignal: Reaction = () => new Promise(() => {});

/** Never answers, and stops when told. */
export const hangs: Reaction = (_, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

export function scriptedProvider(capabilities: Partial<ProviderCapabilities> = {}): ScriptedProvider {
  const asked: ProviderRequest[] = [];
  let reaction = answers;
  return {
    name: 'scripted',
    capabilities: {
      replies: true,
      intents: true,
      remembers: true,
      repeatable: false,
      oneAtATime: true,
      understands: true,
      languages: [],
      limits: {},
      ...capabilities,
    },
    asked,
    react(next) {
      reaction = next;
    },
    respond(request, signal) {
      asked.push(request);
      return reaction(request, signal);
    },
    check: async () => [{ level: 'ok', message: 'fine' }],
  };
}
