import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../../../src/playground/page/jsconfig.json', import.meta.url));
const compiler = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc');

it('the page keeps the types that its comments promise', async () => {
  const { stdout } = await run(process.execPath, [compiler, '-p', project]).catch((error: unknown) => {
    return { stdout: error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error) };
  });
  expect(stdout).toBe('');
}, 60_000);
