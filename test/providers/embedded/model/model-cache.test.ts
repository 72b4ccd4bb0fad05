import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TrainingTask, trainModel } from '../../../../src/providers/embedded/model/embedded-model.ts';
import { contentKey, createModelCache } from '../../../../src/providers/embedded/model/model-cache.ts';
import {
  trainingWork,
  trainModelOffThread,
} from '../../../../src/providers/embedded/model/train-off-thread.ts';
import { emptyTrainingData } from '../../../../src/providers/embedded/training-data/training-data.ts';
import { trainingData } from '../support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'));
});
afterAll(() => rm(folder, { recursive: true }));

const task: TrainingTask = {
  language: 'en',
  data: trainingData(`- intent: book
  examples: |
    - book a room in [Bern](city)
    - reserve [two](guests) rooms
- intent: greet
  examples: |
    - hello
    - hi there
- synonym: Bern
  examples: |
    - Berne
`),
};

function counting() {
  const calls: TrainingTask[] = [];
  const train = (wanted: TrainingTask) => {
    calls.push(wanted);
    return trainModel(wanted);
  };
  return { calls, train };
}

describe('in memory', () => {
  test('the same content is trained once, also when asked twice at once', async () => {
    const { calls, train } = counting();
    const cache = createModelCache();
    const [first, second] = await Promise.all([
      cache.get(task, train),
      cache.get(structuredClone(task), train),
    ]);
    expect(second).toBe(first);
    expect(calls).toHaveLength(1);
  });

  test('other content or another language is another model', () => {
    const moved = task.data.examples.map((example) => ({
      ...example,
      place: { path: 'x', line: 9, column: 9 },
    }));
    expect(contentKey({ ...task, data: { ...task.data, examples: moved } })).toBe(contentKey(task));
    expect(contentKey({ ...task, language: 'de' })).not.toBe(contentKey(task));
    expect(contentKey({ ...task, data: { ...task.data, synonyms: [] } })).not.toBe(contentKey(task));
  });

  test('a failed training is tried again', async () => {
    const cache = createModelCache();
    await expect(cache.get(task, () => Promise.reject(new Error('out of luck')))).rejects.toThrow(
      'out of luck',
    );
    await expect(cache.get(task, trainModel)).resolves.toBeDefined();
  });

  test('old models are forgotten', async () => {
    const { calls, train } = counting();
    const cache = createModelCache();
    const numbered = (position: number): TrainingTask => ({
      language: `x${position}`,
      data: emptyTrainingData,
    });
    for (let position = 0; position < 20; position++) await cache.get(numbered(position), train);
    await cache.get(numbered(19), train);
    expect(calls).toHaveLength(20);
    await cache.get(numbered(0), train);
    expect(calls).toHaveLength(21);
  });
});

describe('in a folder', () => {
  test('a model survives the process unchanged', async () => {
    const { calls, train } = counting();
    const first = await createModelCache().get(task, train, join(folder, 'deep/er'));
    const second = await createModelCache().get(task, train, join(folder, 'deep/er'));
    expect(calls).toHaveLength(1);
    expect(second).toEqual(first);
    expect(await readdir(join(folder, 'deep/er'))).toEqual([`${contentKey(task)}.model`]);
  });

  test('a broken file is trained over', async () => {
    const { calls, train } = counting();
    await writeFile(join(folder, `${contentKey(task)}.model`), 'not a model');
    await createModelCache().get(task, train, folder);
    await createModelCache().get(task, train, folder);
    expect(calls).toHaveLength(1);
  });

  test('a folder that cannot be written costs nothing but time', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(createModelCache().get(task, trainModel, join(folder, 'file'))).resolves.toBeDefined();
  });
});

test('large training data is trained in a thread, with the same result', async () => {
  const place = { path: 'nlu.yml', line: 1, column: 1 };
  const examples = Array.from({ length: 400 }, (_, position) => ({
    text: `topic${position % 10} wording ${String.fromCodePoint(97 + (position % 26))}${position % 7}`,
    intent: `intent-${position % 10}`,
    spans: [],
    place,
  }));
  const large: TrainingTask = { language: 'en', data: { ...emptyTrainingData, examples } };
  expect(trainingWork(large)).toBeGreaterThan(3000);
  expect(await trainModelOffThread(large)).toEqual(await trainModel(large));
});
