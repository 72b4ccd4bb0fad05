import { Command, InvalidArgumentError, Option } from 'commander';
import type { DeskOptions } from './desk/open-desk.ts';
import type { PackageInfo } from './package-info.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import type { TuneOptions } from './tune.ts';

const DEFAULT_CONFIG = 'config/gateway.yaml';
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * The commands and their arguments. `end` gets the exit code of the command that ran. Each command is loaded when it is
 * called: what `start` does not need must not lengthen a restart.
 */
export function createProgram(info: PackageInfo, terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command(info.name).description(info.description).version(info.version);
  program
    .command('start', { isDefault: true })
    .description('Serve until stopped. SIGHUP loads the configuration again, SIGTERM finishes and stops.')
    .addOption(configOption())
    .addOption(new Option('--log-level <level>').env('LOG_LEVEL').default('info', 'info').choices(logLevels))
    .action(async (options: { config: string; logLevel: string }) => {
      const { start } = await import('./start.ts');
      end(await start(terminal, options));
    });
  program
    .command('chat')
    .description('Talk to a bot in this terminal, through the same pipeline.')
    .addOption(configOption())
    .option('-b, --bot <name>', 'the bot to talk to; the first one when absent')
    .action(async (options: { config: string; bot?: string }) => {
      const { chat } = await import('./chat.ts');
      end(await chat(terminal, options));
    });
  program
    .command('check')
    .description('Check the configuration, the flows, and that engines and Chatwoot can be reached.')
    .addOption(configOption())
    .option('--timeout-ms <number>', 'longest time for all answers', readMilliseconds, 15_000)
    .action(async (options: { config: string; timeoutMs: number }) => {
      const { check } = await import('./check.ts');
      end(await check(terminal, options));
    });
  addExplain(program, terminal, end);
  addTune(program, terminal, end);
  addDeadLetters(program, terminal, end);
  return program;
}

function addTune(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('tune')
    .description('What would be answered, asked back and handed over at each threshold of confidence.')
    .addOption(configOption())
    .option('-b, --bot <name>', 'the bot; the first one when absent')
    .option('-e, --engine <name>', 'the engine; the one that answers when absent')
    .option('-f, --file <name>', 'utterances with or without intents: .tsv, .jsonl, .yml')
    .option('--recorded', 'the utterances that the store remembers; the gateway must not be running')
    .option('--timeout-ms <number>', 'longest time for all answers', readMilliseconds, 600_000)
    .action(async (options: TuneOptions) => {
      const { tune } = await import('./tune.ts');
      end(await tune(terminal, options));
    });
}

function addExplain(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('explain <conversation>')
    .description('Why a conversation went as it did. It is named 312, 1/312 (account/id) or hotel:1:312.')
    .addOption(configOption())
    .addOption(urlOption())
    .option('-b, --bot <name>', 'the bot, where several have a conversation of that number')
    .option('--json', 'the data instead of the words')
    .action(async (conversation: string, options: DeskOptions & { bot?: string; json?: boolean }) => {
      const { explain } = await import('./explain.ts');
      end(await explain(terminal, conversation, options));
    });
}

function addDeadLetters(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const dead = program.command('dead').description('What was given up: list it, try it again, forget it.');
  dead
    .command('list')
    .addOption(configOption())
    .addOption(urlOption())
    .action(async (options: DeskOptions) => {
      const { listDeadLetters } = await import('./dead.ts');
      end(await listDeadLetters(terminal, options));
    });
  for (const what of ['redrive', 'discard'] as const) {
    dead
      .command(`${what} <id>`)
      .addOption(configOption())
      .addOption(urlOption())
      .action(async (id: string, options: DeskOptions) => {
        const { endDeadLetter } = await import('./dead.ts');
        end(await endDeadLetter(terminal, what, id, options));
      });
  }
}

function urlOption(): Option {
  return new Option(
    '--url <address>',
    'a running gateway; its admin token is read from GATEWAY_ADMIN_TOKEN or the configuration',
  );
}

function configOption(): Option {
  return new Option('-c, --config <file>', 'main configuration file')
    .env('GATEWAY_CONFIG')
    .default(DEFAULT_CONFIG);
}

function readMilliseconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number of milliseconds.');
}
