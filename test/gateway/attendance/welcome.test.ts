/** The first word of the bot, once per conversation. */
import { afterEach, describe, expect, it } from 'vitest';
import type { RunningGatewayOptions } from '../../support/running-gateway.ts';
import { type SmallBot, startSmallBot } from '../../support/small-bot.ts';

let bot: SmallBot | undefined;

async function house(more: string, options: RunningGatewayOptions = {}): Promise<SmallBot> {
  bot = await startSmallBot(more, options);
  return bot;
}

afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

const WELCOME = 'Welcome to the Grand Plaza!';
const welcome = (on: string) => `welcome: { on: ${on}, text: "${WELCOME}" }\n`;

describe('welcome', () => {
  it('when the chat window is opened, once', async () => {
    const { standIn, heard, settled, said, restart } = await house(welcome('opened'));
    const { id } = standIn.createConversation();
    standIn.openWidget(id);
    await heard(id, WELCOME);
    standIn.openWidget(id);
    await settled();
    await restart();
    standIn.openWidget(id);
    standIn.customerSays(id, 'hello');
    await heard(id, 'Hello!');
    expect(said(id)).toEqual([WELCOME, 'Hello!']);
  });

  it('not when the window is opened on a talk that began without it', async () => {
    const { standIn, talk, settled, said } = await house(welcome('opened'));
    const id = await talk('hello', 'Hello!');
    standIn.openWidget(id);
    await settled();
    expect(said(id)).toEqual(['Hello!']);
  });

  it('before the answer to the first message, once', async () => {
    const { standIn, talk, heard, said } = await house(welcome('first-message'));
    const id = await talk('hello', 'Hello!');
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
    expect(said(id)).toEqual([WELCOME, 'Hello!', 'Rooms cost 90 €.']);
  });

  it('at the first sign of a conversation, whatever it is', async () => {
    const { standIn, talk, heard, said } = await house(welcome('created'));
    const first = await talk('hello', 'Hello!');
    expect(said(first)).toEqual([WELCOME, 'Hello!']);
    const { id } = standIn.createConversation();
    standIn.openWidget(id);
    await heard(id, WELCOME);
  });

  it('does not double the greeting of Chatwoot', async () => {
    const { talk, settled, said, traced } = await house(welcome('first-message'), {
      inboxes: [{ name: 'Website', greeting: 'Hi from Chatwoot' }],
    });
    const id = await talk('hello', 'Hello!');
    await settled();
    await traced(id, ({ steps }) => steps.some(({ step }) => step === 'welcome-left-out'));
    expect(said(id)).toEqual(['Hello!']);
  });

  it('offers options that can be chosen', async () => {
    const { standIn, heard } = await house(
      'welcome: { on: opened, choices: { text: "What is it about?", options: [{ title: Prices, value: "what does a room cost" }] } }\n',
    );
    const { id } = standIn.createConversation();
    standIn.openWidget(id);
    const offered = await standIn.waitFor(() =>
      standIn.customerView(id).find(({ options }) => options.length > 0),
    );
    expect(offered.text).toBe('What is it about?');
    standIn.chooseOption(offered.id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
  });

  it('is silent while people have the conversation', async () => {
    const { standIn, settled, said } = await house(welcome('opened'));
    const { id } = standIn.createConversation();
    standIn.setStatus(id, 'open');
    await settled();
    standIn.openWidget(id);
    await settled();
    expect(said(id)).toEqual([]);
  });

  it('a window without a conversation is not answered unless configured', async () => {
    const { standIn, settled } = await house(welcome('opened'));
    const { id } = standIn.newVisitor();
    standIn.openWidget({ visitor: id });
    await settled();
    expect(standIn.state().conversations).toEqual([]);
  });

  it('a window without a conversation begins one when configured, once', async () => {
    const { standIn, heard, settled, said } = await house(
      `welcome: { on: opened, text: "${WELCOME}", create_conversation: true }\n`,
    );
    const { id: visitor } = standIn.newVisitor();
    standIn.openWidget({ visitor });
    const { id } = await standIn.waitFor(() => standIn.state().conversations[0]);
    await heard(id, WELCOME);
    standIn.openWidget({ visitor });
    await settled();
    standIn.customerSays(id, 'hello');
    await heard(id, 'Hello!');
    expect(standIn.state().conversations).toHaveLength(1);
    expect(said(id)).toEqual([WELCOME, 'Hello!']);
  });
});

describe('check', () => {
  const inboxes = [
    { name: 'Greeting', greeting: 'Hi from Chatwoot' },
    { name: 'Mail box', emailCollect: true },
    { name: 'Quiet' },
    { name: 'No bot', greeting: 'Hi', bot: null },
  ];

  it('warns of inboxes in which Chatwoot greets too', async () => {
    const { gateway } = await house('', {
      inboxes,
      chatwoot: 'tolerance_seconds: 300, admin_token: admin-token',
    });
    const findings = (await gateway().check(AbortSignal.timeout(5_000))).get('bot') ?? [];
    const warned = findings.filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(warned).toEqual([
      expect.stringMatching(/"Greeting".*its greeting/),
      expect.stringMatching(/"Mail box".*its e-mail box/),
    ]);
  });
});
