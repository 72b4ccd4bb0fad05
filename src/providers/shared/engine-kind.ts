import type { z } from 'zod';
import { GatewayError } from '../../core/model/gateway-error.ts';
import type { Provider } from '../../core/ports/provider.ts';
import type { GuardSettings } from '../guard.ts';
import type { ProviderDeps } from './provider-deps.ts';

/** One kind of engine: a row of the registry. */
export interface EngineKind<Schema extends z.ZodType = z.ZodType> {
  /** Strict schema of the engine's block in a bot's configuration. Light: no engine code behind it. */
  readonly settings: Schema;
  /** Loads the engine's code and creates it. @throws GatewayError CONFIG_INVALID, or `ENGINE_…` */
  create(settings: unknown, deps: ProviderDeps): Promise<Provider>;
  /** How the settings want it guarded. @throws GatewayError CONFIG_INVALID */
  guard(settings: unknown): GuardSettings;
}

export interface EngineKindParts<Schema extends z.ZodType> {
  readonly settings: Schema;
  /** A dynamic import, so that an engine that nobody configured costs nothing. */
  readonly load: () => Promise<(settings: z.output<Schema>, deps: ProviderDeps) => Promise<Provider>>;
  readonly guard: (settings: z.output<Schema>) => GuardSettings;
}

export function defineEngine<Schema extends z.ZodType>(
  name: string,
  { settings: schema, load, guard }: EngineKindParts<Schema>,
): EngineKind<Schema> {
  return {
    settings: schema,
    async create(settings, deps) {
      const read = readSettings(name, schema, settings);
      const createProvider = await load();
      return createProvider(read, deps);
    },
    guard: (settings) => guard(readSettings(name, schema, settings)),
  };
}

/** Settings come through the configuration, which has explained every problem by then; this is the last line. */
function readSettings<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  settings: unknown,
): z.output<Schema> {
  const read = schema.safeParse(settings);
  if (read.success) return read.data;
  const keys = read.error.issues.map(({ path }) => [name, ...path].join('.'));
  throw new GatewayError('CONFIG_INVALID', `settings of the engine are wrong at ${keys.join(', ')}.`);
}
