/**
 * Writes the importable Lex V2 bot of the hotel sample from its training data: `npx node scripts/build-lex-sample.ts`.
 * The zip for the Lex console is the content of that folder, with Manifest.json at its root.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadTrainingData } from '../src/providers/embedded/training-data/load-training-data.ts';
import { lexSampleFiles } from './lex-sample/lex-sample-files.ts';

const sample = path.resolve(import.meta.dirname, '../config/samples/hotel-booking');
const { sets, problems } = await loadTrainingData(['nlu.yml'], sample);
const [set] = sets;
if (!set || problems.some(({ level }) => level === 'error')) throw new Error(JSON.stringify(problems));

const folder = path.join(sample, 'lex');
await rm(folder, { recursive: true, force: true });
for (const [name, content] of lexSampleFiles(set.data)) {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}
console.log(`Written: ${path.relative(process.cwd(), folder)}`);
