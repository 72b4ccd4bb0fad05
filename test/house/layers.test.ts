import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../src');

/**
 * Who may import whom, by the first folder below src. A folder may always import itself. One engine's folder never
 * imports another's, and core imports nothing from outside but zod.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  outbound: ['core'],
  providers: ['core', 'outbound'],
  chatwoot: ['core', 'outbound'],
  store: ['core'],
  telemetry: ['core'],
  http: ['core'],
  config: ['core', 'providers'],
  'gateway.ts': [
    'core',
    'outbound',
    'providers',
    'chatwoot',
    'store',
    'telemetry',
    'http',
    'config',
    'gateway',
  ],
  gateway: ['core', 'outbound', 'providers', 'chatwoot', 'store', 'telemetry', 'http', 'config'],
  playground: ['core', 'gateway.ts', 'config', 'gateway'],
  cli: [
    'core',
    'config',
    'gateway.ts',
    'gateway',
    'playground',
    'telemetry',
    'providers',
    'store',
    'chatwoot',
  ],
  'index.ts': [
    'core',
    'config',
    'gateway.ts',
    'gateway',
    'providers',
    'store',
    'chatwoot',
    'telemetry',
    'outbound',
  ],
};

interface Import {
  readonly file: string;
  readonly target: string;
}

const imports = readImports();

describe('the layers of src', () => {
  it('knows every folder', () => {
    const unknown = new Set(imports.map(({ file }) => roomOf(file)).filter((room) => !(room in mayImport)));
    expect([...unknown]).toEqual([]);
  });

  it('imports only downwards', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (!target.startsWith('.')) return false;
      const from = roomOf(file);
      const to = roomOf(resolveTarget(file, target));
      return from !== to && !(mayImport[from] ?? []).includes(to);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps core free of everything but zod', () => {
    const wrong = imports.filter(
      ({ file, target }) => roomOf(file) === 'core' && !target.startsWith('.') && target !== 'zod',
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps the engines apart', () => {
    const wrong = imports.filter(({ file, target }) => {
      const from = engineOf(file);
      const to = target.startsWith('.') ? engineOf(resolveTarget(file, target)) : undefined;
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps the stand-in and the real thing apart', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        file.startsWith(`playground${sep}stand-in`) && roomOf(resolveTarget(file, target)) === 'chatwoot',
    );
    expect(wrong.map(show)).toEqual([]);
  });
});

function readImports(): readonly Import[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      const found = source.matchAll(
        /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
      );
      return [...found].map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }));
    });
}

function resolveTarget(file: string, target: string): string {
  return relative(root, resolve(root, dirname(file), target));
}

function roomOf(path: string): string {
  return path.split(sep)[0] ?? path;
}

const sharedEngineFolders = new Set(['shared', 'guard']);

function engineOf(path: string): string | undefined {
  const [room, engine, ...rest] = path.split(sep);
  if (room !== 'providers' || engine === undefined || rest.length === 0) return undefined;
  return sharedEngineFolders.has(engine) ? undefined : engine;
}

function show({ file, target }: Import): string {
  return `${file} → ${target}`;
}
