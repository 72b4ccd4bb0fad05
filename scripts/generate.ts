/**
 * Writes everything that is generated from the source: JSON Schemas for editors, reference pages.
 * `--check`: writes nothing and fails when something is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generatedFiles } from './generate/generated-files.ts';

const root = path.resolve(import.meta.dirname, '..');
const onlyCheck = process.argv.includes('--check');
const stale: string[] = [];

for (const [name, content] of generatedFiles()) {
  const file = path.join(root, name);
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === content) continue;
  stale.push(name);
  if (onlyCheck) continue;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

if (stale.length > 0) console.log(`${onlyCheck ? 'Stale' : 'Written'}: ${stale.join(', ')}`);
if (onlyCheck && stale.length > 0) {
  console.error('Run: npm run generate');
  process.exitCode = 1;
}
