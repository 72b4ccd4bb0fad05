import { describe, expect, it } from 'vitest';
import { explainNodeVersion } from '../../src/cli/node-version.ts';
import { startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { writeFiles } from '../config/write-files.ts';
import { runCli } from './run-cli.ts';

async function check(chatwoot: string, more = '') {
  const folder = await writeFiles({
    'gateway.yaml': `chatwoot: { ${chatwoot}, secrets: [playground-secret] }
provider: embedded
embedded: { nlu: nlu.yml }
intents: { greet: { text: Hello } }
${more}`,
    'nlu.yml':
      'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - hello\n      - hi\n  - intent: bye\n    examples: |\n      - good bye\n      - so long\n',
  });
  const cli = runCli(['check', '--config', 'gateway.yaml'], { cwd: folder });
  return { code: await cli.exit, stdout: cli.stdout(), stderr: cli.stderr() };
}

describe('check', () => {
  it('lists what is fine and ends with 0', async () => {
    const standIn = await startStandIn();
    try {
      const { code, stdout } = await check(`url: "${standIn.url}", token: playground-token`);
      expect(stdout).toContain('✓ configuration: 1 bot, 0 flows');
      expect(stdout).toMatch(/✓ bot: Chatwoot at .+ takes the bot token/);
      expect(stdout).toContain('✓ bot: embedded');
      expect(code).toBe(0);
    } finally {
      await standIn.close();
    }
  });

  it('ends with 1 when Chatwoot does not know the token', async () => {
    const standIn = await startStandIn();
    try {
      const { code, stdout } = await check(`url: "${standIn.url}", token: wrong`);
      expect(stdout).toMatch(/✗ bot: Chatwoot at .+ does not know the bot token/);
      expect(code).toBe(1);
    } finally {
      await standIn.close();
    }
  });

  it('ends with 1 when Chatwoot cannot be reached', async () => {
    const { code, stdout } = await check('url: "http://127.0.0.1:9", token: t');
    expect(stdout).toContain('✗ bot: Chatwoot cannot be reached');
    expect(code).toBe(1);
  });

  it('only warns about an engine that is not in use', async () => {
    const standIn = await startStandIn();
    try {
      const { code, stdout } = await check(
        `url: "${standIn.url}", token: playground-token`,
        'rasa: { url: "http://127.0.0.1:9" }\n',
      );
      expect(stdout).toContain('! bot: rasa, not in use: ');
      expect(code).toBe(0);
    } finally {
      await standIn.close();
    }
  });

  it('ends with 1 when the fallback is not there: it would be missed when it is needed', async () => {
    const standIn = await startStandIn();
    try {
      const { code, stdout } = await check(
        `url: "${standIn.url}", token: playground-token`,
        'rasa: { url: "http://127.0.0.1:9" }\nfallback: rasa\n',
      );
      expect(stdout).toContain('✗ bot: rasa: ');
      expect(stdout).not.toContain('not in use');
      expect(code).toBe(1);
    } finally {
      await standIn.close();
    }
  });

  it('ends with 2 when the configuration has a mistake', async () => {
    const { code, stdout, stderr } = await check(
      'url: "http://127.0.0.1:9", token: t',
      'flows: [none.yaml]\n',
    );
    expect(stderr).toContain('gateway.yaml:5:9 error flows[0]');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('the version of Node', () => {
  it.each([
    ['24.2.0', '>=24.2'],
    ['24.11.1', '>=24.2'],
    ['26.0.0', '>=24.2'],
  ])('%s is enough for %s', (running, wanted) => {
    expect(explainNodeVersion(running, wanted)).toBeUndefined();
  });

  it.each([
    ['20.18.1', '>=24.2'],
    ['24.1.0', '>=24.2'],
  ])('%s is explained to be too old for %s', (running, wanted) => {
    expect(explainNodeVersion(running, wanted)).toContain(
      `This is Node ${running}; the gateway needs Node 24.2`,
    );
  });
});
