import { describeDeadLetter } from '../core/explain/format-report.ts';
import type { DeskOptions } from './desk/open-desk.ts';
import { atDesk } from './explain.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** What was given up: events that no turn could work on, calls that Chatwoot refused for good. */
export function listDeadLetters(terminal: Terminal, options: DeskOptions): Promise<ExitCode> {
  return atDesk(terminal, options, async (desk) => {
    const letters = await desk.deadLetters();
    for (const letter of letters) terminal.print(`${letter.key}  ${describeDeadLetter(letter)}`);
    if (letters.length === 0) terminal.print('There are no dead letters.');
    return 0;
  });
}

/** `redrive` puts it back at the end of its conversation's line, `discard` forgets it. */
export function endDeadLetter(
  terminal: Terminal,
  what: 'redrive' | 'discard',
  id: string,
  options: DeskOptions,
): Promise<ExitCode> {
  return atDesk(terminal, options, async (desk) => {
    if (await desk[what](id)) {
      terminal.print(what === 'redrive' ? `${id} is worked on again.` : `${id} is forgotten.`);
      return 0;
    }
    terminal.complain(`There is no dead letter ${id}.`);
    return 1;
  });
}
