import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../src/core/model/gateway-error.ts';
import {
  createGuardedProvider,
  createProvider,
  engines,
  isEngineName,
} from '../../src/providers/registry.ts';
import { providerRequest } from '../support/provider-requests.ts';
import { startRasaStandIn } from '../support/rasa-stand-in.ts';

const deps = { clock: Date.now, baseFolder: '.' };
const folder = resolve(import.meta.dirname, '../../src/providers');

describe('registry', () => {
  it('knows its engines by name, and nothing else', () => {
    expect(Object.keys(engines).every(isEngineName)).toBe(true);
    expect(Object.keys(engines)).toEqual(expect.arrayContaining(['embedded', 'rasa']));
    expect(isEngineName('toString')).toBe(false);
  });

  it('loads no engine before one is wanted', () => {
    const reached = [...staticImports(resolve(folder, 'registry.ts'))].map((file) => relative(folder, file));
    expect(reached).toContain('rasa/rasa-settings.ts');
    expect(reached.filter((file) => /-provider\.ts$|^\.\.\/outbound/.test(file))).toEqual([]);
  });

  it('creates what answers', async () => {
    const standIn = await startRasaStandIn();
    const observations: unknown[] = [];
    const provider = await createGuardedProvider(
      'rasa',
      { url: standIn.url },
      {
        ...deps,
        bot: 'hotel',
        observe: (observation) => observations.push(observation),
      },
    );
    const result = await provider.respond(providerRequest('hello'), new AbortController().signal);
    expect(result.intent?.name).toBe('greet');
    expect(provider.circuit()).toBe('closed');
    expect(observations).toEqual([expect.objectContaining({ kind: 'engine-answered', engine: 'rasa' })]);
    await provider.close?.();
    await standIn.stop();
  });

  it.each<[string, string, unknown, RegExp]>([
    ['an unknown engine', 'watson', {}, /no engine "watson"; there are .*rasa/],
    [
      'settings of another shape, by key and never by value',
      'rasa',
      { url: 'secret', tracker: 5 },
      /at rasa\.url, rasa\.tracker/,
    ],
  ])('refuses %s', async (_, name, settings, message) => {
    const error = await createProvider(name, settings, deps).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) });
    expect(String(error)).not.toContain('secret');
  });
});

/** Every file below `src` that is loaded together with this one. */
function staticImports(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, clause = '', target = ''] of source.matchAll(
    /^(?:import|export)\s([^;]*?)from '(\.[^']+)'/gm,
  )) {
    if (!clause.startsWith('type ')) staticImports(resolve(dirname(file), target), seen);
  }
  return seen;
}
