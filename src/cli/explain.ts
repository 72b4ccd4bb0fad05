import { readConversationName } from '../core/explain/find-keys.ts';
import { formatReport } from '../core/explain/format-report.ts';
import { type Desk, DeskError } from './desk/desk.ts';
import { type DeskOptions, openDesk } from './desk/open-desk.ts';
import { explainFailure } from './explain-failure.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface ExplainOptions extends DeskOptions {
  readonly bot?: string;
  /** The data instead of the words. */
  readonly json?: boolean;
}

/** Why a conversation went as it did: every turn, what was skipped and why, every message with its fate. */
export async function explain(
  terminal: Terminal,
  conversation: string,
  options: ExplainOptions,
): Promise<ExitCode> {
  return atDesk(terminal, options, async (desk) => {
    const key = await findOne(terminal, desk, conversation, options.bot);
    if (key === undefined) return 1;
    const report = await desk.report(key);
    if (options.json) terminal.print(JSON.stringify(report, undefined, 2));
    else for (const line of formatReport(report)) terminal.print(line);
    return report.known || report.skipped.length > 0 ? 0 : 1;
  });
}

/** Runs a command at the desk and closes it; what goes wrong is printed. */
export async function atDesk(
  terminal: Terminal,
  options: DeskOptions,
  work: (desk: Desk) => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    const desk = await openDesk(terminal, options);
    if (typeof desk === 'number') return desk;
    try {
      return await work(desk);
    } finally {
      await desk.close();
    }
  } catch (error) {
    terminal.complain(error instanceof DeskError ? error.message : explainFailure(error));
    return 1;
  }
}

async function findOne(
  terminal: Terminal,
  desk: Desk,
  name: string,
  bot: string | undefined,
): Promise<string | undefined> {
  const query = readConversationName(name);
  if (!query) {
    terminal.complain(`Expected a conversation like 312, 1/312 or hotel:1:312, found "${name}".`);
    return undefined;
  }
  if ('key' in query) return query.key;
  const keys = await desk.find({ ...query, bot });
  if (keys.length === 1) return keys[0];
  terminal.complain(
    keys.length === 0
      ? `No conversation ${name} in ${desk.source}.`
      : `Several conversations are called ${name}; which one? ${keys.join(', ')}`,
  );
  return undefined;
}
