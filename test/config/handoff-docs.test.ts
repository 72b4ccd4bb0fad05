/** What the page for admins shows must load. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { writeFiles } from './write-files.ts';

const page = readFileSync(new URL('../../docs/handoff.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);

const bot = `chatwoot: { url: http://localhost:3000, token: t, secrets: [s] }
provider: rasa
rasa: { url: http://localhost:5005 }
flows: [contact.yaml]
`;
const contact = `name: contact-details
slots: { email: { type: email, ask: "Your address?" } }
steps:
  email: { ask: { slots: [email], text: "Your address?" } }
  done: { end: { text: Thank you. } }
`;

describe('docs/handoff.md', () => {
  it('shows examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('loads: %s', async (yaml) => {
    const folder = await writeFiles({ 'gateway.yaml': `${bot}${yaml}`, 'contact.yaml': contact });
    const { config, problems } = await loadConfig(path.join(folder, 'gateway.yaml'), {});
    expect(problems).toEqual([]);
    expect(config?.bots.has('bot')).toBe(true);
  });
});
