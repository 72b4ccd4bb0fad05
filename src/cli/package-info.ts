import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  engines: z.object({ node: z.string() }),
});

export type PackageInfo = z.output<typeof packageSchema>;

/** Of our own package.json, which stands two folders up from the source as from what is published. */
export function readPackageInfo(): PackageInfo {
  const file = new URL('../../package.json', import.meta.url);
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
