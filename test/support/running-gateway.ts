/** A gateway in this process with one bot, in front of a stand-in for Chatwoot: real webhooks, real HTTP, real store. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainProblems } from '../../src/config/explain-problems.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Observation } from '../../src/core/ports/observer.ts';
import type { Store, StoredTrace } from '../../src/core/ports/store.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import type { StandInOptions } from '../../src/playground/stand-in/stand-in-options.ts';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';

export interface RunningGateway {
  readonly standIn: StartedStandIn;
  /** Address of the gateway; another one after `restart`. */
  url(): string;
  store(): Store;
  /** File of the store. */
  readonly storePath: string;
  /** The running one. */
  gateway(): Gateway;
  readonly observations: readonly Observation[];
  /** Lets the gateway's clock run ahead. */
  advance(milliseconds: number): void;
  /** Drains and starts again on the same store. */
  restart(): Promise<void>;
  /** What the bot and people said to the customer, oldest first. */
  said(conversation: number): readonly string[];
  /** Resolves when the bot has said this in the conversation. */
  heard(conversation: number, text: string): Promise<unknown>;
  /** Resolves with the newest trace for which `wanted` holds. */
  traced(
    conversation: number,
    wanted: (trace: StoredTrace['trace']) => boolean,
  ): Promise<StoredTrace['trace']>;
  close(): Promise<void>;
}

const PATH_SECRET = 'path-secret-1';

export interface RunningGatewayOptions extends StandInOptions {
  /** Files beside the configuration, e.g. flows. */
  readonly files?: Readonly<Record<string, string>>;
  /** More keys of `chatwoot:`, in flow style: `admin_token: x`. */
  readonly chatwoot?: string;
  /** More keys of `http:`, in flow style. */
  readonly http?: string;
}

/** `bot`: YAML of the bot's keys at the top level, without `chatwoot:`. The bot is called `bot`. */
export async function startRunningGateway(
  bot: string,
  options: RunningGatewayOptions = {},
): Promise<RunningGateway> {
  const standIn = await startStandIn(options);
  const folder = mkdtempSync(join(tmpdir(), 'running-gateway-'));
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
  const { token, secret } = standIn.credentials();
  // The oldest releases do not sign: a secret in the address stands in.
  const signed = options.version !== '4.2';
  const protection = signed ? `secrets: ["${secret}"]` : `path_secret: ${PATH_SECRET}`;
  const main = join(folder, 'gateway.yaml');
  writeFileSync(
    main,
    `http: { host: 127.0.0.1, port: 0${options.http ? `, ${options.http}` : ''} }
store: { path: ./gateway.db }
chatwoot: { url: "${standIn.url}", token: "${token}", ${protection}${options.chatwoot ? `, ${options.chatwoot}` : ''} }
${bot}
`,
  );
  const observations: Observation[] = [];
  let aheadMs = 0;
  const clock = () => Date.now() + aheadMs;
  let running = await start();

  async function start(): Promise<{ readonly gateway: Gateway; readonly url: string }> {
    const { config, problems } = await loadConfig(main, {});
    if (!config || problems.length > 0) throw new Error(explainProblems(problems, folder));
    const gateway = await createGateway(config, { clock, observe: (seen) => observations.push(seen) });
    const { url } = await gateway.listen();
    standIn.setOutgoingUrl(`${url}/webhooks/chatwoot/bot${signed ? '' : `/${PATH_SECRET}`}`);
    await gateway.ready;
    return { gateway, url };
  }

  function said(conversation: number): readonly string[] {
    const view = standIn.customerView(conversation);
    return view.filter(({ from }) => from === 'bot' || from === 'agent').map(({ text }) => text);
  }

  return {
    standIn,
    url: () => running.url,
    store: () => running.gateway.store,
    storePath: join(folder, 'gateway.db'),
    gateway: () => running.gateway,
    observations,
    advance(milliseconds) {
      aheadMs += milliseconds;
    },
    async restart() {
      // A webhook that nobody takes would give the conversation to people.
      await standIn.webhooksDone();
      await running.gateway.drain();
      running = await start();
    },
    said,
    heard: (conversation, text) => standIn.waitFor(() => said(conversation).includes(text)),
    traced: (conversation, wanted) => waitForTrace(running.gateway.store, conversation, wanted),
    async close() {
      await running.gateway.drain();
      await standIn.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const TRACE_PATIENCE_MS = 5_000;

/** A trace tells nobody that it was written: it is asked for until it is there. */
async function waitForTrace(
  store: Store,
  conversation: number,
  wanted: (trace: StoredTrace['trace']) => boolean,
): Promise<StoredTrace['trace']> {
  const giveUpAt = Date.now() + TRACE_PATIENCE_MS;
  for (;;) {
    const traces = await store.traces(`bot:1:${conversation}`, 50);
    const found = traces.find(({ trace }) => wanted(trace));
    if (found) return found.trace;
    if (Date.now() > giveUpAt) throw new Error(`No such trace among ${traces.length}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
