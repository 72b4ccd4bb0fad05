import type { JsonObject } from '../../../core/model/json.ts';
import type { V12Client } from './v12-client.ts';

/** Replies that the server kept back because their request was over when they came. */
export interface KeptReplies {
  readonly items: readonly JsonObject[];
  /** Nothing lies in wait any more. False: the server does not answer as expected, and `items` mean nothing. */
  readonly clean: boolean;
}

/**
 * A turn of before may still run and then takes our request's place once; its replies come with it. Each further
 * round brings what is left.
 */
const MOST_ROUNDS = 4;

/**
 * Fetches them with the text `BP_VERSION`, which the server answers itself and keeps from the dialogue
 * (SKIP_DIALOG_ENGINE in packages/bp/src/core/events/event-engine.ts of 12.x). Nothing is left when its own answer stands alone.
 *
 * @throws GatewayError `ENGINE_…`; ENGINE_TIMEOUT when the turn of before still runs
 */
export async function fetchKeptReplies(client: V12Client, userId: string): Promise<KeptReplies> {
  const items: JsonObject[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { responses } = await client.converse(userId, { type: 'text', text: 'BP_VERSION' });
    items.push(...responses.filter((item) => !isVersion(item)));
    if (responses.length === 1 && responses.every(isVersion)) return { items, clean: true };
  }
  return { items, clean: false };
}

function isVersion({ text }: JsonObject): boolean {
  return typeof text === 'string' && /^Version: \S+$/.test(text);
}
