import type { StoredTrace } from '../../core/ports/store.ts';

/** Why the last turn went as it did, in a few lines. */
export function showTrace(stored: StoredTrace | undefined): readonly string[] {
  if (!stored) return ['There was no turn yet.'];
  const { trace, calls } = stored;
  const scored = [trace.intent, ...trace.alternatives].flatMap((intent) => intent ?? []);
  return [
    `${trace.decision} in ${trace.durationMs} ms: ${trace.reason}`,
    ...line(
      'intents',
      scored.map(({ name, score }) => (score === undefined ? name : `${name} ${score.toFixed(2)}`)),
    ),
    ...line(
      'entities',
      trace.entities.map(({ name, value }) => `${name}=${JSON.stringify(value)}`),
    ),
    ...line('engine', trace.engine ? [`${trace.engine.name}, ${trace.engine.durationMs} ms`] : []),
    ...line('flow', trace.flow ? [`${trace.flow.name} › ${trace.flow.step}`] : []),
    ...line(
      'warnings',
      trace.warnings.map(({ code, detail }) => `${code} ${detail}`),
    ),
    ...line(
      'sent',
      calls.map(({ call, end }) => `${call.name} ${end?.kind ?? 'waiting'}`),
    ),
  ].map((text) => `  ${text}`);
}

function line(name: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${name}: ${values.join(', ')}`];
}
