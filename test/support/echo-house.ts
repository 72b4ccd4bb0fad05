/** Chatwoot stand-in, gateway and an engine that repeats what it hears: all in this process, over real HTTP. */
import type { StandInOptions } from '../../src/playground/stand-in/stand-in-options.ts';
import { type HeldEngine, startHeldEngine } from './held-engine.ts';
import { type RunningGateway, startRunningGateway } from './running-gateway.ts';

export interface EchoHouse {
  readonly engine: HeldEngine;
  readonly standIn: RunningGateway['standIn'];
  readonly running: RunningGateway;
  /** What the bot said to the customer, oldest first. */
  repliesIn(conversation: number): readonly string[];
  hears(conversation: number, text: string): Promise<unknown>;
  /** Resolves when the gateway has observed this. @throws Error when that takes too long */
  observed(wanted: (seen: RunningGateway['observations'][number]) => boolean, count?: number): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 15_000;

export async function startEchoHouse(
  options: StandInOptions & { readonly bot?: string; readonly rasa?: string; readonly thinkMs?: number } = {},
): Promise<EchoHouse> {
  const { bot = '', rasa = '', thinkMs = 0, ...standInOptions } = options;
  const engine = await startHeldEngine({ thinkMs });
  const running = await startRunningGateway(
    `provider: rasa
rasa: { url: "${engine.url}", tracker: false, ${rasa} }
${bot}`,
    standInOptions,
  );
  const { standIn, observations } = running;

  function repliesIn(conversation: number): readonly string[] {
    const view = standIn.customerView(conversation);
    return view.filter(({ from }) => from === 'bot').map(({ text }) => text);
  }

  return {
    engine,
    standIn,
    running,
    repliesIn,
    hears: (conversation, text) => standIn.waitFor(() => repliesIn(conversation).includes(text), PATIENCE_MS),
    async observed(wanted, count = 1) {
      const giveUpAt = Date.now() + PATIENCE_MS;
      while (observations.filter(wanted).length < count) {
        if (Date.now() > giveUpAt) throw new Error(`Not observed among ${observations.length}.`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async close() {
      engine.release();
      await running.close();
      await engine.stop();
    },
  };
}
