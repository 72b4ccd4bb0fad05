import path from 'node:path';
import type { Environment } from '../config/expand-variables.ts';
import { explainProblems } from '../config/explain-problems.ts';
import type { ConfigResult } from '../config/gateway-config.ts';
import { loadConfig } from '../config/load-config.ts';
import type { Terminal } from './terminal.ts';

/** Loads the configuration and prints its problems. `env`: beside or instead of the terminal's own. */
export async function loadForCommand(
  terminal: Terminal,
  file: string,
  env: Environment = {},
): Promise<ConfigResult> {
  const result = await loadConfig(path.resolve(terminal.folder, file), { ...terminal.env, ...env });
  const explained = explainProblems(result.problems, terminal.folder);
  if (explained !== '') terminal.complain(explained);
  return result;
}
