import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/generate/generated-files.ts';
import { errorTable } from '../../src/core/model/gateway-error.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('generated files', () => {
  it.each([...generatedFiles()])('%s is up to date (npm run generate)', async (name, content) => {
    expect(await readFile(path.join(root, name), 'utf8')).toBe(content);
  });

  it('documents every error code', async () => {
    const page = await readFile(path.join(root, 'docs/errors.md'), 'utf8');
    for (const code of Object.keys(errorTable)) expect(page).toContain(`| \`${code}\` |`);
  });

  it('explains every key of the configuration', () => {
    const page = generatedFiles().get('docs/configuration.md') ?? '';
    const silent = page.split('\n').filter((line) => /^\| `(?!<)\w+` \| {2}\|/.test(line));
    expect(silent).toEqual([]);
  });
});
