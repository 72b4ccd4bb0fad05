import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findFreePort, openChat } from '../../../src/cli/chat/open-chat.ts';
import { createTalk } from '../../../src/cli/chat/talk.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { startRasaStandIn } from '../../support/rasa-stand-in.ts';

const main = join(import.meta.dirname, '../../../config/gateway.yaml');

it('the hotel sample books a room with Rasa in place of the embedded engine', async () => {
  const standIn = await startRasaStandIn();
  const port = await findFreePort();
  const { config } = await loadConfig(main, { PORT: String(port), RASA_URL: standIn.url });
  const bot = config?.bots.get('hotel');
  if (!config || !bot) throw new Error('The default configuration has no bot "hotel".');
  const chat = await openChat({ ...config, http: { ...config.http, port } }, { ...bot, provider: 'rasa' });
  const said: string[] = [];
  const talk = createTalk(chat, (line) => said.push(line));
  const lines = [
    'book the Grand Plaza for two on Friday',
    'is breakfast included?',
    'for two nights',
    'Sam Lee',
    'sam@example.com',
    '',
    '1',
  ];
  try {
    for (const line of lines) await talk.hear(line);
  } finally {
    await chat.close();
    await standIn.stop();
  }
  const transcript = said.join('\n');
  expect(transcript).toContain('Yes, breakfast is included');
  expect(transcript).toMatch(/HB-\w+/);
  expect(standIn.requests.some(({ path }) => path === '/model/parse')).toBe(true);
});
