import { readFile } from 'node:fs/promises';

/** One line of a file, for an excerpt; undefined when it is not there. */
export async function readLine(file: string, line: number): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/)[line - 1];
  } catch {
    return undefined;
  }
}
