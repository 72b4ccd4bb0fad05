import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explainProblems } from '../../src/config/explain-problems.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { writeFiles } from './write-files.ts';

const SECRET = 'S3CR3T';
const good = readFileSync(path.resolve(import.meta.dirname, '../../config/examples/rasa.yaml'), 'utf8')
  .replace('${CHATWOOT_BOT_TOKEN}', SECRET)
  .replace('${CHATWOOT_WEBHOOK_SECRET}', SECRET)
  .replace('${RASA_TOKEN}', SECRET);

/** A good file in which something was overwritten: what a slip of the hand makes. */
const slips = fc
  .tuple(fc.nat(good.length), fc.nat(12), fc.string({ maxLength: 6 }))
  .map(([at, length, text]) => good.slice(0, at) + text + good.slice(at + length));

it('is loaded or explained, whatever stands in the file; a misspelt file shows no secret', async () => {
  const folder = await writeFiles({});
  const file = path.join(folder, 'gateway.yaml');
  await fc.assert(
    fc.asyncProperty(fc.oneof(slips, fc.string({ maxLength: 200 })), async (text) => {
      await writeFile(file, text);
      const { config, problems } = await loadConfig(file, {});
      expect(config !== undefined || problems.length > 0).toBe(true);
      for (const { line, column, message } of problems) {
        expect(Math.min(line, column)).toBeGreaterThan(0);
        expect(message).not.toBe('');
      }
      // A slip in the name of the key itself may hide that its value is a secret.
      if (
        /^\s+token: S3CR3T$/m.test(text) &&
        text.includes(`secrets: ["${SECRET}"]`) &&
        text.includes(`token: ${SECRET} #`)
      ) {
        expect(explainProblems(problems, folder)).not.toContain(SECRET);
      }
    }),
    { numRuns: 300 },
  );
});
