/** The package as it is published: packed, unpacked below a node_modules folder, and run from there. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const published = ['package.json', 'bin', 'config', 'docs', 'README.md', 'LICENSE'];
const packSchema = z.tuple([
  z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }),
]);

describe('the published package', () => {
  let folder: string;
  let installed: string;
  let files: readonly string[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gateway-package-'));
    const staged = path.join(folder, 'staged');
    mkdirSync(staged);
    await run(process.execPath, ['scripts/build.ts', '--out', path.join(staged, 'dist')], { cwd: root });
    for (const name of published) {
      const source = path.join(root, name);
      if (existsSync(source)) cpSync(source, path.join(staged, name), { recursive: true });
    }
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts'], { cwd: staged });
    const [packed] = packSchema.parse(JSON.parse(stdout));
    files = packed.files.map((file) => file.path);
    installed = path.join(folder, 'node_modules/chatwoot-nlu-gateway');
    mkdirSync(installed, { recursive: true });
    const tarball = path.join(staged, packed.filename);
    execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
    symlinkSync(path.join(root, 'node_modules'), path.join(installed, 'node_modules'));
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the program, the configuration and the licence, and no sources or tests', () => {
    expect(files).toContain('bin/chatwoot-nlu-gateway.js');
    expect(files).toContain('dist/cli/main.js');
    expect(files).toContain('dist/playground/page/index.html');
    expect(files).toContain('config/gateway.yaml');
    expect(files).toContain('config/gateway.schema.json');
    expect(files).toContain('LICENSE');
    expect(files.filter((name) => /^(src|test|scripts|data)\/|(?<!\.d)\.ts$/.test(name))).toEqual([]);
  });

  it('runs below node_modules, where Node takes no TypeScript', async () => {
    const { stdout } = await run(
      process.execPath,
      [path.join(installed, 'bin/chatwoot-nlu-gateway.js'), 'check'],
      { cwd: installed },
    );
    expect(stdout).toMatch(/✓ configuration: 1 bot, \d+ flows/);
    expect(stdout).toContain('✓ hotel: embedded');
  });
});
