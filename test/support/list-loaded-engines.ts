/**
 * Which client packages are in memory: `node list-loaded-engines.ts <engine> <settings as JSON>` creates that engine and
 * prints the names of the vendors' packages that were loaded for it.
 */
import { createRequire } from 'node:module';
import { createProvider } from '../../src/providers/registry.ts';

const [engine = '', settings = '{}'] = process.argv.slice(2);
const provider = await createProvider(engine, JSON.parse(settings), { clock: Date.now, baseFolder: '.' });
await provider.close?.();
const loaded = Object.keys(createRequire(import.meta.url).cache);
const packages = loaded.flatMap(
  (file) => /node_modules\/(@google-cloud\/[^/]+|google-gax)\//.exec(file)?.[1] ?? [],
);
console.log(JSON.stringify([...new Set(packages)].toSorted()));
