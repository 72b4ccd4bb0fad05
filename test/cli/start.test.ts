import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFiles } from '../config/write-files.ts';
import { runCli } from './run-cli.ts';

const bot = (more = '') => `
    chatwoot: { url: "http://localhost:9", token: t, secrets: [s] }
    provider: embedded
    embedded: { nlu: nlu.yml }
${more}`;
const nlu = `version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - hi there
      - good morning
  - intent: bye
    examples: |
      - good bye
      - see you later
      - so long
`;
const config = (bots: string) =>
  `http: { port: 0 }\nstore: { path: data/gateway.db }\nworker: { drain_ms: 500 }\nbots:\n${bots}`;

async function startGateway(text = config(`  one:${bot()}`)) {
  const folder = await writeFiles({ 'gateway.yaml': text, 'nlu.yml': nlu });
  const cli = runCli(['start', '--config', 'gateway.yaml'], { cwd: folder });
  return { folder, file: path.join(folder, 'gateway.yaml'), cli };
}

async function statusOf(url: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: '{}' })).status;
}

function urlIn(output: string): string {
  return /http:\/\/localhost:\d+/.exec(output)?.[0] ?? '';
}

describe('start', () => {
  it('says where it listens, and ends with 0 on SIGTERM', async () => {
    const { cli } = await startGateway();
    await cli.prints('/webhooks/chatwoot/one');
    expect(cli.stdout()).toContain('The gateway listens on http://localhost:');
    cli.child.kill('SIGTERM');
    expect(await cli.exit).toBe(0);
  });

  it('ends with 2 and the place of the mistake when the main part is broken', async () => {
    const { cli } = await startGateway(`htpp: {}\n${config(`  one:${bot()}`)}`);
    expect(await cli.exit).toBe(2);
    expect(cli.stderr()).toContain('gateway.yaml:1:1 error htpp: expected a known key, found "htpp"');
    expect(cli.stderr()).toContain('hint: did you mean "http"?');
  });

  it('leaves a broken bot out and serves the others', async () => {
    const { cli } = await startGateway(config(`  one:${bot()}  two:${bot('    langauge: de\n')}`));
    await cli.prints('The gateway listens on');
    expect(cli.stderr()).toContain('1 error; left out: two');
    const url = urlIn(cli.stdout());
    expect(await statusOf(`${url}/webhooks/chatwoot/one`)).toBe(401);
    expect(await statusOf(`${url}/webhooks/chatwoot/two`)).toBe(404);
  });

  it('ends with 1 and a way out when the port is taken', async () => {
    const first = await startGateway();
    await first.cli.prints('The gateway listens on');
    const port = new URL(urlIn(first.cli.stdout())).port;
    const { cli } = await startGateway(config(`  one:${bot()}`).replace('port: 0', `port: ${port}`));
    expect(await cli.exit).toBe(1);
    expect(cli.stderr()).toContain('LISTEN_FAILED');
  });

  it('swaps in a good configuration on SIGHUP and keeps the old one instead of a bad one', async () => {
    const { cli, file } = await startGateway();
    await cli.prints('The gateway listens on');
    const url = urlIn(cli.stdout());

    await writeFile(file, config(`  one:${bot()}  two:${bot()}`));
    cli.child.kill('SIGHUP');
    await cli.prints('The configuration was reloaded: one, two.');
    expect(await statusOf(`${url}/webhooks/chatwoot/two`)).toBe(401);

    await writeFile(file, config(`  one:${bot()}  two:${bot('    x: 1\n')}`));
    cli.child.kill('SIGHUP');
    await cli.prints('the old one stays in force');
    expect(await statusOf(`${url}/webhooks/chatwoot/two`)).toBe(401);

    await writeFile(file, config(`  one:${bot()}`).replace('port: 0', 'port: 1'));
    cli.child.kill('SIGHUP');
    await cli.prints('take effect after a restart');
    expect(await statusOf(`${url}/webhooks/chatwoot/one`)).toBe(401);
  });
});

describe('main', () => {
  it('explains its commands', async () => {
    const cli = runCli(['--help']);
    expect(await cli.exit).toBe(0);
    for (const command of ['start', 'chat', 'check']) expect(cli.stdout()).toContain(`  ${command} `);
  });

  it('refuses an unknown option', async () => {
    const cli = runCli(['start', '--confgi', 'x']);
    expect(await cli.exit).toBe(1);
    expect(cli.stderr()).toContain('--config');
  });
});
