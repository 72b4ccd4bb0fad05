/** SIGHUP and broken bots, on a real process: who talks notices nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { type GatewayProcess, gatewayProcess } from '../support/gateway-process.ts';
import { type HeldEngine, startHeldEngine } from '../support/held-engine.ts';

const PATIENCE_MS = 20_000;

describe('SIGHUP', { timeout: 60_000 }, () => {
  let engine: HeldEngine;
  let other: HeldEngine;
  let standIn: StartedStandIn;
  let gateway: GatewayProcess;
  let config: (engineUrl: string, more?: string) => string;

  beforeEach(async () => {
    engine = await startHeldEngine();
    other = await startHeldEngine();
    standIn = await startStandIn();
    const { token, secret } = standIn.credentials();
    gateway = await gatewayProcess((port) => {
      config = (engineUrl, more = '') => `http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
provider: rasa
rasa: { url: "${engineUrl}", tracker: false }
${more}`;
      return config(engine.url);
    });
    standIn.setOutgoingUrl(`${gateway.url}/webhooks/chatwoot/bot`);
    await gateway.start();
  });
  afterEach(async () => {
    await gateway.remove();
    await standIn.close();
    await engine.stop();
    await other.stop();
  });

  function repliesIn(id: number): readonly string[] {
    const view = standIn.customerView(id);
    return view.filter(({ from }) => from === 'bot').map(({ text }) => text);
  }

  const hears = (id: number, text: string) =>
    standIn.waitFor(() => repliesIn(id).includes(text), PATIENCE_MS);

  it('swaps a valid configuration in, and the turn in flight ends with the old one', async () => {
    engine.hold();
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'before');
    await engine.hasHeard(1);

    gateway.writeConfig(config(other.url));
    gateway.signal('SIGHUP');
    await gateway.printed('The configuration was reloaded: bot.');
    const meanwhile = standIn.createConversation().id;
    standIn.customerSays(meanwhile, 'after');
    await hears(meanwhile, 'heard after');

    engine.release();
    await hears(id, 'heard before');
    standIn.customerSays(id, 'and again');
    await hears(id, 'heard and again');
    expect(engine.heard).toEqual(['before']);
    expect(other.heard).toEqual(['after', 'and again']);
  });

  it('says what is wrong with an invalid one, with file and line, and the old one stays', async () => {
    gateway.writeConfig(config(other.url, 'langauge: de\nworker: { parallel: none }\n'));
    gateway.signal('SIGHUP');
    await gateway.printed('the old one stays in force');
    expect(gateway.output()).toMatch(/gateway\.yaml:6:1 error langauge: expected a known key/);
    expect(gateway.output()).toContain('did you mean "language"?');
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'still there?');
    await hears(id, 'heard still there?');
    expect(engine.heard).toEqual(['still there?']);
    expect(other.heard).toEqual([]);

    gateway.writeConfig(config(other.url));
    gateway.signal('SIGHUP');
    await gateway.printed('The configuration was reloaded: bot.');
    standIn.customerSays(id, 'and now?');
    await hears(id, 'heard and now?');
    expect(other.heard).toEqual(['and now?']);
  });

  it('refuses no webhook while it happens again and again', async () => {
    const { id } = standIn.createConversation();
    for (let round = 1; round <= 5; round += 1) {
      gateway.writeConfig(config(round % 2 === 0 ? engine.url : other.url));
      gateway.signal('SIGHUP');
      standIn.customerSays(id, `message ${round}`);
      await hears(id, `heard message ${round}`);
    }
    expect(repliesIn(id)).toHaveLength(5);
    expect(standIn.deliveries.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe('a broken bot file', { timeout: 60_000 }, () => {
  it('is reported with its place, and the others start and answer', async () => {
    const engine = await startHeldEngine();
    const standIn = await startStandIn();
    const { token, secret } = standIn.credentials();
    const bot = (name: string, more = '') => `bots:
  ${name}:
    chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
    provider: rasa
    rasa: { url: "${engine.url}", tracker: false }
${more}`;
    const gateway = await gatewayProcess(
      (port) => `http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
include: [bots/*.yaml]
`,
    );
    mkdirSync(join(gateway.folder, 'bots'));
    const write = (name: string, text: string) => writeFileSync(join(gateway.folder, 'bots', name), text);
    write('good.yaml', bot('good'));
    write('misspelt.yaml', bot('misspelt', '    handof: {}\n'));
    write('no-yaml.yaml', 'bots: {"unclosed: [\n');
    try {
      await gateway.start();
      expect(gateway.output()).toMatch(/misspelt\.yaml:6:5 error .*handof/);
      expect(gateway.output()).toMatch(/no-yaml\.yaml:\d+:\d+ error/);
      standIn.setOutgoingUrl(`${gateway.url}/webhooks/chatwoot/good`);
      const { id } = standIn.createConversation();
      standIn.customerSays(id, 'hello');
      await standIn.waitFor(
        () => standIn.customerView(id).some(({ text }) => text === 'heard hello'),
        PATIENCE_MS,
      );
      const absent = await fetch(`${gateway.url}/webhooks/chatwoot/misspelt`, { method: 'POST', body: '{}' });
      expect(absent.status).toBe(404);
      expect(gateway.output()).not.toContain(token);
    } finally {
      await gateway.remove();
      await standIn.close();
      await engine.stop();
    }
  });
});
