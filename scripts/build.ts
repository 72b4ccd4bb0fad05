/**
 * Makes the publishable package: `dist` with plain JavaScript, since Node runs no TypeScript below node_modules.
 * `npm pack` then takes what `files` of package.json names. `--out <folder>` builds elsewhere.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'dist') } } });

rmSync(values.out, { recursive: true, force: true });
execFileSync(
  path.join(root, 'node_modules/.bin/tsc'),
  ['--project', path.join(root, 'tsconfig.build.json'), '--outDir', values.out],
  { cwd: root, stdio: 'inherit' },
);
// Pages, pictures and the like are read from beside the code.
cpSync(path.join(root, 'src'), values.out, {
  recursive: true,
  filter: (source) => statSync(source).isDirectory() || !source.endsWith('.ts'),
});
