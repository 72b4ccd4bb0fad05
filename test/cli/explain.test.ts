import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { customerSays } from '../support/builders.ts';
import { runCli } from './run-cli.ts';

describe('explain and dead, without a running gateway', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'explain-'));
    file = join(folder, 'gateway.yaml');
    writeFileSync(
      file,
      `store: { path: ./gateway.db }
chatwoot: { url: http://127.0.0.1:9/, token: t, path_secret: secret-of-sixteen }
provider: rasa
rasa: { url: http://127.0.0.1:9 }
`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function knowConversation() {
    const store = await openSqliteStore({ path: join(folder, 'gateway.db') });
    const event = customerSays('hello');
    await store.accept([{ id: 'hotel:1:message:1', aliases: [], key: event.conversation.key, event }]);
    return store;
  }

  it('reads the store', async () => {
    await (await knowConversation()).close();
    for (const name of ['312', '1/312', 'hotel:1:312']) {
      const cli = runCli(['explain', name, '--config', file]);
      expect(await cli.exit, cli.stderr()).toBe(0);
      expect(cli.stdout()).toContain('hotel:1:312\n  web-widget, inbox 7, with bot\n');
    }
    const json = runCli(['explain', '312', '--json', '--config', file]);
    expect(await json.exit).toBe(0);
    expect(JSON.parse(json.stdout())).toMatchObject({ key: 'hotel:1:312', known: true, turns: [] });
    const dead = runCli(['dead', 'redrive', '7', '--config', file]);
    expect(await dead.exit).toBe(1);
    expect(dead.stderr()).toBe('There is no dead letter 7.\n');
  });

  it('says what to do while a gateway has the store', async () => {
    const store = await knowConversation();
    const cli = runCli(['explain', '312', '--config', file]);
    expect(await cli.exit).toBe(1);
    expect(cli.stderr()).toContain('give it http.admin_token');
    await store.close();
  });

  it.each([
    [['explain', '312'], 'There is no store at'],
    [['dead', 'list'], 'There is no store at'],
    [['explain', '312', '--url', 'http://127.0.0.1:9'], 'An admin token is needed'],
  ])('%j: %s', async (args, message) => {
    const cli = runCli([...args, '--config', file]);
    expect(await cli.exit).toBe(1);
    expect(cli.stderr()).toContain(message);
    expect(cli.stderr()).not.toContain('    at ');
  });

  it('says when nobody answers, and what is no conversation', async () => {
    const env = { GATEWAY_ADMIN_TOKEN: 'token-of-sixteen-chars' };
    const cli = runCli(['explain', '312', '--url', 'http://127.0.0.1:9'], { env });
    expect(await cli.exit).toBe(1);
    expect(cli.stderr()).toBe('No gateway answers at http://127.0.0.1:9.\n');
    const odd = runCli(['explain', 'a b'], { env });
    expect(await odd.exit).toBe(1);
  });
});
