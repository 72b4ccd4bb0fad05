/** The private note: what the person who takes over needs to know at a glance. Markdown. */
import type { BotPolicy } from '../model/bot.ts';
import type { HandoffReason } from '../model/handoff.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { NluResult } from '../model/nlu-result.ts';
import type { FlowState } from '../model/state.ts';
import { utteranceText } from '../model/utterance.ts';
import { askedEngine } from './ask-engine.ts';
import { named } from './judge-understanding.ts';
import { thresholdsFor } from './thresholds.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

/** One row per reason, in the words of the agent who reads it. */
export const reasonInWords: Readonly<Record<HandoffReason, string>> = {
  asked: 'The customer asked for a person.',
  engine: 'The bot engine asked for a person.',
  flow: 'A guided dialogue could not go on.',
  'low-confidence': 'The bot was not sure enough what the customer means.',
  'not-understood': 'The bot did not understand the customer.',
  ambiguous: 'The customer may have meant several things.',
  'engine-down': 'The bot engine is out of order.',
  'unsupported-input': 'The customer sent something that the bot cannot read.',
  rule: 'This topic is configured to go to people.',
  watchdog: 'The customer waited too long for an answer.',
  idle: 'The customer stopped answering in the middle.',
  feedback: 'The customer said that the bot did not help.',
  command: 'A person told the bot to stop.',
};

const LONGEST_QUOTE = 500;

/** @param promised what the customer reads as farewell; absent: nothing */
export function writeHandoffNote(
  turn: CustomerTurn,
  verdict: Verdict,
  reason: HandoffReason,
  promised?: string,
): string {
  const { nlu } = verdict;
  const flow = turn.state.flow;
  const lines = [
    `**Handed over by the bot: ${reasonInWords[reason]}**`,
    `- Why: ${verdict.reason}`,
    `- Customer: ${quote(utteranceText(turn.content))}`,
    nlu && intentLine(turn, nlu),
    nlu && nlu.entities.length > 0 && `- Entities: ${pairs(nlu.entities.map((e) => [e.name, e.value]))}`,
    flow && `- Dialogue: ${flow.flow}, at "${flow.step}"`,
    collectedLine(turn, verdict),
    engineLine(turn),
    promised ? `- Promised: ${quote(promised)}` : undefined,
    ...recentLines(turn),
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}

function intentLine(turn: CustomerTurn, { intent, alternatives }: NluResult): string {
  const { answer, clarify } = thresholdsFor(turn.policy.confidence, intent?.name, askedEngine(turn));
  const [second] = alternatives;
  const rival = intent && second ? `; then ${named(second)}` : '';
  return `- Intent: ${named(intent)}${rival}; answered from ${answer}, asked back from ${clarify}`;
}

function collectedLine(turn: CustomerTurn, verdict: Verdict): string | undefined {
  const collected = Object.entries(slotsToShow(turn, verdict)).filter(
    ([, value]) => value !== null && typeof value !== 'object',
  );
  return collected.length > 0 ? `- Collected: ${pairs(collected)}` : undefined;
}

/** All that was collected, by a flow of ours and by the engine; no secrets such as one-time codes. */
export function slotsToShow(turn: CustomerTurn, { slots, nlu }: Verdict): JsonObject {
  return { ...nlu?.slots, ...(slots ?? publicSlots(turn.policy, turn.state.flow)) };
}

export function publicSlots(policy: BotPolicy, flow: FlowState | undefined): JsonObject {
  if (!flow) return {};
  const known = policy.flows.get(flow.flow)?.slots;
  return Object.fromEntries(Object.entries(flow.slots).filter(([name]) => !known?.get(name)?.secret));
}

function engineLine(turn: CustomerTurn): string | undefined {
  const { engine } = turn.trace.read();
  if (!engine) return undefined;
  return `- Engine: ${engine.name}, ${Math.round(engine.durationMs)} ms${engine.error ? `, ${engine.error}` : ''}`;
}

function recentLines(turn: CustomerTurn): readonly string[] {
  if (turn.state.recent.length === 0) return [];
  return [
    '- Before that:',
    ...turn.state.recent.flatMap(({ customer, bot }) => [
      `  - Customer: ${quote(customer)}`,
      `  - Bot: ${quote(bot)}`,
    ]),
  ];
}

function pairs(values: readonly (readonly [string, Json])[]): string {
  return values.map(([name, value]) => `${name} = ${show(value)}`).join(', ');
}

function show(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (!line) return '(nothing readable)';
  return `"${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}"`;
}
