import { renderReply } from '../flow/reply-template.ts';
import type { IntentAnswer, IntentRule } from '../model/bot.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { NluResult } from '../model/nlu-result.ts';
import type { Reply } from '../model/reply.ts';
import type { Action } from '../model/turn.ts';
import { visitorOf } from './at-gate.ts';
import { templateView } from './engine-context.ts';
import { identityView } from './identity-gate.ts';
import type { CustomerTurn } from './turn.ts';

type RepliesAnswer = Extract<IntentAnswer, { kind: 'replies' }>;

interface Said {
  readonly replies: readonly Reply[];
  readonly actions: readonly Action[];
  readonly missing: readonly string[];
}

/**
 * Chooses among the rules whose conditions hold: the first that can be said in full. A rule whose template names a
 * value that is not there ("Hello {{contact.name}}" to a stranger) gives way to the next; when none is complete
 * the first is said with the gaps closed, and the trace warns.
 */
export function chooseRule(
  turn: CustomerTurn,
  rules: readonly IntentRule[],
  nlu: NluResult,
): IntentAnswer | undefined {
  const complete = rules.find(
    (rule) => rule.answer.kind !== 'replies' || render(turn, rule.answer, nlu).missing.length === 0,
  );
  const chosen = complete ?? rules[0];
  if (chosen) turn.trace.step('rule-chosen', { intent: nlu.intent?.name ?? 'none', ...ruleFacts(chosen) });
  return chosen?.answer;
}

/** For the trace: which rule it was, by its conditions, and what it leads to. */
function ruleFacts({ when, answer }: IntentRule): JsonObject {
  const conditions = when.map((condition) =>
    condition.kind === 'equals'
      ? `${condition.entity}: ${condition.values.join(' or ')}`
      : `${condition.entity}: ${condition.present ? 'named' : 'not named'}`,
  );
  const leadsTo = answer.kind === 'flow' ? `flow ${answer.flow}` : answer.kind;
  return { when: conditions.length > 0 ? conditions.join(', ') : 'always', leads_to: leadsTo };
}

export function sayAnswer(turn: CustomerTurn, answer: RepliesAnswer, nlu: NluResult): Omit<Said, 'missing'> {
  const { replies, actions, missing } = render(turn, answer, nlu);
  turn.trace.warn(missing.map((name) => ({ code: 'template-value-missing', detail: name })));
  return { replies, actions };
}

function render(turn: CustomerTurn, answer: RepliesAnswer, nlu: NluResult): Said {
  const view = answerView(turn, nlu);
  const rendered = answer.replies.map((template) => renderReply(template, view, turn.ports.templates));
  const actions = answer.actions.map((action) => renderAction(turn, action, view));
  return {
    replies: rendered.map(({ reply }) => reply),
    actions,
    missing: rendered.flatMap(({ missing }) => missing),
  };
}

function renderAction(turn: CustomerTurn, action: Action, view: JsonObject): Action {
  const fill = (text: string) => turn.ports.templates.render(text, view, 'text').text;
  switch (action.kind) {
    case 'note':
      return { ...action, text: fill(action.text) };
    case 'set-attributes': {
      const values = Object.entries(action.values).map(([name, value]): [string, Json] => [
        name,
        typeof value === 'string' ? fill(value) : value,
      ]);
      return { ...action, values: Object.fromEntries(values) };
    }
    case 'add-labels':
    case 'set-priority':
    case 'assign':
    case 'set-status':
    case 'resolve':
      return action;
  }
}

/** What a template of an intent sees. The first entity of a name wins. */
export function answerView(turn: CustomerTurn, nlu: NluResult): JsonObject {
  const entities: Record<string, Json> = {};
  for (const entity of nlu.entities) entities[entity.name] ??= entity.value;
  return {
    ...templateView(turn.conversation),
    entities,
    slots: { ...nlu.slots, ...turn.state.flow?.slots },
    identity: identityView(visitorOf(turn)),
    ...(nlu.intent && { intent: nlu.intent.name }),
  };
}
