import type { ErrorCode } from '../../../src/core/model/gateway-error.ts';
import type { Json } from '../../../src/core/model/json.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { Provider } from '../../../src/core/ports/provider.ts';
import type { EngineServer } from '../../support/engine-server.ts';

/** One engine set up for one test. */
export interface Household {
  readonly provider: Provider;
  close(): Promise<void>;
}

export interface ProviderHouse {
  open(): Promise<Household>;
  /** Something that the engine answers about a customer's word, so that mixed-up conversations show. */
  readonly recall: {
    /** A sentence that holds the word. */
    readonly tell: (word: string) => string;
    /** A question whose answer holds the word; absent: the answer to `tell` does. */
    readonly ask?: string;
    /** The word as the result has it. */
    readonly read: (result: NluResult) => string | undefined;
  };
}

/** Any stand-in: an HTTP server of ours whose answers can be spoiled. */
export interface EngineStandIn extends Pick<EngineServer, 'url' | 'fault' | 'start' | 'stop'> {
  nextRequest(): Promise<unknown>;
}

export interface RemoteHousehold extends Household {
  readonly standIn: EngineStandIn;
  /** Requests of one session that were under way at the same time, at most. */
  mostAtOnce(sessionId: string): number;
}

export interface RemoteProviderHouse extends ProviderHouse {
  open(): Promise<RemoteHousehold>;
  /** Codes of faults, by name, where the engine's protocol knows better than HTTP. */
  readonly codes?: Readonly<Record<string, ErrorCode>>;
  /** Every secret that the settings hold, and what is made of it (a signed token). */
  readonly secrets: readonly string[];
  readonly fixtures: {
    /** Folder of the vendor's exchanges; `expected/<same name>` holds what we make of each. */
    readonly folder: string;
    /** What we make of a fixture, through the provider and over a socket. */
    readonly replay: (name: string, fixture: unknown) => Promise<Json>;
    /** Fixtures of calls that the gateway does not make, with the reason. */
    readonly unused: Readonly<Record<string, string>>;
  };
}
