import path from 'node:path';
import { z } from 'zod';
import type { EngineInspection } from './engine-rows.ts';

const settingsSchema = z.looseObject({ nlu: z.union([z.string(), z.array(z.string())]) });

/** Reads the training data of the embedded engine, without training. Its code is loaded only where it is used. */
export async function inspectTrainingData(settings: unknown): Promise<EngineInspection> {
  const { nlu } = settingsSchema.parse(settings);
  const { loadTrainingData } = await import('../providers/embedded/training-data/load-training-data.ts');
  const { sets, problems } = await loadTrainingData([nlu].flat(), path.parse(process.cwd()).root);
  return {
    findings: problems.map(({ path: file, line, column, level, message }) => ({
      file,
      line,
      column,
      message,
      severity: level,
    })),
    intents: [...new Set(sets.flatMap(({ data }) => data.examples.map(({ intent }) => intent)))],
  };
}
