/** Changes beside what is said. Optional steps are skipped when refused, so that they never hold up a handoff. */
import type { Conversation } from '../core/model/conversation.ts';
import type { Json, JsonObject } from '../core/model/json.ts';
import type { Action } from '../core/model/turn.ts';
import { type CallDraft, noteBody, noteDrafts } from './call-draft.ts';

/** Chatwoot's limits for custom attributes; beyond them it refuses the whole object. */
const MAX_ATTRIBUTE_LENGTH = 1_500;
const MAX_ATTRIBUTE_INTEGER = 9_999_999_999;

const order: readonly Action['kind'][] = [
  'note',
  'set-attributes',
  'add-labels',
  'set-priority',
  'assign',
  'set-status',
  'resolve',
];

/** In the order in which they help, closing last; attributes together and labels together, since each call replaces. */
export function gatherActions(actions: readonly Action[]): readonly Action[] {
  const values = Object.fromEntries(
    actions.flatMap((action) => (action.kind === 'set-attributes' ? Object.entries(action.values) : [])),
  );
  const labels = actions.flatMap((action) => (action.kind === 'add-labels' ? action.labels : []));
  const others = actions.filter(({ kind }) => kind !== 'set-attributes' && kind !== 'add-labels');
  const gathered: readonly Action[] = [
    ...others,
    { kind: 'set-attributes', values },
    { kind: 'add-labels', labels },
  ];
  return gathered.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

/** @param optional a refusal is skipped and nothing waits for it */
export function planAction(
  action: Action,
  conversation: Conversation,
  optional: boolean,
): readonly CallDraft[] {
  switch (action.kind) {
    case 'note':
      return noteDrafts(action.text);
    case 'set-attributes':
      return planAttributes(action.values, conversation, optional);
    case 'add-labels':
      return planLabels(action.labels, conversation);
    case 'set-priority':
      return [
        { name: 'priority', endpoint: 'toggle_priority', body: { priority: action.priority }, optional },
      ];
    case 'assign':
      return planAssignment(action, optional);
    case 'set-status':
      return [statusDraft(action.status === 'bot' ? 'pending' : 'open')];
    case 'resolve':
      return [statusDraft('resolved')];
  }
}

export function statusDraft(status: 'open' | 'pending' | 'resolved'): CallDraft {
  return { name: 'status', endpoint: 'toggle_status', body: { status }, optional: false };
}

function planAttributes(
  values: JsonObject,
  conversation: Conversation,
  optional: boolean,
): readonly CallDraft[] {
  const attributes = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, withinLimits(value)]),
  );
  if (Object.keys(attributes).length === 0) return [];
  const body = { custom_attributes: { ...conversation.attributes, ...attributes } };
  return [{ name: 'attributes', endpoint: 'custom_attributes', body, merge: { attributes }, optional }];
}

/** Cut or written out rather than refused: one long value must not cost the others. */
function withinLimits(value: Json): Json {
  if (typeof value === 'number' && Math.abs(value) > MAX_ATTRIBUTE_INTEGER) return String(value);
  if (typeof value !== 'string' || value.length <= MAX_ATTRIBUTE_LENGTH) return value;
  return `${value.slice(0, MAX_ATTRIBUTE_LENGTH - 1).toWellFormed()}…`;
}

/** Decoration: older versions refuse labels by a bot. */
function planLabels(labels: readonly string[], conversation: Conversation): readonly CallDraft[] {
  const wanted = labels.filter((label) => label.trim() !== '');
  if (wanted.length === 0) return [];
  const body = { labels: [...new Set([...conversation.labels, ...wanted])] };
  return [{ name: 'labels', endpoint: 'labels', body, merge: { labels: wanted }, optional: true }];
}

/**
 * Team first, since giving it to a team may choose one of its agents. Where the name leads nowhere agents are told in
 * a note: an unknown `assignee_id` would take the conversation away from whoever has it.
 */
function planAssignment(
  { team, agent }: Extract<Action, { kind: 'assign' }>,
  optional: boolean,
): readonly CallDraft[] {
  const targets = [
    { kind: 'team', name: team },
    { kind: 'agent', name: agent },
  ] as const;
  return targets.flatMap(({ kind, name }): readonly CallDraft[] => {
    if (name === undefined) return [];
    const plainBody = noteBody(`This conversation is meant for ${kind} “${name}”.`);
    return [
      {
        name: 'assignment',
        endpoint: 'assignments',
        body: {},
        assign: { kind, name },
        plainBody,
        plainEndpoint: 'messages',
        optional,
      },
    ];
  });
}
