import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProvider } from '../../src/providers/registry.ts';
import type { Household } from '../contract/provider/house.ts';
import { describeProviderContract } from '../contract/provider-contract.ts';

const trainingData = `version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - hi there
      - good morning
      - hey
  - intent: inform
    examples: |
      - you can write to me at sam@example.com
      - my address is alex@example.org
      - reach me at kim@example.net
      - send it to lee@example.com
`;

describeProviderContract('embedded', {
  open: openEmbedded,
  recall: {
    tell: (word) => `you can write to me at ${word}@example.com`,
    read: ({ entities }) => {
      const email = entities.find(({ name }) => name === 'email');
      return email?.text?.replace('@example.com', '');
    },
  },
});

async function openEmbedded(): Promise<Household> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-contract-'));
  await writeFile(join(folder, 'nlu.yml'), trainingData);
  const provider = await createProvider(
    'embedded',
    { nlu: 'nlu.yml' },
    { clock: Date.now, baseFolder: folder },
  );
  return {
    provider,
    async close() {
      await provider.close?.();
      await rm(folder, { recursive: true });
    },
  };
}
