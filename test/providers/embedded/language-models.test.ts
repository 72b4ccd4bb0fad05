import { beforeAll, describe, expect, test } from 'vitest';
import { classifyIntent } from '../../../src/providers/embedded/intents/intent-classifier.ts';
import { createLanguageModels } from '../../../src/providers/embedded/language-models.ts';
import { type EmbeddedModel, trainModel } from '../../../src/providers/embedded/model/embedded-model.ts';
import { MONDAY, trainingData } from './support.ts';

const models: Record<string, EmbeddedModel> = {};

beforeAll(async () => {
  for (const language of ['en', 'de', 'pt-BR']) {
    const data = trainingData(
      `- intent: ${language}\n  examples: |\n    - one\n- intent: other\n  examples: |\n    - two\n`,
    );
    models[language] = await trainModel({ data, language });
  }
});

const frame = { at: MONDAY, timeZone: 'UTC' };

describe('one model per language', () => {
  const choose = (language: string | undefined) =>
    createLanguageModels(
      Object.entries(models).map(([tag, model]) => ({ language: tag, model })),
      { fallback: 'de' },
    ).choose(language);

  test.each([
    ['en', 'en'],
    ['EN', 'en'],
    ['en-GB', 'en'],
    ['pt-BR', 'pt-BR'],
    ['pt_BR', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['tr', 'de'],
    ['', 'de'],
    [undefined, 'de'],
  ])('a conversation in %s is served by %s', async (language, expected) => {
    const chosen = await choose(language);
    expect(chosen.language).toBe(expected);
    expect(classifyIntent(chosen.intents, 'one')[0]?.name).toBe(expected);
  });

  test('reads dates in its own language only', async () => {
    const german = await choose('tr');
    expect(german.findEntities('morgen', frame)).toMatchObject([{ value: '2026-11-24' }]);
    expect(german.findEntities('tomorrow', frame)).toEqual([]);
  });
});

describe('one model for all', () => {
  const choose = (language: string) =>
    createLanguageModels([{ model: models['en']! }], { fallback: 'en' }).choose(language);

  test.each([
    ['de', 'morgen'],
    ['de', 'tomorrow'],
    ['tr', 'tomorrow'],
    ['en', 'tomorrow'],
  ])('in %s reads "%s", in the language of the conversation or the fallback', async (language, text) => {
    const model = await choose(language);
    expect(model.findEntities(text, frame)).toMatchObject([{ name: 'date', value: '2026-11-24' }]);
  });

  test('numbers found twice count once', async () => {
    const model = await choose('de');
    expect(model.findEntities('4 Gäste', frame)).toMatchObject([{ name: 'number', value: 4 }]);
  });
});
