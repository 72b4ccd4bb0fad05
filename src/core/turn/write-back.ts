/**
 * What a turn leaves behind on the conversation: configured attributes and labels. Only what changed is written, and
 * never twice, so that an agent who corrects a value has the last word.
 */
import { createFiller } from '../flow/fill.ts';
import { lookUp } from '../flow/look-up.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { emptyNluResult } from '../model/nlu-result.ts';
import type { ConversationState } from '../model/state.ts';
import type { Action } from '../model/turn.ts';
import { answerView } from './say-rule.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

type Written = NonNullable<ConversationState['written']>;

const nothingYet: Written = { attributes: {}, labels: [] };

/** The verdict with what is to be written. `view`: what templates see of the turn. */
export function withWriteBack(turn: CustomerTurn, verdict: Verdict, view: JsonObject): Verdict {
  const before = turn.state.written ?? nothingYet;
  const attributes = newAttributes(turn, before, view);
  const labels = newLabels(turn, before, view);
  if (Object.keys(attributes).length === 0 && labels.length === 0) return verdict;
  turn.trace.step('written-back', { attributes: Object.keys(attributes), labels });
  const actions: readonly Action[] = [
    ...(Object.keys(attributes).length > 0 ? [{ kind: 'set-attributes', values: attributes } as const] : []),
    ...(labels.length > 0 ? [{ kind: 'add-labels', labels } as const] : []),
  ];
  const written = {
    attributes: { ...before.attributes, ...attributes },
    labels: [...new Set([...before.labels, ...labels])],
  };
  return { ...verdict, actions: [...verdict.actions, ...actions], written };
}

/**
 * What templates see once the turn is decided: also what a flow that is over has collected. What was not understood
 * says nothing about the customer.
 */
export function viewAfter(turn: CustomerTurn, verdict: Verdict): JsonObject {
  const view = answerView(turn, (verdict.understood && verdict.nlu) || emptyNluResult);
  return { ...view, slots: { ...verdict.nlu?.slots, ...turn.state.flow?.slots, ...verdict.slots } };
}

function newAttributes(
  { policy, ports, conversation }: CustomerTurn,
  before: Written,
  view: JsonObject,
): JsonObject {
  const values = Object.entries(policy.writeBack.attributes).flatMap(([name, template]) => {
    const filler = createFiller(ports.templates, view);
    const value = filler.json(template);
    if (filler.missing.length > 0 || value === '' || value === null) return [];
    const known = same(value, before.attributes[name]) || same(value, conversation.attributes[name]);
    return known ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

function newLabels(
  { policy, ports, conversation }: CustomerTurn,
  before: Written,
  view: JsonObject,
): readonly string[] {
  return Object.entries(policy.writeBack.labels).flatMap(([template, path]) => {
    const value = lookUp(view, path);
    if (value === undefined || value === null || value === false || value === '') return [];
    const { text, missing } = ports.templates.render(template, view, 'text');
    const label = text.trim();
    const known = before.labels.includes(label) || conversation.labels.includes(label);
    return missing.length > 0 || label === '' || known ? [] : [label];
  });
}

function same(one: Json, other: Json | undefined): boolean {
  return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
