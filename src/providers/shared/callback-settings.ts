import { z } from 'zod';
import type { CallbackLock } from '../../core/ports/engine-callback.ts';

/** How an engine that calls us proves itself: spread into the engine's own `callback` object. */
export const callbackSettings = {
  path_secret: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,128}$/, '8 to 128 letters, digits, - or _')
    .optional()
    .describe('Last segment of the address: /engines/<bot>/<engine>/<path_secret>.'),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'the name of a header')
    .default('Authorization')
    .describe('Name of the header in which header_secret comes.'),
  header_secret: z.string().min(8).optional().describe('The whole value of that header.'),
} as const;

interface CallbackSettings {
  readonly path_secret?: string | undefined;
  readonly header: string;
  readonly header_secret?: string | undefined;
}

export function callbackLock({ path_secret, header, header_secret }: CallbackSettings): CallbackLock {
  return {
    ...(path_secret === undefined ? {} : { pathSecret: path_secret }),
    ...(header_secret === undefined ? {} : { header: { name: header, value: header_secret } }),
  };
}
