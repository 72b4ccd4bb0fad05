/**
 * An engine whose understanding stands in what the customer says: `book=0.8 price=0.75 hotel:Park` is intent `book` with
 * score 0.8, then `price` with 0.75, and an entity. Speaks Rasa's `/model/parse` over HTTP.
 */
import { type EngineFault, startEngineServer } from './engine-server.ts';

export interface ScoredEngine {
  readonly url: string;
  /** What the bot asked so far. */
  readonly asked: readonly string[];
  /** From the next request on; undefined: it works. */
  fail(fault: EngineFault | undefined): void;
  /** From now on answers wait for `release`. */
  hold(): void;
  release(): void;
  isHeld(): boolean;
  /** Whether a question is with it now. */
  isAsked(): boolean;
  /** Resolves when it is asked next. */
  nextQuestion(): Promise<unknown>;
  close(): Promise<void>;
}

/** `phrases`: sentences as customers write them, and what they mean. */
export async function startScoredEngine(
  phrases: Readonly<Record<string, string>> = {},
): Promise<ScoredEngine> {
  const asked: string[] = [];
  let inHand = 0;
  let held = false;
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const server = await startEngineServer(async ({ body }) => {
    const text = readText(body);
    asked.push(text);
    inHand += 1;
    await gate.promise;
    inHand -= 1;
    return { status: 200, body: understand(text, phrases[text] ?? text) };
  });
  return {
    url: server.url,
    asked,
    fail: (fault) => server.fault(fault),
    hold() {
      held = true;
      gate = Promise.withResolvers();
    },
    release() {
      held = false;
      gate.resolve();
    },
    isHeld: () => held,
    isAsked: () => inHand > 0,
    nextQuestion: () => server.nextRequest(),
    close() {
      gate.resolve();
      return server.stop();
    },
  };
}

function readText(body: unknown): string {
  return typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
}

function understand(text: string, meaning: string) {
  const scored = [...meaning.matchAll(/([\w-]+)=([\d.]+)/g)];
  const ranking = scored.map(([, name, confidence]) => ({ name, confidence: Number(confidence) }));
  const entities = [...meaning.matchAll(/([\w-]+):([\w-]+)/g)].map(([whole, entity, value = '']) => {
    const start = text.indexOf(text === meaning ? whole : value);
    const length = text === meaning ? whole.length : value.length;
    return { entity, value, start: Math.max(0, start), end: Math.max(0, start) + length };
  });
  return { text, intent: ranking[0] ?? { name: null, confidence: 0 }, intent_ranking: ranking, entities };
}
