import { createBuiltinFinder } from '../entities/builtin-finders.ts';
import { type EntityModel, trainEntityModel } from '../entities/entity-model.ts';
import { type IntentModel, trainIntentModel } from '../intents/intent-classifier.ts';
import type { TrainingData } from '../training-data/training-data.ts';

/** Everything learned from one training set. Plain data: it crosses threads and rests in files. */
export interface EmbeddedModel {
  readonly intents: IntentModel;
  readonly entities: EntityModel;
}

/** What a model is made from. The same task gives the same model. */
export interface TrainingTask {
  readonly data: TrainingData;
  /** BCP 47; decides how dates and number words are read. */
  readonly language: string;
}

export async function trainModel({ data, language }: TrainingTask): Promise<EmbeddedModel> {
  const findBuiltins = await createBuiltinFinder({ languages: [language] });
  return { intents: trainIntentModel(data.examples), entities: trainEntityModel(data, findBuiltins) };
}
