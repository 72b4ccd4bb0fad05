/** An engine that says what it heard, through Rasa's REST channel, and that waits with its answers when told to. */
import { once } from 'node:events';
import { type EngineServer, type SeenRequest, startEngineServer } from './engine-server.ts';

const PATIENCE_MS = 15_000;

export interface HeldEngine extends Pick<EngineServer, 'url' | 'fault' | 'stop' | 'start'> {
  /** What customers said to it, oldest first. */
  readonly heard: readonly string[];
  /** From now on answers wait for `release`. */
  hold(): void;
  release(): void;
  /** Resolves when it has heard so many utterances. @throws Error when that takes too long */
  hasHeard(count: number): Promise<void>;
  /** Most questions that were with it at one moment. */
  mostAtOnce(): number;
  /** The same within one conversation. */
  mostAtOnceInOne(): number;
}

export async function startHeldEngine(options: { readonly thinkMs?: number } = {}): Promise<HeldEngine> {
  const heard: string[] = [];
  const inHand = new Map<string, number>();
  let mostAtOnce = 0;
  let mostInOne = 0;
  let gate = Promise.withResolvers<void>();
  gate.resolve();

  function count(sender: string, change: 1 | -1): void {
    inHand.set(sender, (inHand.get(sender) ?? 0) + change);
    mostInOne = Math.max(mostInOne, inHand.get(sender) ?? 0);
    mostAtOnce = Math.max(
      mostAtOnce,
      [...inHand.values()].reduce((sum, one) => sum + one, 0),
    );
  }

  const server = await startEngineServer(async (request) => {
    const said = readQuestion(request);
    if (!said) return { status: 404, body: {} };
    heard.push(said.message);
    count(said.sender, 1);
    await gate.promise;
    await new Promise((resolve) => setTimeout(resolve, options.thinkMs ?? 0));
    count(said.sender, -1);
    return { status: 200, body: [{ recipient_id: said.sender, text: `heard ${said.message}` }] };
  });

  return {
    url: server.url,
    fault: server.fault,
    start: server.start,
    heard,
    hold() {
      gate = Promise.withResolvers();
    },
    release: () => gate.resolve(),
    async hasHeard(wanted) {
      const late = AbortSignal.timeout(PATIENCE_MS);
      const tooLate = once(late, 'abort').then(() => Promise.reject(new Error('The engine was not asked.')));
      tooLate.catch(() => {});
      while (heard.length < wanted) await Promise.race([server.nextRequest(), tooLate]);
    },
    mostAtOnce: () => mostAtOnce,
    mostAtOnceInOne: () => mostInOne,
    async stop() {
      gate.resolve();
      await server.stop();
    },
  };
}

function readQuestion({ method, path, body }: SeenRequest): { sender: string; message: string } | undefined {
  if (method !== 'POST' || !path.endsWith('/webhooks/rest/webhook')) return undefined;
  if (typeof body !== 'object' || body === null) return undefined;
  const { sender, message } = Object.fromEntries(Object.entries(body));
  return { sender: String(sender), message: String(message) };
}
