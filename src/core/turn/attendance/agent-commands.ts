/** What people tell the bot in private notes. Customers write none: the channel passes on notes of people only. */
import type { ConversationEvent } from '../../model/gateway-event.ts';
import type { Outcome } from '../../model/turn.ts';
import { concludeSilently } from '../conclude-turn.ts';
import { giveToBot } from '../may-answer.ts';
import type { Turn } from '../turn.ts';
import { concludeOwnMove, sayText } from './own-move.ts';
import { summarize } from './summary.ts';

type NoteWritten = Extract<ConversationEvent, { kind: 'note-written' }>;

const commands: Readonly<Record<string, (turn: Turn) => Outcome>> = {
  resume,
  stop,
  summary: (turn) => answerByNote(turn, 'a person asked for a summary', summarize(turn)),
};

/** Undefined: the note is no command, or commands are not allowed. */
export function obeyCommand(turn: Turn, { text }: NoteWritten): Outcome | undefined {
  const { agentCommands } = turn.policy;
  const [prefix, word = '', ...more] = text.trim().split(/\s+/);
  if (!agentCommands || prefix?.toLowerCase() !== agentCommands.prefix.toLowerCase()) return undefined;
  const name = word.toLowerCase();
  const command = more.length === 0 && Object.hasOwn(commands, name) ? commands[name] : undefined;
  turn.trace.step('command', { command: command ? name : 'unknown' });
  return command
    ? command(turn)
    : answerByNote(turn, 'a command that there is not', help(agentCommands.prefix));
}

/** The bot answers again, whoever had the conversation. */
function resume(turn: Turn): Outcome {
  const { conversation, policy } = turn;
  const isBots = policy.answerStatuses.includes(conversation.status);
  return concludeOwnMove(
    { ...turn, state: giveToBot(turn.state, conversation, policy, turn.ports.clock()) },
    {
      decision: 'answered',
      reason: 'a person told the bot to go on',
      replies: sayText(turn, policy.returns?.text),
      actions: isBots ? [] : [{ kind: 'set-status', status: 'bot' }],
      answeredBy: { kind: 'policy' },
    },
  );
}

/** The person is there already: the customer is not told that somebody will come. */
function stop(turn: Turn): Outcome {
  if (turn.state.owner === 'people') return concludeSilently(turn, 'people have the conversation already');
  return concludeOwnMove(turn, {
    decision: 'handed-off',
    reason: 'a person told the bot to stop',
    replies: [],
    actions: [],
    answeredBy: { kind: 'nobody' },
    handoff: { reason: 'command', farewell: '' },
    flow: null,
  });
}

function answerByNote(turn: Turn, reason: string, text: string): Outcome {
  return { ...concludeSilently(turn, reason), actions: [{ kind: 'note', text }] };
}

function help(prefix: string): string {
  return [
    'Commands:',
    `- \`${prefix} resume\`: the bot answers again`,
    `- \`${prefix} stop\`: the bot is silent and the conversation goes to people`,
    `- \`${prefix} summary\`: what the bot knows of this conversation`,
  ].join('\n');
}
