/**
 * Writes the importable Botpress 12 bot of the hotel sample from its training data:
 * `npx node scripts/build-botpress-sample.ts`. The archive for the admin console is a .tgz of that folder's content.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadTrainingData } from '../src/providers/embedded/training-data/load-training-data.ts';
import { botpressSampleFiles } from './botpress-sample/botpress-sample-files.ts';

const sample = path.resolve(import.meta.dirname, '../config/samples/hotel-booking');
const { sets, problems } = await loadTrainingData(['nlu.yml'], sample);
const [set] = sets;
if (!set || problems.some(({ level }) => level === 'error')) throw new Error(JSON.stringify(problems));

const folder = path.join(sample, 'botpress-v12');
await rm(folder, { recursive: true, force: true });
for (const [name, content] of botpressSampleFiles(set.data)) {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
console.log(`Written: ${path.relative(process.cwd(), folder)}`);
