import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

const lockFile = path.resolve(import.meta.dirname, '../../package-lock.json');

describe('package-lock.json', () => {
  // A registry that mirrors only some platforms makes `npm install` leave the others out; `npm ci` then fails.
  it('names the optional packages of every platform', () => {
    const { packages } = lockSchema.parse(JSON.parse(readFileSync(lockFile, 'utf8')));
    const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${parent}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});
