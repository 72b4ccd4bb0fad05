import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const config = ['--config', 'config/gateway.yaml'];

async function chat(lines: readonly string[]): Promise<string> {
  const cli = runCli(['chat', ...config], { input: `${lines.join('\n')}\n` });
  expect(await cli.exit, cli.stderr()).toBe(0);
  return cli.stdout();
}

/** Far enough ahead for years, and open in all hotels. */
const ARRIVAL = `${new Date().getUTCFullYear() + 1}-05-10`;
const DEPARTURE = `${new Date().getUTCFullYear() + 1}-05-13`;

describe('chat', () => {
  it('books a room by choosing and by filling in the form', async () => {
    const output = await chat([
      'hello',
      '1',
      '1',
      `from ${ARRIVAL} to ${DEPARTURE}`,
      'Anna Schmidt',
      'anna@example.com',
      '2',
      '',
      '1',
    ]);
    expect(output).toContain('  1. Book a room');
    expect(output).toContain('▪ Grand Plaza');
    expect(output).toMatch(/HB-\w+/);
  });

  it('hands over, keeps silent for people, and comes back', async () => {
    const output = await chat([
      'talk to a human',
      'are you there?',
      '/agent reply Dana here',
      '/agent pending',
      'is breakfast included?',
      '/trace',
      '/quit',
    ]);
    expect(output).toContain('— the conversation is open now');
    expect(output).toMatch(/> are you there\?\n> /);
    expect(output).toContain('agent: Dana here');
    expect(output).toContain('bot: Yes, breakfast is included');
    expect(output).toMatch(/intents: ask_facilities 0\.\d\d/);
  });

  it('ends with 2 for a bot that is not there', async () => {
    const cli = runCli(['chat', ...config, '--bot', 'motel']);
    expect(await cli.exit).toBe(2);
    expect(cli.stderr()).toContain('There is no bot "motel"; there are hotel.');
  });
});
