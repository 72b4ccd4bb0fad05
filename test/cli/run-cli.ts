import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface RunningCli {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when stdout or stderr holds the text. @throws Error when the command ends before */
  prints(text: string): Promise<void>;
  /** Resolves to the exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>;
}

/** Runs a command of ours as an operator does. It is killed with the test. */
export function runCli(
  args: readonly string[],
  options: {
    readonly input?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
  } = {},
): RunningCli {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...options.env },
    cwd: options.cwd,
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  child.stdin.end(options.input ?? '');
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'close').then(() => child.exitCode);
  return {
    child,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    prints: (text) => until(child, () => `${output.stdout}${output.stderr}`, text),
    exit,
  };
}

function until(child: ChildProcess, output: () => string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (output().includes(text)) resolve();
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => reject(new Error(`Ended without printing "${text}":\n${output()}`)));
    look();
  });
}
