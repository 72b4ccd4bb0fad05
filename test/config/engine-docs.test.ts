import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { engines } from '../../src/providers/registry.ts';

const folder = join(import.meta.dirname, '../../docs/providers');
const page = readFileSync(join(folder, 'README.md'), 'utf8');

it.each(Object.keys(engines))('%s has a row in the table of engines', (engine) => {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${engine}\` `)) ?? '';
  expect(row.split('|').length).toBe(10);
  expect(row).toContain('../../config/examples/');
});

it('the table of engines leads to pages, examples and samples that there are', () => {
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
});
