import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Starts the busy gateway on a store file; resolves when the store is open there. */
export async function startBusyGateway(path: string, life: number) {
  const script = join(import.meta.dirname, 'busy-gateway.ts');
  const child = spawn(process.execPath, [script, path, String(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.value !== 'open') throw new Error(`the process did not open its store: ${first.value}`);
  return { child, lines };
}

/** Kill -9; resolves when the process is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Reads until `count` lines came, kills the process, and returns all that it said, to the last word. */
export async function killAfter(path: string, life: number, count: number): Promise<readonly string[]> {
  const { child, lines } = await startBusyGateway(path, life);
  const said: string[] = [];
  let gone: Promise<void> | undefined;
  for await (const line of lines) {
    said.push(line);
    if (said.length >= count) gone ??= kill(child);
  }
  await gone;
  return said;
}
