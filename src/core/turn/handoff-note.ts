/** The private note: what the person who takes over needs to know at a glance. Markdown. */
import type { HandoffReason } from '../model/handoff.ts';
import type { Json } from '../model/json.ts';
import { utteranceText } from '../model/utterance.ts';
import { named } from './judge-understanding.ts';
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

export function writeHandoffNote(turn: CustomerTurn, verdict: Verdict, reason: HandoffReason): string {
  const { nlu } = verdict;
  const { confidence } = turn.policy;
  const engine = turn.trace.read().engine;
  const flow = turn.state.flow;
  const lines = [
    `**Handed over by the bot: ${reasonInWords[reason]}**`,
    `- Why: ${verdict.reason}`,
    `- Customer: ${quote(utteranceText(turn.content))}`,
    nlu &&
      `- Intent: ${named(nlu.intent)}; answered from ${confidence.answer}, asked back from ${confidence.clarify}`,
    nlu &&
      nlu.entities.length > 0 &&
      `- Entities: ${nlu.entities.map((e) => `${e.name} = ${show(e.value)}`).join(', ')}`,
    flow && `- Dialogue: ${flow.flow}, at "${flow.step}"`,
    flow && filled(flow.slots).length > 0 && `- Collected: ${filled(flow.slots).join(', ')}`,
    engine &&
      `- Engine: ${engine.name}, ${Math.round(engine.durationMs)} ms${engine.error ? `, ${engine.error}` : ''}`,
    ...recentLines(turn),
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
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

function filled(slots: Readonly<Record<string, Json>>): readonly string[] {
  return Object.entries(slots)
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([name, value]) => `${name} = ${show(value)}`);
}

function show(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (!line) return '(nothing readable)';
  return `"${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}"`;
}
