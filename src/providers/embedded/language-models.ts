import { createBuiltinFinder } from './entities/builtin-finders.ts';
import { createEntityFinder, type FindEntities } from './entities/find-entities.ts';
import type { IntentModel } from './intents/intent-classifier.ts';
import type { EmbeddedModel } from './model/embedded-model.ts';

/** What serves one language. */
export interface LanguageModel {
  readonly intents: IntentModel;
  readonly findEntities: FindEntities;
  /** Of the model when there is one per language, else of the conversation. */
  readonly language: string;
}

export interface TrainedModel {
  /** Absent: it serves every language. */
  readonly language?: string;
  readonly model: EmbeddedModel;
}

export interface LanguageModels {
  /** @param language BCP 47, of the conversation */
  choose(language: string | undefined): Promise<LanguageModel>;
}

export interface LanguageModelOptions {
  /** Serves conversations in a language that has no model. */
  readonly fallback: string;
  readonly country?: string;
}

/** More tags than this are not remembered: they come with the conversations, so from outside. */
const MOST_LANGUAGES = 64;

/**
 * One model per language, or one for all. Dates and number words are read in the language of the model; with one for
 * all in that of the conversation and, since visitors' browsers are often set to another language than the one they
 * write, in the fallback as well. The language is matched as a whole (`pt-BR`), then by its base (`pt`), then the fallback serves.
 */
export function createLanguageModels(
  trained: readonly TrainedModel[],
  { fallback, country }: LanguageModelOptions,
): LanguageModels {
  const ready = new Map<string, Promise<LanguageModel>>();
  return {
    choose(wanted) {
      const language = wanted?.replaceAll('_', '-') || fallback;
      const key = language.toLowerCase();
      const known = ready.get(key);
      if (known) return known;
      const chosen = chooseModel(trained, language, fallback);
      const languages = chosen.language === undefined ? [language, fallback] : [chosen.language];
      const made = prepare(chosen.model, languages, country);
      if (ready.size < MOST_LANGUAGES) ready.set(key, made);
      return made;
    },
  };
}

async function prepare(
  model: EmbeddedModel,
  languages: readonly string[],
  country: string | undefined,
): Promise<LanguageModel> {
  const findBuiltins = await createBuiltinFinder({ languages, ...(country && { country }) });
  return {
    intents: model.intents,
    findEntities: createEntityFinder(model.entities, findBuiltins),
    language: languages[0] ?? '',
  };
}

/** At least one model is given: an engine without training data does not start. */
function chooseModel(trained: readonly TrainedModel[], language: string, fallback: string): TrainedModel {
  const base = (tag: string) => tag.split('-')[0]?.toLowerCase();
  const same =
    (wanted: string) =>
    ({ language: tag }: TrainedModel) =>
      tag?.toLowerCase() === wanted.toLowerCase();
  const related =
    (wanted: string) =>
    ({ language: tag }: TrainedModel) =>
      tag !== undefined && base(tag) === base(wanted);
  const wishes = [same(language), related(language), same(fallback), related(fallback)];
  const found = wishes.map((wish) => trained.find(wish)).find((model) => model !== undefined);
  return found ?? trained[0]!;
}
