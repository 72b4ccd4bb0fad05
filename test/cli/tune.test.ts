import { afterEach, describe, expect, it } from 'vitest';
import { recordedSamples } from '../../src/cli/tune/recorded-samples.ts';
import { writeFiles } from '../config/write-files.ts';
import { type GatewayHouse, startGatewayHouse } from '../support/gateway-house.ts';
import { runCli } from './run-cli.ts';

const config = `chatwoot: { url: "http://localhost:1", token: t, secrets: [s] }
provider: embedded
embedded: { nlu: nlu.yml }
intents: { greet: { text: Hello } }
`;
const training = `version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - hi there
      - good morning
  - intent: bye
    examples: |
      - good bye
      - so long
      - see you later
`;

async function tune(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const folder = await writeFiles({ 'gateway.yaml': config, 'nlu.yml': training, ...files });
  const cli = runCli(['tune', '--config', 'gateway.yaml', ...args], { cwd: folder });
  return { code: await cli.exit, stdout: cli.stdout(), stderr: cli.stderr() };
}

describe('tune', () => {
  it('asks the embedded engine, offline, and prints a table with a suggestion', async () => {
    const utterances = { 'said.tsv': 'hello\tgreet\ngood bye\tbye\nhi there you\tgreet\nthe weather\t-\n' };
    const { code, stdout } = await tune(utterances, '--file', 'said.tsv');
    expect(code).toBe(0);
    expect(stdout).toContain('4 utterances, 4 labelled.');
    expect(stdout.split('\n').filter((line) => /^0\.\d\d +\d+\.\d %/.test(line))).toHaveLength(19);
    expect(stdout).toMatch(/answered +clarified +handed over +right +wrong/);
    expect(stdout).toContain('now 0.60/0.35');
    expect(stdout).toMatch(/Suggestion: confidence: \{ answer: 0\.\d+, clarify: 0\.\d+ \}/);
  });

  it('makes do without labels', async () => {
    const { code, stdout } = await tune(
      { 'said.jsonl': '{"text":"hello"}\n{"text":"the weather"}\n' },
      '--file',
      'said.jsonl',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('0 labelled');
    expect(stdout).not.toContain('wrong  ');
  });

  it.each<[string, readonly string[], string]>([
    ['no utterances', [], 'Expected utterances: --file'],
    ['a file that is not there', ['--file', 'gone.tsv'], 'gone.tsv: expected a readable file, found none'],
    ['an unknown bot', ['--file', 'said.tsv', '--bot', 'x'], 'There is no bot "x"; there are bot.'],
    [
      'an unknown engine',
      ['--file', 'said.tsv', '--engine', 'rasa'],
      'The bot has no engine "rasa"; it has embedded.',
    ],
    ['a store without turns', ['--recorded'], 'The store remembers no utterance'],
  ])('refuses %s', async (_name, args, message) => {
    const { code, stderr } = await tune({ 'said.tsv': 'hello\tgreet\n' }, ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('recorded utterances', () => {
  let house: GatewayHouse;
  afterEach(() => house.close());

  it('are those that the engine judged, as it did', async () => {
    house = await startGatewayHouse('intents: { book: { text: Which hotel? }, price: { text: Cheap. } }');
    const customer = house.customer();
    for (const [count, text] of ['book=0.9 price=0.3', 'price=0.5', 'book=0.1'].entries()) {
      customer.says(text);
      await house.standIn.waitFor(() => customer.saw().length === count + 1);
    }
    await house.standIn.webhooksDone();
    const path = house.storePath;
    await house.gateway().drain();
    const samples = await recordedSamples(path, 'bot', 'rasa');
    expect(samples.map(({ nlu }) => nlu.intent)).toEqual([
      { name: 'book', score: 0.1 },
      { name: 'price', score: 0.5 },
      { name: 'book', score: 0.9 },
    ]);
    expect(samples[2]?.nlu.alternatives).toEqual([{ name: 'price', score: 0.3 }]);
    expect(await recordedSamples(path, 'bot', 'embedded')).toEqual([]);
    expect(await recordedSamples(path, 'other', 'rasa')).toEqual([]);
    await house.restart();
  });
});
