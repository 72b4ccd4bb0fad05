import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes files into a fresh folder that goes away with the test. */
export async function writeFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gateway-config-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

/** The sign that marks in a test's YAML where a problem is expected. */
const MARK = '▸';

/** `name:line:column` of the mark in these files. */
export function markedPlace(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const before = text.split(MARK)[0] ?? '';
    if (before === text) continue;
    const lines = before.split('\n');
    return `${name}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  }
  throw new Error('No mark in the files.');
}

export function withoutMarks(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll(MARK, '')]));
}
