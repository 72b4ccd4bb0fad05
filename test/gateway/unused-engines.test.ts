import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { engines } from '../../src/providers/registry.ts';
import { runScript } from '../support/run-script.ts';

const config = join(import.meta.dirname, '../../config');

/** What is only in memory for some engine. Each of these takes some ten megabytes, or the better part of a second. */
const heavy: Readonly<Record<string, RegExp>> = {
  'Google ES': /^@google-cloud\/dialogflow$/,
  'Google CX': /^@google-cloud\/dialogflow-cx$/,
  gRPC: /^(?:google-|@grpc\/|protobufjs$|@protobufjs\/)/,
  AWS: /^(?:@aws|@smithy)/,
};

interface Cost {
  /** The engine's block. */
  readonly block: string;
  readonly provider: string;
  readonly heavy: readonly string[];
}

const costs: Readonly<Record<keyof typeof engines, Cost>> = {
  embedded: {
    block: `{ nlu: "${join(config, 'samples/hotel-booking/nlu.yml')}" }`,
    provider: 'embedded-provider',
    heavy: [],
  },
  rasa: { block: '{ url: "http://127.0.0.1:9" }', provider: 'rasa-provider', heavy: [] },
  'dialogflow-es': {
    block: '{ project: hotel, api_endpoint: "http://127.0.0.1:9" }',
    provider: 'dialogflow-es-provider',
    heavy: ['Google ES', 'gRPC'],
  },
  'dialogflow-cx': {
    block:
      '{ project: hotel, agent: 3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f, api_endpoint: "http://127.0.0.1:9" }',
    provider: 'dialogflow-cx-provider',
    heavy: ['Google CX', 'gRPC'],
  },
  lex: {
    block: '{ bot_id: HOTELBOT01, bot_alias_id: PRODALIAS1, region: eu-central-1 }',
    provider: 'lex-provider',
    heavy: ['AWS'],
  },
  'botpress-v12': {
    block: '{ url: "http://127.0.0.1:9", bot_id: hotel-bot }',
    provider: 'v12-provider',
    heavy: [],
  },
  'botpress-cloud': {
    block: '{ webhook_id: hotel-bot, encryption_key: key-of-the-stand-in }',
    provider: 'cloud-provider',
    heavy: [],
  },
  'generic-http': {
    block: '{ url: "http://127.0.0.1:9", secrets: [secret-of-the-stand-in] }',
    provider: 'generic-http-provider',
    heavy: [],
  },
};

describe('a gateway in a process of its own', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unused-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function loadedWith(bot: string): Promise<readonly string[]> {
    const file = join(folder, 'gateway.yaml');
    writeFileSync(
      file,
      `http: { host: 127.0.0.1, port: 0 }
store: { path: ./gateway.db }
chatwoot: { url: "http://127.0.0.1:9", token: token, secrets: [secret-of-webhooks] }
${bot}
`,
    );
    return z.array(z.string()).parse(await runScript('loaded-packages.ts', [file]));
  }

  it.each(Object.entries(costs))('with %s loads that engine and no other', async (engine, cost) => {
    const loaded = await loadedWith(`provider: ${engine}\n${engine}: ${cost.block}`);
    expect(providersIn(loaded)).toEqual([cost.provider]);
    expect(heavyIn(loaded)).toEqual(cost.heavy);
  });

  it('with every engine configured loads those that conversations may need', async () => {
    const blocks = Object.entries(costs).map(([engine, { block }]) => `${engine}: ${block}`);
    const loaded = await loadedWith(
      ['provider: botpress-v12', 'fallback: generic-http', ...blocks].join('\n'),
    );
    expect(providersIn(loaded)).toEqual(['generic-http-provider', 'v12-provider']);
    expect(heavyIn(loaded)).toEqual([]);
  });
});

function providersIn(loaded: readonly string[]): readonly string[] {
  const providers = Object.values(costs).map(({ provider }) => provider);
  return loaded.filter((name) => providers.includes(name));
}

function heavyIn(loaded: readonly string[]): readonly string[] {
  return Object.keys(heavy).filter((what) => loaded.some((name) => heavy[what]?.test(name)));
}
