/** The playground as `npm start` gives it: a configuration of config/, on a free port, with a store of its own. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayConfig } from '../../src/config/gateway-config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { createPlayground, HOTEL_API_PREFIX } from '../../src/playground/playground.ts';
import type { StandIn } from '../../src/playground/stand-in/stand-in.ts';

const configs = new URL('../../config/', import.meta.url);

/** Variables that the configuration reads; nothing else of the real environment gets in. */
type Environment = Readonly<Record<string, string>>;

export interface RunningPlayground {
  readonly url: string;
  readonly gateway: Gateway;
  /** Of Chatwoot. */
  readonly standIn: StandIn;
  close(): Promise<void>;
}

/** Resolves when the page can be opened and the engine is loaded. `file`: below config/. */
export async function startPlayground(
  env: Environment = {},
  file = 'gateway.yaml',
): Promise<RunningPlayground> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  const config = await loadConfigFor(folder, file, { ...env, ...addresses(port) });
  const playground = createPlayground(config);
  const gateway = await createGateway(config, { extraRoutes: playground.extraRoutes });
  const listening = await gateway.listen();
  playground.attach(listening.port);
  await gateway.ready;
  return {
    url: `http://localhost:${port}`,
    gateway,
    standIn: playground.standIn,
    async close() {
      playground.close();
      await gateway.drain();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function loadConfigFor(folder: string, file: string, env: Environment): Promise<GatewayConfig> {
  const { config, problems } = await loadConfig(fileURLToPath(new URL(file, configs)), env);
  if (!config || problems.length > 0) throw new Error(`${file}: ${JSON.stringify(problems)}`);
  return { ...config, store: { path: join(folder, 'gateway.db') } };
}

function addresses(port: number): Environment {
  return { PORT: String(port), HOTEL_API: `http://localhost:${port}${HOTEL_API_PREFIX}` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
