import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { markedPlace, withoutMarks, writeFiles } from './write-files.ts';

const bot = `chatwoot: { url: http://localhost:3000, token: t, secrets: [s] }
provider: rasa
rasa: { url: http://localhost:5005 }
`;

async function load(yaml: string) {
  const files = { 'gateway.yaml': `${bot}${yaml}` };
  const folder = await writeFiles(withoutMarks(files));
  const { config, problems } = await loadConfig(path.join(folder, 'gateway.yaml'), {});
  const places = problems.map(({ file, line, column, message }) => ({
    place: `${path.relative(folder, file)}:${line}:${column}`,
    message,
  }));
  return { policy: config?.bots.get('bot')?.policy, places };
}

const page = readFileSync(new URL('../../docs/attendance.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);

describe('docs/attendance.md', () => {
  it.each(examples)('shows what loads: %s', async (yaml) => {
    const { policy, places } = await load(yaml);
    expect(places).toEqual([]);
    expect(policy).toBeDefined();
  });
});

describe('attendance in the configuration', () => {
  it('watches by default, and does nothing else by itself', async () => {
    const { policy, places } = await load('');
    expect(places).toEqual([]);
    expect(policy).toMatchObject({ watchdog: { afterMs: 60_000 }, returns: {} });
    for (const key of ['welcome', 'assist', 'feedback', 'idle', 'agentCommands'])
      expect(policy).not.toHaveProperty(key);
  });

  it('reads everything', async () => {
    const { policy, places } = await load(`
handoff:
  return: { quiet_minutes: 5, text: "Back.", on_reopen_text: "Again." }
  agent_commands: { enabled: true, prefix: "!bot" }
welcome: { on: created, text: "Hi {{contact.name}}" }
assist: { enabled: true, min_score: 0.5, every_seconds: 10 }
feedback: { ask: true, attribute: false, on_no: resolve, resolve_after_minutes: 1 }
idle: { remind_after_minutes: 1, after_minutes: 2, end_with: handoff, text: "Bye." }
watchdog: { after_seconds: 30, text: "Sorry." }
`);
    expect(places).toEqual([]);
    expect(policy).toMatchObject({
      returns: { quietMs: 300_000, text: 'Back.', reopenText: 'Again.' },
      agentCommands: { prefix: '!bot' },
      welcome: { on: 'created', createConversation: false },
      assist: { minScore: 0.5, everyMs: 10_000 },
      feedback: { onNo: 'resolve', closeAfterMs: 60_000 },
      idle: { remind: { afterMs: 60_000 }, end: { afterMs: 120_000, how: 'handoff', text: 'Bye.' } },
      watchdog: { afterMs: 30_000, text: 'Sorry.' },
    });
    expect(policy?.feedback).not.toHaveProperty('attribute');
  });

  it.each([
    ['a reminder alone', 'idle: { remind_after_minutes: 1 }', { remind: { afterMs: 60_000 } }],
    ['an end alone', 'idle: { after_minutes: 1 }', { end: { afterMs: 60_000, how: 'resolve' } }],
    ['an end that is none', 'idle: { after_minutes: 1, end_with: nothing }', undefined],
  ])('idle: %s', async (_name, yaml, idle) => {
    const { policy } = await load(yaml);
    if (idle) expect(policy?.idle).toMatchObject(idle);
    else expect(policy?.idle).toBeUndefined();
  });

  it.each([
    ['the engine greets', 'welcome: { event: true }', { event: { kind: 'opened' }, replies: [] }],
    ['by an event', 'welcome: { event: WELCOME }', { event: { kind: 'event', name: 'WELCOME' } }],
  ])('welcome: %s', async (_name, yaml, welcome) => {
    expect((await load(yaml)).policy?.welcome).toMatchObject(welcome);
  });

  it.each([
    ['no words at all', 'welcome: ▸{ on: opened }', 'expected exactly one of'],
    ['words twice', 'welcome: ▸{ text: Hi, event: true }', 'expected exactly one of'],
    [
      'a conversation for the engine',
      'welcome: { event: true, create_conversation: ▸true }',
      'words of our own',
    ],
    ['a value that there is not', 'idle: { remind_text: ▸"Hi {{slots.name}} {{nobody}}" }', '{{nobody}}'],
    ['a watchdog without patience', 'watchdog: { after_seconds: ▸0 }', 'expected'],
  ])('tells of %s', async (_name, yaml, message) => {
    const { places } = await load(yaml);
    expect(places[0]?.message).toContain(message);
    expect(places[0]?.place).toBe(markedPlace({ 'gateway.yaml': `${bot}${yaml}` }));
  });
});
