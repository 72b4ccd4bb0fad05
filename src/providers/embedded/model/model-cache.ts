import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { TrainingData } from '../training-data/training-data.ts';
import type { EmbeddedModel, TrainingTask } from './embedded-model.ts';
import { embeddedModelSchema } from './model-schema.ts';

/** To be raised whenever training or the shape of a model changes: old files are then left alone. */
const MODEL_VERSION = 1;
/** Enough for a few bots with a few languages, and for the models before and after a reload. */
const MODELS_IN_MEMORY = 16;

export type Train = (task: TrainingTask) => Promise<EmbeddedModel>;

/** Keeps trained models by the content they were trained from. */
export interface ModelCache {
  /** Trains at most once for the same content, also when asked twice at the same time. `folder`: keep a file too. */
  get(task: TrainingTask, train: Train, folder?: string): Promise<EmbeddedModel>;
}

export function createModelCache(): ModelCache {
  const models = new Map<string, Promise<EmbeddedModel>>();
  return {
    get(task, train, folder) {
      const key = contentKey(task);
      const model = models.get(key) ?? makeModel(key, task, train, folder);
      models.delete(key);
      models.set(key, model);
      model.catch(() => models.delete(key));
      const [oldest] = models.keys();
      if (models.size > MODELS_IN_MEMORY && oldest !== undefined) models.delete(oldest);
      return model;
    },
  };
}

/** Hash of what training depends on: the order of examples counts, their places in files do not. */
export function contentKey({ data, language }: TrainingTask): string {
  const examples = data.examples.map(({ text, intent, spans }) => [text, intent, spans]);
  const content: Omit<TrainingData, 'examples'> = {
    synonyms: data.synonyms,
    lookups: data.lookups,
    patterns: data.patterns,
  };
  return createHash('sha256')
    .update(JSON.stringify([MODEL_VERSION, language, examples, content]))
    .digest('hex');
}

async function makeModel(
  key: string,
  task: TrainingTask,
  train: Train,
  folder: string | undefined,
): Promise<EmbeddedModel> {
  if (folder === undefined) return train(task);
  const path = join(folder, `${key}.model`);
  const stored = await readModel(path);
  if (stored) return stored;
  const model = await train(task);
  await writeModel(folder, path, model);
  return model;
}

/** A missing, broken or foreign file means: train again. */
async function readModel(path: string): Promise<EmbeddedModel | undefined> {
  try {
    return embeddedModelSchema.parse(deserialize(await readFile(path)));
  } catch {
    return undefined;
  }
}

/** The cache saves time only: a folder that cannot be written must not keep the bot from starting. */
async function writeModel(folder: string, path: string, model: EmbeddedModel): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, serialize(model));
    await rename(temporary, path);
  } catch {
    return;
  }
}
