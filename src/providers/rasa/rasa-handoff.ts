import type { RasaHandoffSettings } from './rasa-settings.ts';
import { actionsOf, flowsOf, responsesOf, type TurnRecord } from './turn-record.ts';

/**
 * Does the turn ask for a person, and how did we notice? The conventions found in public projects, strongest first;
 * the first that matches is told. Undefined: nobody is asked for. Custom payloads and marker texts are read with the
 * messages and come before these.
 */
export function findHandoffSignal(record: TurnRecord, settings: RasaHandoffSettings): string | undefined {
  for (const signal of signals) {
    const found = signal(record, settings);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Signal = (record: TurnRecord, settings: RasaHandoffSettings) => string | undefined;

const signals: readonly Signal[] = [
  ({ tracker }, { paused }) => (paused && tracker.paused ? 'Rasa paused the conversation' : undefined),
  (record, { responses }) => named('response', responsesOf(record), responses),
  (record, { actions }) => named('action', actionsOf(record), actions),
  ({ tracker }, { intents }) => named('intent', [tracker.latest_message?.intent?.name ?? ''], intents),
  ({ tracker }, { commands }) => named('command', commandsOf(tracker.latest_message?.commands), commands),
  (record, { flows }) => named('flow', flowsOf(record), flows),
  ({ tracker }, { slots }) =>
    named(
      'slot',
      Object.keys(slots).filter((name) => tracker.slots?.[name] === slots[name]),
      Object.keys(slots),
    ),
];

function named(kind: string, seen: readonly string[], wanted: readonly string[]): string | undefined {
  const found = seen.find((name) => wanted.includes(name));
  return found === undefined ? undefined : `${kind} ${found}`;
}

function commandsOf(commands: readonly { readonly command: string }[] | null | undefined): readonly string[] {
  return (commands ?? []).map(({ command }) => command);
}
