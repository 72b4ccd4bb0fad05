import { createInterface } from 'node:readline';
import { isError } from '../config/config-problem.ts';
import type { BotConfig, GatewayConfig } from '../config/gateway-config.ts';
import { findFreePort, openChat } from './chat/open-chat.ts';
import { createTalk } from './chat/talk.ts';
import { explainFailure } from './explain-failure.ts';
import { loadForCommand } from './load-for-command.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface ChatOptions {
  /** Path of the main configuration file. */
  readonly config: string;
  /** Name of the bot; absent: the first one. */
  readonly bot?: string;
}

/** The same pipeline as `start`, with this terminal as the customer's widget. Ends with the input or `/quit`. */
export async function chat(terminal: Terminal, options: ChatOptions): Promise<ExitCode> {
  const port = await findFreePort();
  // The sample's addresses follow PORT, so that a running gateway is not in the way.
  const { config, problems } = await loadForCommand(terminal, options.config, { PORT: String(port) });
  if (!config) return 2;
  const bot = chooseBot(config, options.bot);
  if (!bot) {
    const wanted = options.bot ?? '';
    const broken = problems.some((problem) => isError(problem) && problem.bot === wanted);
    terminal.complain(
      broken
        ? `The bot "${wanted}" has errors.`
        : `There is no bot "${wanted}"; there are ${[...config.bots.keys()].join(', ')}.`,
    );
    return 2;
  }
  try {
    await converse(terminal, { ...config, http: { ...config.http, port } }, bot);
    return 0;
  } catch (error) {
    terminal.complain(explainFailure(error));
    return 1;
  }
}

function chooseBot({ bots }: GatewayConfig, name: string | undefined): BotConfig | undefined {
  return name === undefined ? bots.values().next().value : bots.get(name);
}

async function converse(terminal: Terminal, config: GatewayConfig, bot: BotConfig): Promise<void> {
  const open = await openChat(config, bot);
  const interactive = terminal.input.isTTY === true;
  const lines = createInterface({ input: terminal.input, terminal: false });
  try {
    terminal.print(`Talking to ${bot.name}, answered by ${bot.provider}. /help tells more, /quit leaves.`);
    const talk = createTalk(open, terminal.print);
    terminal.prompt();
    for await (const line of lines) {
      // What was piped in is not on the screen yet.
      if (!interactive) terminal.print(`> ${line}`);
      if (!(await talk.hear(line))) break;
      terminal.prompt();
    }
  } finally {
    lines.close();
    await open.close();
  }
}
