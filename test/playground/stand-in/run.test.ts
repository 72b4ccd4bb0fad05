import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';

const script = new URL('../../../src/playground/stand-in/run.ts', import.meta.url).pathname;

describe('stand-in as a process', () => {
  it('prints its address, serves, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [script, '--port', '0', '--token', 'mine']);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { url, token } = JSON.parse(String(line));
    expect(token).toBe('mine');
    expect((await fetch(`${url}/control/state`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('refuses an unknown version', async () => {
    const child = spawn(process.execPath, [script, '--version', '9']);
    expect(await once(child, 'exit')).toEqual([2, null]);
  });
});
