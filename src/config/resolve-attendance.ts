import { repliesOf } from '../core/flow/reply-schema.ts';
import type { AttendancePolicy } from '../core/model/attendance.ts';
import type { AgentCommandsBlock, AttendanceBlock, ReturnBlock } from './schema/attendance-schema.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export interface AttendanceBlocks extends AttendanceBlock {
  readonly handoff: { readonly return: ReturnBlock; readonly agent_commands: AgentCommandsBlock };
}

/** What is switched off, or for never, is absent. */
export function resolveAttendance(bot: AttendanceBlocks): AttendancePolicy {
  const { assist, watchdog } = bot;
  const { agent_commands } = bot.handoff;
  const idle = resolveIdle(bot);
  return {
    returns: resolveReturn(bot.handoff.return),
    ...(agent_commands.enabled && { agentCommands: { prefix: agent_commands.prefix } }),
    ...(bot.welcome && { welcome: resolveWelcome(bot.welcome) }),
    ...(assist.enabled && {
      assist: { minScore: assist.min_score, everyMs: assist.every_seconds * SECOND_MS },
    }),
    ...(bot.feedback.ask && { feedback: resolveFeedback(bot.feedback) }),
    ...(idle && { idle }),
    ...(watchdog.enabled && {
      watchdog: { afterMs: watchdog.after_seconds * SECOND_MS, text: watchdog.text },
    }),
  };
}

function resolveReturn(block: ReturnBlock): NonNullable<AttendancePolicy['returns']> {
  return {
    ...(block.quiet_minutes > 0 && { quietMs: block.quiet_minutes * MINUTE_MS }),
    ...(block.text !== undefined && { text: block.text }),
    ...(block.on_reopen_text !== undefined && { reopenText: block.on_reopen_text }),
  };
}

function resolveWelcome(
  block: NonNullable<AttendanceBlock['welcome']>,
): NonNullable<AttendancePolicy['welcome']> {
  const { event } = block;
  return {
    on: block.on,
    replies: repliesOf(block),
    ...(event === true && { event: { kind: 'opened' } as const }),
    ...(typeof event === 'string' && { event: { kind: 'event', name: event } as const }),
    createConversation: block.create_conversation,
  };
}

function resolveFeedback(block: AttendanceBlock['feedback']): NonNullable<AttendancePolicy['feedback']> {
  const { text, yes, no, thanks, attribute, yes_label, no_label } = block;
  return {
    text,
    yes,
    no,
    ...(thanks !== undefined && { thanks }),
    ...(attribute !== false && { attribute }),
    labels: {
      ...(yes_label !== undefined && { yes: yes_label }),
      ...(no_label !== undefined && { no: no_label }),
    },
    onNo: block.on_no,
    closeAfterMs: block.resolve_after_minutes * MINUTE_MS,
  };
}

function resolveIdle({ idle }: AttendanceBlock): AttendancePolicy['idle'] {
  const { remind_after_minutes, remind_text, after_minutes, end_with, text } = idle;
  const remind = remind_after_minutes > 0 && {
    remind: { afterMs: remind_after_minutes * MINUTE_MS, text: remind_text },
  };
  const end = after_minutes > 0 &&
    end_with !== 'nothing' && {
      end: { afterMs: after_minutes * MINUTE_MS, how: end_with, ...(text !== undefined && { text }) },
    };
  return remind || end ? { ...remind, ...end } : undefined;
}
