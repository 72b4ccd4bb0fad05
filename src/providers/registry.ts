import { GatewayError } from '../core/model/gateway-error.ts';
import type { Observer } from '../core/ports/observer.ts';
import type { Provider } from '../core/ports/provider.ts';
import { type BotpressCloudSettings, botpressCloudSettingsSchema } from './botpress/cloud/cloud-settings.ts';
import { type BotpressV12Settings, botpressV12SettingsSchema } from './botpress/v12/v12-settings.ts';
import { dialogflowCxSettingsSchema } from './dialogflow/dialogflow-cx-settings.ts';
import { dialogflowEsSettingsSchema } from './dialogflow/dialogflow-es-settings.ts';
import { embeddedSettingsSchema } from './embedded/embedded-settings.ts';
import { genericHttpSettingsSchema } from './generic-http/generic-http-settings.ts';
import { defaultGuardSettings, type GuardedProvider, guardProvider } from './guard.ts';
import { type LexSettings, lexSettingsSchema } from './lex/lex-settings.ts';
import { type RasaSettings, rasaSettingsSchema } from './rasa/rasa-settings.ts';
import { defineEngine, type EngineKind } from './shared/engine-kind.ts';
import { remoteGuard } from './shared/engine-settings.ts';
import type { ProviderDeps } from './shared/provider-deps.ts';
import { withResolvedDates } from './shared/with-resolved-dates.ts';

/**
 * Every engine that there is, by the name of its block in the configuration. A new engine is a new row; nothing else
 * lists them, and nothing registers itself by being imported.
 */
export const engines = {
  embedded: defineEngine('embedded', {
    settings: embeddedSettingsSchema,
    load: async () => (await import('./embedded/embedded-provider.ts')).createEmbeddedProvider,
    guard: () => defaultGuardSettings,
  }),
  'dialogflow-es': defineEngine('dialogflow-es', {
    settings: dialogflowEsSettingsSchema,
    load: async () => (await import('./dialogflow/dialogflow-es-provider.ts')).createDialogflowEsProvider,
    guard: remoteGuard,
  }),
  'dialogflow-cx': defineEngine('dialogflow-cx', {
    settings: dialogflowCxSettingsSchema,
    load: async () => (await import('./dialogflow/dialogflow-cx-provider.ts')).createDialogflowCxProvider,
    guard: remoteGuard,
  }),
  rasa: defineEngine('rasa', {
    settings: rasaSettingsSchema,
    load: loadRasa,
    guard: remoteGuard,
  }),
  lex: defineEngine('lex', {
    settings: lexSettingsSchema,
    load: loadLex,
    guard: remoteGuard,
  }),
  'botpress-v12': defineEngine('botpress-v12', {
    settings: botpressV12SettingsSchema,
    load: loadBotpressV12,
    guard: remoteGuard,
  }),
  'botpress-cloud': defineEngine('botpress-cloud', {
    settings: botpressCloudSettingsSchema,
    load: loadBotpressCloud,
    guard: remoteGuard,
  }),
  // Not `http`: the short form of the configuration has a block of that name already.
  'generic-http': defineEngine('generic-http', {
    settings: genericHttpSettingsSchema,
    load: async () => (await import('./generic-http/generic-http-provider.ts')).createGenericHttpProvider,
    guard: remoteGuard,
  }),
} as const satisfies Record<string, EngineKind>;

/** Rasa has no sense of dates of its own (Duckling is a service of its own): the embedded engine's is lent to it. */
async function loadRasa() {
  const { createRasaProvider } = await import('./rasa/rasa-provider.ts');
  return async (settings: RasaSettings, deps: ProviderDeps): Promise<Provider> => {
    const provider = await createRasaProvider(settings, deps);
    return settings.dates ? withDates(provider) : provider;
  };
}

/** Lex fills one date per slot, and some ("next weekend") as words only. */
async function loadLex() {
  const { createLexProvider } = await import('./lex/lex-provider.ts');
  return async (settings: LexSettings, deps: ProviderDeps): Promise<Provider> => {
    const provider = await createLexProvider(settings, deps);
    return settings.dates ? withDates(provider) : provider;
  };
}

/** The system entities of Botpress need Duckling. */
async function loadBotpressV12() {
  const { createBotpressV12Provider } = await import('./botpress/v12/v12-provider.ts');
  return async (settings: BotpressV12Settings, deps: ProviderDeps): Promise<Provider> => {
    const provider = await createBotpressV12Provider(settings, deps);
    return settings.dates && settings.login ? withDates(provider) : provider;
  };
}

/** Botpress Cloud names no entities; flows of the gateway still want the days that customers name. */
async function loadBotpressCloud() {
  const { createBotpressCloudProvider } = await import('./botpress/cloud/cloud-provider.ts');
  return async (settings: BotpressCloudSettings, deps: ProviderDeps): Promise<Provider> => {
    const provider = await createBotpressCloudProvider(settings, deps);
    return settings.dates ? withDates(provider) : provider;
  };
}

async function withDates(provider: Provider): Promise<Provider> {
  const { createDateFinder } = await import('./embedded/entities/find-dates.ts');
  return withResolvedDates(provider, createDateFinder);
}

export type EngineName = keyof typeof engines;

export function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(engines, name);
}

/** @throws GatewayError CONFIG_INVALID for an unknown name or wrong settings */
export async function createProvider(name: string, settings: unknown, deps: ProviderDeps): Promise<Provider> {
  return engineKind(name).create(settings, deps);
}

export interface GuardedProviderDeps extends ProviderDeps {
  /** Name of the bot, for observations. */
  readonly bot: string;
  readonly observe: Observer;
}

/** The provider as turns use it: with deadline, circuit and queue as its settings say. @throws as `createProvider` */
export async function createGuardedProvider(
  name: string,
  settings: unknown,
  deps: GuardedProviderDeps,
): Promise<GuardedProvider> {
  const { bot, observe, clock } = deps;
  const provider = await createProvider(name, settings, deps);
  return guardProvider(provider, { ...engineKind(name).guard(settings), bot, observe, clock });
}

function engineKind(name: string): EngineKind {
  if (isEngineName(name)) return engines[name];
  throw new GatewayError(
    'CONFIG_INVALID',
    `there is no engine "${name}"; there are ${Object.keys(engines).join(', ')}.`,
  );
}
