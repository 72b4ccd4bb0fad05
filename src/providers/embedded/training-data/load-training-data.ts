import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkTrainingData } from './check-training-data.ts';
import { readNluFile } from './read-nlu-file.ts';
import {
  emptyTrainingData,
  joinTrainingData,
  type TrainingData,
  type TrainingProblem,
} from './training-data.ts';

/** The training data of one model. */
export interface TrainingSet {
  /** BCP 47 tag of the folder it came from; absent: one model for every language. */
  readonly language?: string;
  readonly data: TrainingData;
}

export interface LoadedTrainingData {
  readonly sets: readonly TrainingSet[];
  readonly problems: readonly TrainingProblem[];
}

/** A folder with such a name holds the training data of one language: `de`, `pt-BR`, `zh_Hans`. */
const LANGUAGE_FOLDER = /^[a-z]{2}(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}))?$/;
const NLU_FILE = /\.ya?ml$/i;

/** Files found under the configured paths, in a fixed order. `''`: no language folder. */
type FilesByLanguage = Map<string, string[]>;

/**
 * Reads training files and folders. Folders are searched throughout; language folders give one model each, and
 * what lies outside of them (patterns, lookups …) is shared by all. Never throws for a bad file: see `problems`.
 */
export async function loadTrainingData(
  paths: readonly string[],
  baseDir: string,
): Promise<LoadedTrainingData> {
  const files: FilesByLanguage = new Map();
  const problems: TrainingProblem[] = [];
  for (const path of paths) await collect(resolve(baseDir, path), '', files, problems);
  const read = new Map<string, TrainingData>();
  for (const [language, members] of files) read.set(language, await readAll(members, problems));
  const sets = toSets(read);
  if (problems.some((problem) => problem.level === 'error')) return { sets, problems };
  for (const { data } of sets) problems.push(...checkTrainingData(data, resolve(baseDir, paths[0] ?? '.')));
  return { sets, problems };
}

function toSets(read: ReadonlyMap<string, TrainingData>): TrainingSet[] {
  const shared = read.get('') ?? emptyTrainingData;
  const languages = [...read.keys()].filter((language) => language !== '');
  if (languages.length === 0) return [{ data: shared }];
  return languages.map((language) => ({
    language,
    data: joinTrainingData([shared, read.get(language) ?? emptyTrainingData]),
  }));
}

async function collect(
  path: string,
  language: string,
  files: FilesByLanguage,
  problems: TrainingProblem[],
): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    problems.push({
      path,
      line: 1,
      column: 1,
      level: 'error',
      message: 'The file or folder cannot be read.',
    });
  } else if (found.isDirectory()) await collectFolder(path, language, files, problems);
  else files.set(language, [...(files.get(language) ?? []), path]);
}

async function collectFolder(
  path: string,
  language: string,
  files: FilesByLanguage,
  problems: TrainingProblem[],
): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true });
  // Sorted by code unit: the same order on every machine, hence the same model.
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const inner = join(path, entry.name);
    if (!entry.isDirectory()) {
      if (NLU_FILE.test(entry.name)) await collect(inner, language, files, problems);
      continue;
    }
    const isLanguage = language === '' && LANGUAGE_FOLDER.test(entry.name);
    await collect(inner, isLanguage ? entry.name.replace('_', '-') : language, files, problems);
  }
}

async function readAll(paths: readonly string[], problems: TrainingProblem[]): Promise<TrainingData> {
  const parts: TrainingData[] = [];
  for (const path of paths) {
    const { data, problems: found } = readNluFile(path, await readFile(path, 'utf8'));
    parts.push(data);
    problems.push(...found);
  }
  return joinTrainingData(parts);
}
