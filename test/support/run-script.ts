import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a script of this folder in a process of its own and reads the JSON that it prints last. @throws when it fails */
export async function runScript(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const script = new URL(name, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null');
}
