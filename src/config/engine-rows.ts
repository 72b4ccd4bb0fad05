import type { z } from 'zod';
import { engines } from '../providers/registry.ts';
import { inspectTrainingData } from './inspect-training-data.ts';
import type { EngineSchemas } from './schema/file-schemas.ts';

/** Something wrong in a file that an engine's settings name. */
export interface EngineFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export interface EngineInspection {
  readonly findings: readonly EngineFinding[];
  /** Every intent that the engine can name. */
  readonly intents: readonly string[];
}

/** What the configuration needs to know of one engine. */
export interface EngineRow {
  /** Strict schema of the engine's block. */
  readonly settings: z.ZodType;
  /** Keys of the block that hold paths, relative to the file in which they stand. */
  readonly paths?: readonly string[];
  /** Looks into the files that the settings name. */
  inspect?(settings: unknown): Promise<EngineInspection>;
}

export type EngineRows = Readonly<Record<string, EngineRow>>;

/** What the configuration looks at beside the settings of an engine. */
const files: Readonly<Record<string, Pick<EngineRow, 'paths' | 'inspect'>>> = {
  embedded: { paths: ['nlu', 'cache'], inspect: inspectTrainingData },
  'dialogflow-es': { paths: ['key_file'] },
  'dialogflow-cx': { paths: ['key_file'] },
};

/** The engines of the registry. */
export const engineRows: EngineRows = Object.fromEntries(
  Object.entries(engines).map(([name, { settings }]) => [name, { settings, ...files[name] }]),
);

export function engineSchemas(rows: EngineRows): EngineSchemas {
  return Object.fromEntries(Object.entries(rows).map(([name, { settings }]) => [name, settings]));
}
