import { glob } from 'node:fs/promises';
import path from 'node:path';
import type { KeyPath } from './key-path.ts';
import type { PathIssue } from './yaml-tree.ts';

/** A file that a list in the configuration names, and the entry that named it. */
export interface FoundFile {
  readonly file: string;
  readonly from: KeyPath;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly issues: readonly PathIssue[];
}

/**
 * Files by names and patterns, relative to a folder, each once and sorted within its pattern. A plain name is
 * returned even when there is no such file: who reads it reports that.
 */
export async function findFiles(
  patterns: readonly string[],
  folder: string,
  base: KeyPath,
): Promise<FoundFiles> {
  const files = new Map<string, FoundFile>();
  const issues: PathIssue[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const from = [...base, index];
    const found = await expandPattern(pattern, folder);
    for (const file of found) if (!files.has(file)) files.set(file, { file, from });
    if (found.length === 0) {
      issues.push({ path: from, message: `expected files at ${pattern}, found none`, severity: 'warning' });
    }
  }
  return { files: [...files.values()], issues };
}

async function expandPattern(pattern: string, folder: string): Promise<readonly string[]> {
  if (!/[*?[{]/.test(pattern)) return [path.resolve(folder, pattern)];
  const files: string[] = [];
  for await (const name of glob(pattern, { cwd: folder })) files.push(path.resolve(folder, name));
  return files.sort();
}
