import { resolve } from 'node:path';
import { GatewayError } from '../../core/model/gateway-error.ts';
import { emptyNluResult, type NluResult } from '../../core/model/nlu-result.ts';
import type { Finding, Provider, ProviderCapabilities, ProviderRequest } from '../../core/ports/provider.ts';
import type { ProviderDeps } from '../shared/provider-deps.ts';
import type { EmbeddedSettings } from './embedded-settings.ts';
import { createLanguageModels, type LanguageModels, type TrainedModel } from './language-models.ts';
import { createModelCache, type ModelCache } from './model/model-cache.ts';
import { trainModelOffThread } from './model/train-off-thread.ts';
import { readSlashPayload } from './read-slash-payload.ts';
import { type LoadedTrainingData, loadTrainingData } from './training-data/load-training-data.ts';
import type { TrainingProblem } from './training-data/training-data.ts';
import { understandEvent, understandPayload, understandText } from './understand.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Read when neither the conversation nor the settings name a language. */
const LAST_RESORT_LANGUAGE = 'en';
/** Shared by all bots of the process, so that a reload with the same training data trains nothing. */
const processModels = createModelCache();

export interface EmbeddedDeps extends Pick<ProviderDeps, 'baseFolder'> {
  /** Where trained models are kept between reloads. Default: one for the process. */
  readonly models?: ModelCache;
}

/**
 * The engine inside the gateway: trained at start from Rasa training data, no service to run, no network.
 * It names intents and entities and has no replies of its own.
 * @throws GatewayError CONFIG_INVALID when the training data cannot be used
 */
export async function createEmbeddedProvider(
  settings: EmbeddedSettings,
  deps: EmbeddedDeps,
): Promise<Provider> {
  const loaded = await loadTrainingData([settings.nlu].flat(), deps.baseFolder);
  refuseErrors(loaded.problems);
  const languages = settings.languages ?? loaded.sets.flatMap(({ language }) => language ?? []);
  const fallback = languages[0] ?? LAST_RESORT_LANGUAGE;
  const trained = await trainAll(loaded, settings, deps, fallback);
  const models = createLanguageModels(trained, {
    fallback,
    ...(settings.country && { country: settings.country }),
  });
  const vocabulary = vocabularyOf(loaded.sets);
  const knownIntents = new Set(vocabulary.intents);
  return {
    name: 'embedded',
    capabilities: capabilitiesFor(languages),
    async respond(request, signal) {
      if (signal.aborted) throw new GatewayError('ENGINE_ABORTED', 'the request was cancelled');
      return respond(request, models, settings.threshold, knownIntents);
    },
    check: async () => describe(loaded, languages, vocabulary),
  };
}

function capabilitiesFor(languages: readonly string[]): ProviderCapabilities {
  return {
    replies: false,
    intents: true,
    remembers: false,
    repeatable: true,
    oneAtATime: false,
    understands: true,
    languages,
    limits: {},
  };
}

async function trainAll(
  { sets }: LoadedTrainingData,
  settings: EmbeddedSettings,
  deps: EmbeddedDeps,
  fallback: string,
): Promise<TrainedModel[]> {
  const models = deps.models ?? processModels;
  const trained: TrainedModel[] = [];
  // One after the other: two trainings at once would take no less time and twice the memory.
  for (const { language, data } of sets) {
    const task = { data, language: language ?? fallback };
    const model = await models.get(
      task,
      trainModelOffThread,
      settings.cache && resolve(deps.baseFolder, settings.cache),
    );
    trained.push({ model, ...(language && { language }) });
  }
  return trained;
}

async function respond(
  { content, language, at, timeZone }: ProviderRequest,
  models: LanguageModels,
  threshold: number,
  knownIntents: ReadonlySet<string>,
): Promise<NluResult> {
  const understand = async (text: string) =>
    understandText(await models.choose(language), text, threshold, { at, timeZone });
  switch (content.kind) {
    // A slash that somebody typed is a character like others: only buttons may name an intent.
    case 'text':
      return understand(content.text);
    case 'choice': {
      const payload = readSlashPayload(content.value);
      return payload ? understandPayload(payload, knownIntents) : understand(content.title);
    }
    case 'attachment':
      return understand(content.caption ?? '');
    case 'opened':
      return understandEvent(content.kind, {}, knownIntents);
    case 'event':
      return understandEvent(content.name, content.values, knownIntents);
    // Fields of a form belong to whoever asked for them, and are read there.
    case 'form':
      return emptyNluResult;
  }
}

/** How many problems an error message names; `check` shows them all. */
const PROBLEMS_NAMED = 3;

function refuseErrors(problems: readonly TrainingProblem[]): void {
  const errors = problems.filter((problem) => problem.level === 'error');
  if (errors.length === 0) return;
  const named = errors.slice(0, PROBLEMS_NAMED).map(describeProblem).join(' · ');
  const more = errors.length > PROBLEMS_NAMED ? ` · and ${errors.length - PROBLEMS_NAMED} more` : '';
  throw new GatewayError('CONFIG_INVALID', `the training data cannot be used: ${named}${more}`);
}

function describeProblem({ path, line, column, message }: TrainingProblem): string {
  return `${path}:${line}:${column} ${message}`;
}

function describe(
  { sets, problems }: LoadedTrainingData,
  languages: readonly string[],
  { intents, entities }: Vocabulary,
): Finding[] {
  const examples = sets.reduce((sum, { data }) => sum + data.examples.length, 0);
  const served = languages.length > 0 ? languages.join(', ') : 'any language';
  const message = `Embedded engine: ${intents.length} intents, ${entities.length} entities, ${examples} examples (${served}).`;
  return [
    { level: 'ok', message },
    ...problems.map((problem): Finding => ({ level: problem.level, message: describeProblem(problem) })),
  ];
}
