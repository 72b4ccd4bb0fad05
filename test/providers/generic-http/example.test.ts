/** The bot of docs/providers/http.md, run as it stands there, with the example configuration. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../src/cli/chat/open-chat.ts';
import { type RunningGateway, startRunningGateway } from '../../support/running-gateway.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/providers/http.md'), 'utf8');
const SECRET = 'secret-of-the-example';

describe('the example bot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'http-bot-'));
  let bot: ChildProcess;
  let running: RunningGateway;

  beforeAll(async () => {
    const port = await findFreePort();
    const file = join(folder, 'bot.mjs');
    writeFileSync(file, block('js'));
    bot = spawn(process.execPath, [file], {
      env: { PORT: String(port), BOT_SECRET: SECRET },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await untilListening(port);
    running = await startRunningGateway(`
provider: generic-http
generic-http: { url: "http://127.0.0.1:${port}", secrets: [${SECRET}] }
`);
  });
  afterAll(async () => {
    await running?.close();
    const ended = once(bot, 'exit');
    bot.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is short', () => {
    expect(block('js').split('\n').length).toBeLessThan(45);
  });

  it('talks, remembers and hands over', async () => {
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'hi');
    await running.heard(id, 'Hello! What is your name?');
    running.standIn.customerSays(id, 'Robin');
    await running.heard(id, 'Nice to meet you, Robin!');
    running.standIn.customerSays(id, 'thanks');
    await running.heard(id, 'What else, Robin?');
    running.standIn.customerSays(id, 'a human please');
    await running.standIn.waitFor(() => running.standIn.conversation(id).status === 'open');
  });

  it('is found well by check', async () => {
    const findings = await running.gateway().check(new AbortController().signal);
    expect(findings.get('bot')).toContainEqual({
      level: 'ok',
      message: 'generic-http: The bot answers, and in our words.',
    });
  });
});

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([\\s\\S]+?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';
}

async function untilListening(port: number): Promise<void> {
  const giveUpAt = Date.now() + 10_000;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '{}' }).catch(
      () => undefined,
    );
    if (answer?.status === 401) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The bot does not listen.');
}
