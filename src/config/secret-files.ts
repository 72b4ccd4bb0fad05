import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeyPath } from './key-path.ts';
import { secretOfFileKey } from './secret-names.ts';
import type { PathIssue } from './yaml-tree.ts';

/**
 * Replaces `token_file: path` by `token: <content>`, at any depth. Paths are relative to the YAML file; one
 * trailing newline is dropped. `tokens_file`, `secrets_file`: one secret per line.
 */
export async function readSecretFiles(
  value: unknown,
  file: string,
): Promise<{ readonly value: unknown; readonly issues: readonly PathIssue[] }> {
  const issues: PathIssue[] = [];
  return { value: await replace(value, [], path.dirname(file), issues), issues };
}

async function replace(value: unknown, at: KeyPath, folder: string, issues: PathIssue[]): Promise<unknown> {
  if (Array.isArray(value)) {
    return Promise.all(value.map((item, index) => replace(item, [...at, index], folder, issues)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, inner]): Promise<[string, unknown]> => {
      const secret = secretOfFileKey(key);
      if (secret === undefined) return [key, await replace(inner, [...at, key], folder, issues)];
      if (secret in value) {
        issues.push({ path: [...at, key], at: 'key', message: `expected ${secret} or ${key}, found both` });
      }
      return [secret, await readSecret(inner, secret, [...at, key], folder, issues)];
    }),
  );
  return Object.fromEntries(entries);
}

async function readSecret(
  name: unknown,
  secret: string,
  at: KeyPath,
  folder: string,
  issues: PathIssue[],
): Promise<unknown> {
  if (typeof name !== 'string') {
    issues.push({ path: at, message: 'expected the path of a file' });
    return undefined;
  }
  try {
    const content = (await readFile(path.resolve(folder, name), 'utf8')).replace(/\r?\n$/, '');
    if (content === '') issues.push({ path: at, message: 'expected a secret in this file, found it empty' });
    return secret.endsWith('s') ? content.split(/\r?\n/).filter((line) => line !== '') : content;
  } catch {
    issues.push({ path: at, message: `expected a readable file, found none at ${name}` });
    return undefined;
  }
}
