/** The playground as `npm start` gives it: the default configuration, on a free port, with a store of its own. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayConfig } from '../../src/config/gateway-config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createGateway } from '../../src/gateway.ts';
import { createPlayground, HOTEL_API_PREFIX, STAND_IN_PREFIX } from '../../src/playground/playground.ts';

const defaultConfig = fileURLToPath(new URL('../../config/gateway.yaml', import.meta.url));

export interface RunningPlayground {
  readonly url: string;
  close(): Promise<void>;
}

/** Resolves when the page can be opened and the engines are loaded. */
export async function startPlayground(): Promise<RunningPlayground> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  const url = `http://localhost:${port}`;
  const config = await configAt(url, port, join(folder, 'gateway.db'));
  const playground = createPlayground(config);
  const gateway = await createGateway(config, { extraRoutes: playground.extraRoutes });
  const listening = await gateway.listen();
  playground.attach(listening.port);
  await gateway.ready;
  return {
    url,
    async close() {
      playground.close();
      await gateway.drain();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function configAt(url: string, port: number, storePath: string): Promise<GatewayConfig> {
  const env = { ...process.env, HOTEL_API: `${url}${HOTEL_API_PREFIX}` };
  const { config, problems } = await loadConfig(defaultConfig, env);
  if (!config || problems.length > 0)
    throw new Error(`The default configuration: ${JSON.stringify(problems)}`);
  const allowedHosts = [`localhost:${port}`];
  const bots = [...config.bots].map(([name, bot]) => {
    const chatwoot = { ...bot.chatwoot, url: `${url}${STAND_IN_PREFIX}`, allowedHosts };
    return [name, { ...bot, chatwoot, allowedHosts }] as const;
  });
  return {
    ...config,
    http: { ...config.http, host: '127.0.0.1', port, publicUrl: url },
    store: { path: storePath },
    bots: new Map(bots),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
