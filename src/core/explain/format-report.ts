/** A report as a person reads it in a terminal: one block a turn, oldest first. */
import type { CallReport, ConversationReport, SkippedDelivery, TurnReport } from './conversation-report.ts';

const LONGEST_LINE = 200;

export function formatReport(report: ConversationReport): readonly string[] {
  if (!report.known && report.skipped.length === 0) {
    return [`${report.key}: nothing of this conversation is known.`];
  }
  return [...headLines(report), ...inOrder(report).flatMap((lines) => ['', ...lines]), ...deadLines(report)];
}

function headLines({ key, conversation, state }: ConversationReport): readonly string[] {
  const where =
    conversation && `${conversation.channel}, inbox ${conversation.inbox}, with ${conversation.status}`;
  const owner = state && ownerText(state);
  const flow = state?.flow && `waits in flow ${state.flow.name} at ${state.flow.step}`;
  return [key, ...[where, owner, flow].filter((line) => line !== undefined).map((line) => `  ${line}`)];
}

function ownerText(state: NonNullable<ConversationReport['state']>): string {
  const since = state.ownerSince === undefined ? '' : ` since ${timeText(state.ownerSince)}`;
  const why = state.ownerReason === undefined ? '' : ` (${state.ownerReason})`;
  const misses = state.misses > 0 ? `, ${state.misses} misses in a row` : '';
  return `owned by ${state.owner}${since}${why}, ${state.turns} turns${misses}`;
}

/** Turns and skipped webhooks, by time. */
function inOrder({ turns, skipped }: ConversationReport): readonly (readonly string[])[] {
  const blocks = [
    ...turns.map((turn) => ({ at: turn.at, lines: turnLines(turn) })),
    ...skipped.map((delivery) => ({ at: delivery.at, lines: [skippedLine(delivery)] })),
  ];
  return blocks.toSorted((one, other) => one.at - other.at).map(({ lines }) => lines);
}

function skippedLine({ at, event, outcome, reason, messageId, times }: SkippedDelivery): string {
  const what = [event, messageId].filter((part) => part !== undefined).join(' ');
  return `${timeText(at)}  ${what}  ${outcome}: ${reason}${times === undefined ? '' : `, ${times} times`}`;
}

function turnLines(turn: TurnReport): readonly string[] {
  const again = turn.attempts === undefined ? '' : `, begun ${turn.attempts} times`;
  const facts = [
    turn.utterance !== undefined && `customer    ${quote(turn.utterance)}`,
    `${turn.decision.padEnd(11)} ${turn.reason}`,
    turn.handoff !== undefined && `handoff     ${turn.handoff}`,
    turn.engine && `engine      ${describeEngine(turn.engine)}`,
    turn.intent && `intent      ${describeIntents([turn.intent, ...turn.alternatives])}`,
    turn.entities.length > 0 && `entities    ${turn.entities.map(describeEntity).join(', ')}`,
    `answered by ${describeAnswerer(turn.answeredBy)}`,
  ].filter((line) => typeof line === 'string');
  return [
    `${timeText(turn.at)}  ${turn.event}  ${turn.id}  ${Math.round(turn.durationMs)} ms${again}`,
    ...facts.map((line) => `  ${shorten(line)}`),
    ...turn.steps.map(({ step, detail }) => `  · ${shorten(describeStep(step, detail))}`),
    ...turn.warnings.map(({ code, detail }) => `  ! ${shorten(`${code}: ${detail}`)}`),
    ...turn.calls.map((call) => `  → ${shorten(describeCallEnd(call))}`),
  ];
}

export function describeEngine({ name, durationMs, error }: NonNullable<TurnReport['engine']>): string {
  return `${name}, ${Math.round(durationMs)} ms${error === undefined ? '' : `, ${error}`}`;
}

/** The first is what counted. */
export function describeIntents(
  intents: readonly { readonly name: string; readonly score?: number | undefined }[],
): string {
  return intents
    .map(({ name, score }) => (score === undefined ? name : `${name} ${score.toFixed(2)}`))
    .slice(0, 4)
    .join(' · ');
}

function describeEntity({ name, value }: TurnReport['entities'][number]): string {
  return `${name} = ${plain(value)}`;
}

function describeAnswerer({ kind, ...rest }: TurnReport['answeredBy']): string {
  return [kind, ...Object.values(rest).map(plain)].join(' ');
}

function describeStep(step: string, detail: Readonly<Record<string, unknown>>): string {
  const facts = Object.entries(detail).map(([name, value]) => `${name}: ${plain(value)}`);
  return [step, facts.join(', ')].filter((part) => part !== '').join('  ');
}

function describeCallEnd({ id, name, says, end, reference, error, note, attempts }: CallReport): string {
  const number = id.slice(id.lastIndexOf('/') + 1);
  const tries = attempts > 1 ? `, ${attempts} attempts` : '';
  const made = reference === undefined ? '' : ` as ${reference}`;
  const odd = error ?? note;
  return [
    `${number} ${name}`,
    says === undefined ? '' : quote(says),
    `${end}${made}${tries}${odd === undefined ? '' : `: ${odd}`}`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function deadLines({ deadLetters }: ConversationReport): readonly string[] {
  if (deadLetters.length === 0) return [];
  return ['', 'dead letters', ...deadLetters.map((letter) => `  ${describeDeadLetter(letter)}`)];
}

export function describeDeadLetter(letter: ConversationReport['deadLetters'][number]): string {
  const { id, at, kind, what, error, attempts } = letter;
  return shorten(`${id}  ${timeText(at)}  ${kind} ${what}, ${attempts} attempts: ${error}`);
}

function timeText(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function quote(text: string): string {
  return `"${text.replace(/\s+/g, ' ').trim()}"`;
}

function shorten(line: string): string {
  const flat = line.replace(/[\r\n]+/g, ' ');
  return flat.length > LONGEST_LINE ? `${flat.slice(0, LONGEST_LINE - 1).toWellFormed()}…` : flat;
}
