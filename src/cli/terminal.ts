import type { Readable } from 'node:stream';
import type { Environment } from '../config/expand-variables.ts';

/** What a command may touch of the process; tests give their own. */
export interface Terminal {
  /** A line for the person who typed the command. */
  print(line: string): void;
  /** A line about something wrong. */
  complain(line: string): void;
  /** Shows that something may be typed; nothing where nobody types. */
  prompt(): void;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly env: Environment;
  /** Folder that paths of arguments and of problems are relative to. */
  readonly folder: string;
}

/** How a command ended: 0 fine, 1 failed, 2 the configuration cannot be used. */
export type ExitCode = 0 | 1 | 2;

export function processTerminal(): Terminal {
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    prompt: () => void (process.stdin.isTTY && process.stdout.write('> ')),
    input: process.stdin,
    env: process.env,
    folder: process.cwd(),
  };
}
