/**
 * Writes the importable Dialogflow agents of the hotel sample from its training data:
 * `npx node scripts/build-dialogflow-samples.ts`. The zip for the console is the content of one folder, with agent.json
 * at its root.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dialogflowSampleFiles } from './dialogflow-samples/dialogflow-sample-files.ts';

const sample = path.resolve(import.meta.dirname, '../config/samples/hotel-booking');
for (const [engine, files] of await dialogflowSampleFiles(sample)) {
  const folder = path.join(sample, engine);
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  console.log(`Written: ${path.relative(process.cwd(), folder)} (${files.size} files)`);
}
