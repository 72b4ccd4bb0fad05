/**
 * A handoff in full: where it goes, what the customer reads, what is set on the conversation. Pure, and the same for
 * every source of a handoff (a turn, a timer, a command).
 *
 * What the customer reads: outside the hours the farewell of a rule for these hours, else the closed text, since
 * "one moment please" would be a lie; within them the words of the intent or engine that asked for people, else the
 * farewell of the rule, else that of the bot.
 */
import { nextOpening } from '../hours/opening-hours.ts';
import { sayMoment } from '../hours/say-moment.ts';
import type { BotPolicy, HandoffTarget } from '../model/bot.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Action } from '../model/turn.ts';
import type { Templates } from '../ports/templates.ts';
import { templateView } from './engine-context.ts';
import { reasonInWords } from './handoff-note.ts';
import { type ChosenTarget, chooseTarget, type HandoffSituation, peopleAreThere } from './handoff-rules.ts';

export interface DirectedHandoff {
  /** Empty: nothing is to be said. */
  readonly farewell: string;
  /** In the order in which they are done. */
  readonly actions: readonly Action[];
  /** Are people there? */
  readonly open: boolean;
  /** Values that a template named and that were not there. */
  readonly missing: readonly string[];
}

export interface HandoffWords {
  /** Words of the intent or engine for this farewell. Empty: they have been said already. Absent: none. */
  readonly wanted?: string;
  /** The customer has read the closed text in an earlier turn. */
  readonly closedTold?: boolean;
}

export function directHandoff(
  policy: BotPolicy,
  situation: HandoffSituation,
  templates: Templates,
  words: HandoffWords = {},
): DirectedHandoff {
  const open = peopleAreThere(policy, situation.at);
  const chosen = chooseTarget(policy, situation);
  const view = handoffView(policy, situation, open);
  const missing = new Set<string>();
  const fill = (template: string): string => {
    const rendered = templates.render(template, view, 'text');
    for (const name of rendered.missing) missing.add(name);
    return rendered.text.trim();
  };
  const farewell = fill(open ? openText(policy, chosen, words) : closedText(policy, chosen, words));
  const actions = targetActions(chosen.target, fill);
  return { farewell, actions, open, missing: [...missing] };
}

function openText({ handoff }: BotPolicy, { rule }: ChosenTarget, { wanted }: HandoffWords): string {
  return wanted ?? rule?.farewell ?? handoff.farewell;
}

function closedText({ handoff }: BotPolicy, { rule }: ChosenTarget, { closedTold }: HandoffWords): string {
  if (closedTold) return '';
  const forTheseHours = rule?.when.some(({ kind }) => kind === 'hours') ? rule.farewell : undefined;
  return forTheseHours ?? handoff.hours?.closedText ?? handoff.farewell;
}

function targetActions(
  { team, agent, priority, labels, attributes }: HandoffTarget,
  fill: (template: string) => string,
): readonly Action[] {
  const values = Object.entries(attributes).map(([name, value]): [string, Json] => [
    name,
    typeof value === 'string' ? fill(value) : value,
  ]);
  return [
    ...(values.length > 0 ? [{ kind: 'set-attributes', values: Object.fromEntries(values) } as const] : []),
    ...(labels.length > 0 ? [{ kind: 'add-labels', labels } as const] : []),
    ...(priority ? [{ kind: 'set-priority', priority } as const] : []),
    ...(team !== undefined || agent !== undefined
      ? [
          {
            kind: 'assign',
            ...(team !== undefined && { team }),
            ...(agent !== undefined && { agent }),
          } as const,
        ]
      : []),
  ];
}

/** What texts and attributes of a handoff may name. */
function handoffView(policy: BotPolicy, situation: HandoffSituation, open: boolean): JsonObject {
  const { reason, conversation, intent, slots } = situation;
  return {
    ...(situation.view ?? templateView(conversation)),
    slots,
    handoff: {
      reason,
      words: reasonInWords[reason],
      ...(intent && { intent: intent.name }),
      ...(intent?.score !== undefined && { score: intent.score }),
    },
    hours: { open, ...nextOpeningView(policy, situation) },
  };
}

function nextOpeningView(
  { handoff, language }: BotPolicy,
  { at, conversation }: HandoffSituation,
): JsonObject {
  const hours = handoff.hours?.open;
  const next = hours && nextOpening(hours, at);
  if (!hours || next === undefined) return {};
  const said = sayMoment(next, at, hours.timeZone, conversation.language ?? language);
  return { next_opening: said.whole, next_day: said.day, next_time: said.time };
}
