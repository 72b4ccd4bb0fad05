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
  close(): Promise<void>;
}

export async function startScoredEngine(): Promise<ScoredEngine> {
  const asked: string[] = [];
  const server = await startEngineServer(({ body }) => {
    const text = readText(body);
    asked.push(text);
    return { status: 200, body: parse(text) };
  });
  return {
    url: server.url,
    asked,
    fail: (fault) => server.fault(fault),
    close: () => server.stop(),
  };
}

function readText(body: unknown): string {
  return typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
}

function parse(text: string) {
  const scored = [...text.matchAll(/([\w-]+)=([\d.]+)/g)];
  const ranking = scored.map(([, name, confidence]) => ({ name, confidence: Number(confidence) }));
  const entities = [...text.matchAll(/([\w-]+):([\w-]+)/g)].map((match) => ({
    entity: match[1],
    value: match[2],
    start: match.index,
    end: match.index + match[0].length,
  }));
  return { text, intent: ranking[0] ?? { name: null, confidence: 0 }, intent_ranking: ranking, entities };
}
