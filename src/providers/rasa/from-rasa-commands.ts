import type { NluResult, ScoredIntent, Warning } from '../../core/model/nlu-result.ts';
import type { RasaCommand } from './rasa-wire.ts';

/**
 * CALM (Rasa Pro 3.7 and later) has no intents: it predicts commands. A started flow stands for the intent, without a
 * score, since none is given. Names from `rasa/dialogue_understanding/commands`.
 */
export function understandingFromCommands(
  commands: readonly RasaCommand[],
): Pick<NluResult, 'intent' | 'alternatives' | 'fallback' | 'warnings'> {
  const started = commands.flatMap(({ flow }) => (flow ? [{ name: flow }] : []));
  const intent = started[0] ?? commands.flatMap(commandAsIntent)[0];
  const clarified = commands.flatMap(({ options }) => (options ?? []).map((name) => ({ name })));
  const fallback = started.length === 0 && commands.some(({ command }) => notUnderstood.has(command));
  return {
    ...(intent && !fallback ? { intent } : {}),
    alternatives: [...started.slice(1), ...clarified],
    ...(fallback ? { fallback } : {}),
    warnings: commands.flatMap(commandWarning),
  };
}

const notUnderstood: ReadonlySet<string> = new Set(['cannot handle', 'error']);

/** Commands that say what the customer wants. The others serve the dialogue (`set slot`, `noop` …). */
const wishes: ReadonlySet<string> = new Set([
  'human handoff',
  'chitchat',
  'knowledge',
  'cancel flow',
  'skip question',
  'restart',
  'repeat',
]);

function commandAsIntent({ command }: RasaCommand): readonly ScoredIntent[] {
  return wishes.has(command) ? [{ name: command }] : [];
}

function commandWarning({ command, reason, error_type }: RasaCommand): readonly Warning[] {
  if (command === 'error') {
    return [{ code: 'engine-error', detail: `Rasa reported an error (${error_type || 'no type'}).` }];
  }
  if (command === 'cannot handle') {
    return [{ code: 'cannot-handle', detail: `Rasa cannot handle this (${reason || 'no reason'}).` }];
  }
  return [];
}
