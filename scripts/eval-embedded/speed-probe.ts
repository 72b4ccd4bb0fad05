/**
 * Runs in a process of its own, started by `measure-speed.ts`: what the first training costs shows only where
 * nothing of the engine has been loaded or compiled. Prints one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
// The gateway holds these two for its configuration whatever the engine.
import 'yaml';
import { z } from 'zod';

const FRAME = { at: Date.UTC(2026, 10, 23, 10), timeZone: 'UTC' };
const WARM_RUNS = 5;
const PREDICTIONS = 4000;
const textSchema = z.object({ text: z.string() });

const folder = resolve(process.argv[2] ?? '.');
const texts = readFileSync(resolve(folder, 'test.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => textSchema.parse(JSON.parse(line)).text);

collectGarbage();
const memoryBefore = process.memoryUsage();
const first = await timed();
collectGarbage();
const memoryAfter = process.memoryUsage();
const warmMs: number[] = [];
for (let run = 0; run < WARM_RUNS; run++) warmMs.push((await timed()).ms);
console.log(
  JSON.stringify({
    firstTrainingMs: first.ms,
    warmTrainingMs: warmMs,
    classifyMs: timeEach(first.engine.classify),
    understandMs: timeEach(first.engine.understand),
    heapBytes: used(memoryAfter) - used(memoryBefore),
    residentBytes: memoryAfter.rss - memoryBefore.rss,
  }),
);

async function timed() {
  const start = performance.now();
  const engine = await trainEngine();
  return { engine, ms: performance.now() - start };
}

async function trainEngine() {
  const { loadTrainingData } = await import(
    '../../src/providers/embedded/training-data/load-training-data.ts'
  );
  const { trainModel } = await import('../../src/providers/embedded/model/embedded-model.ts');
  const { createLanguageModels } = await import('../../src/providers/embedded/language-models.ts');
  const { understandText } = await import('../../src/providers/embedded/understand.ts');
  const { classifyIntent } = await import('../../src/providers/embedded/intents/intent-classifier.ts');
  const [set] = (await loadTrainingData(['nlu.yml'], folder)).sets;
  if (!set) throw new Error(`no training data in ${folder}`);
  const model = await trainModel({ data: set.data, language: 'en' });
  const ready = await createLanguageModels([{ model }], { fallback: 'en' }).choose('en');
  return {
    classify: (text: string) => classifyIntent(model.intents, text),
    understand: (text: string) => understandText(ready, text, 0, FRAME),
  };
}

function timeEach(work: (text: string) => unknown): number[] {
  return Array.from({ length: PREDICTIONS }, (_, position) => {
    const text = texts[position % texts.length] ?? '';
    const start = performance.now();
    work(text);
    return performance.now() - start;
  });
}

function used({ heapUsed, external }: NodeJS.MemoryUsage): number {
  return heapUsed + external;
}

function collectGarbage(): void {
  globalThis.gc?.();
}
