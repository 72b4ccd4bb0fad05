import { checkTemplates } from './check-intents.ts';
import type { KeyPath } from './key-path.ts';
import type { BotBlock } from './schema/bot-schema.ts';
import type { PathIssue } from './yaml-tree.ts';

/** Templates of what the bot says by itself: they can only name what is known of conversation and contact. */
export function checkAttendance(base: KeyPath, bot: BotBlock): readonly PathIssue[] {
  const { welcome, feedback, idle } = bot;
  const { text, on_reopen_text } = bot.handoff.return;
  return [
    ...checkTemplates({ text, on_reopen_text }, [...base, 'handoff', 'return'], []),
    ...checkTemplates({ ...welcome, event: undefined }, [...base, 'welcome'], []),
    ...checkTemplates(
      { text: feedback.text, yes: feedback.yes, no: feedback.no, thanks: feedback.thanks },
      [...base, 'feedback'],
      [],
    ),
    ...checkTemplates({ remind_text: idle.remind_text, text: idle.text }, [...base, 'idle'], []),
  ];
}
