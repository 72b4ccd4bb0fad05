import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEX_BOT } from '../../support/lex-stand-in.ts';

const script = join(import.meta.dirname, '../../support/loaded-packages.ts');
const run = promisify(execFile);

describe('a gateway in a process of its own', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaded-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function loadedWith(engine: string): Promise<readonly string[]> {
    const file = join(folder, 'gateway.yaml');
    writeFileSync(
      file,
      `http: { host: 127.0.0.1, port: 0 }
store: { path: ./gateway.db }
chatwoot: { url: "http://127.0.0.1:9", token: token, secrets: [secret] }
${engine}
`,
    );
    const { stdout } = await run(process.execPath, [script, file]);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as string[];
  }

  it('does not load the SDK of an engine that nobody configured', async () => {
    const loaded = await loadedWith('provider: rasa\nrasa: { url: "http://127.0.0.1:9" }');
    expect(loaded).toContain('zod');
    expect(loaded.filter((name) => /^@(?:aws|smithy)/.test(name))).toEqual([]);
  });

  it('loads it for the bot that uses it', async () => {
    const { bot_id, bot_alias_id, region } = LEX_BOT;
    const loaded = await loadedWith(
      `provider: lex\nlex: { bot_id: ${bot_id}, bot_alias_id: ${bot_alias_id}, region: ${region} }`,
    );
    expect(loaded).toContain('@aws-sdk/client-lex-runtime-v2');
  });
});
