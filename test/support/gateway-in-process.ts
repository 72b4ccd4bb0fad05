/** A gateway in this process from a whole configuration file: for several bots, admin tokens and the like. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainProblems } from '../../src/config/explain-problems.ts';
import type { GatewayConfig } from '../../src/config/gateway-config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Observation } from '../../src/core/ports/observer.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';

export interface GatewayInProcess {
  readonly gateway: Gateway;
  readonly url: string;
  readonly observations: readonly Observation[];
  /** The same files with another text, loaded. @throws Error for a configuration with problems */
  load(yaml: string): Promise<GatewayConfig>;
  /** Lets the gateway's clock run ahead. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

/** `yaml`: the main file; it should name port 0. Paths in it are below a fresh folder, which also gets `files`. */
export async function startGatewayInProcess(
  yaml: string,
  files: Readonly<Record<string, string>> = {},
): Promise<GatewayInProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-in-process-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const main = join(folder, 'gateway.yaml');

  async function load(text: string): Promise<GatewayConfig> {
    writeFileSync(main, text);
    const { config, problems } = await loadConfig(main, {});
    if (!config || problems.length > 0) throw new Error(explainProblems(problems, folder));
    return config;
  }

  const observations: Observation[] = [];
  let aheadMs = 0;
  const gateway = await createGateway(await load(yaml), {
    clock: () => Date.now() + aheadMs,
    observe: (seen) => observations.push(seen),
  });
  const { port } = await gateway.listen();
  await gateway.ready;
  return {
    gateway,
    url: `http://127.0.0.1:${port}`,
    observations,
    load,
    advance(milliseconds) {
      aheadMs += milliseconds;
    },
    async close() {
      await gateway.drain();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
