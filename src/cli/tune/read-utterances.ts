/** Utterances to tune by, labelled or not, from a file that people write or export. */
import { parse } from 'yaml';
import { z } from 'zod';
import { readNluFile } from '../../providers/embedded/training-data/read-nlu-file.ts';

export interface Utterance {
  readonly text: string;
  /** Intent; `null`: none of the bot's. Absent: not labelled. */
  readonly label?: string | null;
}

/** The file cannot be used; the message names the line and what was expected. */
export class UtterancesError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UtterancesError';
  }
}

const labelled = z.object({ text: z.string().min(1), intent: z.string().nullish() });
const NONE = new Set(['-', 'none', 'null']);

/**
 * By ending: `.tsv` (text, tab, intent), `.jsonl` (`{"text", "intent"}` a line), `.yml` (a list of the same, intent →
 * texts, or a Rasa training file). The intent `-`, `none` or null means: none of the bot's.
 * @throws UtterancesError
 */
export function readUtterances(file: string, source: string): readonly Utterance[] {
  const found = readByEnding(file, source);
  if (found.length === 0) throw new UtterancesError(`${file}: expected at least one utterance, found none`);
  return found;
}

function readByEnding(file: string, source: string): readonly Utterance[] {
  if (/\.ya?ml$/i.test(file)) return readYaml(file, source);
  const lines = source.split(/\r?\n/).map((text, index) => ({ text, at: `${file}:${index + 1}` }));
  const filled = lines.filter(({ text }) => text.trim() !== '');
  if (/\.jsonl?$/i.test(file)) return filled.map(({ text, at }) => readJsonLine(text, at));
  if (/\.(tsv|txt)$/i.test(file)) return filled.map(({ text }) => readTsvLine(text));
  throw new UtterancesError(`${file}: expected a file that ends in .tsv, .jsonl or .yml`);
}

function readTsvLine(line: string): Utterance {
  const [text = '', intent] = line.split('\t').map((field) => field.trim());
  return toUtterance(text, intent === '' ? undefined : intent);
}

function readJsonLine(line: string, at: string): Utterance {
  const parsed = labelled.safeParse(readJson(line));
  if (!parsed.success) throw new UtterancesError(`${at}: expected {"text": "…", "intent": "…"}`);
  return toUtterance(parsed.data.text, parsed.data.intent);
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const yamlList = z.array(z.union([z.string(), labelled]));
const yamlByIntent = z.record(z.string(), z.array(z.string()));

function readYaml(file: string, source: string): readonly Utterance[] {
  const value = parseYaml(file, source);
  if (typeof value === 'object' && value !== null && 'nlu' in value) return readTrainingFile(file, source);
  const list = yamlList.safeParse(value).data;
  if (list) {
    return list.map((entry) =>
      typeof entry === 'string' ? { text: entry } : toUtterance(entry.text, entry.intent),
    );
  }
  const byIntent = yamlByIntent.safeParse(value).data;
  if (!byIntent) {
    throw new UtterancesError(
      `${file}: expected a list of {text, intent}, intent → texts, or a training file`,
    );
  }
  return Object.entries(byIntent).flatMap(([intent, texts]) =>
    texts.map((text) => toUtterance(text, intent)),
  );
}

function parseYaml(file: string, source: string): unknown {
  try {
    return parse(source);
  } catch (error) {
    throw new UtterancesError(`${file}: expected YAML: ${error instanceof Error ? error.message : ''}`);
  }
}

function readTrainingFile(file: string, source: string): readonly Utterance[] {
  const { data } = readNluFile(file, source);
  return data.examples.map(({ text, intent }) => ({ text, label: intent }));
}

/** `undefined`: not labelled. */
function toUtterance(text: string, intent: string | null | undefined): Utterance {
  if (intent === undefined) return { text };
  return { text, label: intent === null || NONE.has(intent.toLowerCase()) ? null : intent };
}
