/** The flows of the sample bot: one node for each intent, a booking that asks, a handoff. */
import type { JsonObject } from '../../src/core/model/json.ts';
import { sayInstruction, shortId } from './botpress-content.ts';

interface Transition {
  readonly condition: string;
  readonly conditionType: 'intent' | 'always';
  readonly node: string;
}

interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly type: 'standard';
  readonly onEnter: readonly string[];
  /** Null: goes on at once. A list: waits for the customer first. */
  readonly onReceive: readonly string[] | null;
  readonly next: readonly Transition[];
}

const END = 'END';
const BOOKING = 'book_hotel';
const QUESTIONS = ['hotel', 'date', 'name', 'email'] as const;

export function mainFlow(intents: readonly string[]): JsonObject {
  const answered = intents.filter((intent) => intent !== BOOKING);
  const nodes = [entryNode(intents), ...answered.map(answerNode), ...bookingNodes(), answerNode('none')];
  return flow(nodes);
}

export function errorFlow(): JsonObject {
  return flow([node('entry', [sayInstruction('error')], null, [])]);
}

/** Places of the nodes on the canvas of the studio. */
export function flowUi(of: JsonObject): JsonObject {
  const nodes = Array.isArray(of['nodes']) ? of['nodes'] : [];
  const places = nodes.map(({ id }, index) => ({
    id,
    position: { x: 100 + 300 * (index % 5), y: 100 + 200 * Math.floor(index / 5) },
  }));
  return { nodes: places, links: [] };
}

function entryNode(intents: readonly string[]): FlowNode {
  const transitions = intents.map((intent): Transition => {
    const target = intent === BOOKING ? questionName(QUESTIONS[0]) : intent;
    return { condition: `event.nlu.intent.name === '${intent}'`, conditionType: 'intent', node: target };
  });
  return { ...node('entry', [], null, [...transitions, always('none')]), id: 'entry' };
}

/** The convention of the gateway for a handoff is said by the action: docs/providers/botpress-v12.md. */
function answerNode(name: string): FlowNode {
  const hands = name === 'talk_to_human' ? ['hand-over {"reason":"user_request"}'] : [];
  return node(name, [sayInstruction(name), ...hands], null, [always(END)]);
}

function bookingNodes(): readonly FlowNode[] {
  const asking = QUESTIONS.map((slot, index) => {
    const next = QUESTIONS[index + 1];
    const remember = JSON.stringify({ type: 'session', name: slot, value: '{{event.preview}}' });
    return node(
      questionName(slot),
      [sayInstruction(questionName(slot))],
      [`builtin/setVariable ${remember}`],
      [always(next ? questionName(next) : 'booked')],
    );
  });
  return [...asking, node('booked', [sayInstruction('booked')], null, [always(END)])];
}

function questionName(slot: string): string {
  return `ask_${slot}`;
}

function always(target: string): Transition {
  return { condition: 'true', conditionType: 'always', node: target };
}

function node(
  name: string,
  onEnter: readonly string[],
  onReceive: readonly string[] | null,
  next: readonly Transition[],
): FlowNode {
  return { id: shortId(`node ${name}`, 10), name, type: 'standard', onEnter, onReceive, next };
}

function flow(nodes: readonly FlowNode[]): JsonObject {
  return {
    version: '0.0.1',
    catchAll: { onReceive: [], next: [] },
    startNode: 'entry',
    nodes: nodes.map((of) => ({ ...of, next: of.next.map((transition) => ({ ...transition })) })),
  };
}
