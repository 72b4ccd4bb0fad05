import { z } from 'zod';

/** A web address; only http and https make sense anywhere in the configuration. */
export const httpAddress = z.url({
  protocol: /^https?$/,
  error: 'an address that begins with http:// or https://',
});

const httpSchema = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on. `0.0.0.0` listens on every interface.'),
  port: z.int().min(0).max(65535).default(8300).describe('Port to listen on; 0 takes a free one.'),
  public_url: httpAddress
    .optional()
    .describe('Address under which Chatwoot reaches the gateway. Default: `http://<host>:<port>`.'),
  admin_token: z
    .string()
    .min(16, 'at least 16 characters')
    .optional()
    .describe(
      'Bearer token of the routes for operators (metrics, traces); without it they do not exist. Or `admin_token_file`.',
    ),
  body_limit_bytes: z
    .int()
    .min(1024)
    .max(16 * 1024 * 1024)
    .default(1024 * 1024)
    .describe('Largest webhook that is read; larger ones are answered with 413.'),
});

const storeSchema = z.strictObject({
  path: z
    .string()
    .min(1)
    .default('data/gateway.db')
    .describe('File of the durable store, relative to this file. Its folder is made when it is missing.'),
});

const playgroundSchema = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe('Serve the page, a stand-in for Chatwoot and the sample hotel API. Loopback only.'),
});

const workerSchema = z.strictObject({
  parallel: z
    .int()
    .min(1)
    .max(10_000)
    .default(64)
    .describe('Conversations that are worked on at the same time.'),
  drain_ms: z
    .int()
    .min(0)
    .max(600_000)
    .default(20_000)
    .describe('Time that turns and calls in flight get when the gateway stops, milliseconds.'),
});

/** The part of the configuration that is not about one bot. When it is broken nothing starts. */
export const mainShape = {
  http: httpSchema.prefault({}).describe('The HTTP server.'),
  store: storeSchema.prefault({}).describe('Where conversations, planned messages and traces are kept.'),
  playground: playgroundSchema.prefault({}).describe('Trying the bot without Chatwoot.'),
  worker: workerSchema.prefault({}).describe('How turns are worked off.'),
};

export const mainSchema = z.strictObject(mainShape);

export type MainSettings = z.output<typeof mainSchema>;
