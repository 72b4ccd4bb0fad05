/**
 * The stand-in's answers in the page's own shapes. The one place that knows its field names.
 * @typedef {import('./types.d.ts').ConversationSummary} ConversationSummary
 * @typedef {import('./types.d.ts').RequestRecord} RequestRecord
 * @typedef {import('./types.d.ts').DeliveryRecord} DeliveryRecord
 */

const FIRST_ACCOUNT = 1;

/**
 * @param {any[]} requests oldest first
 * @returns {RequestRecord[]}
 */
export function readRequests(requests) {
  return requests.map(({ at, method, path, body, status, response }, id) => {
    return { id, at, method, path, body, status, answer: response };
  });
}

/**
 * @param {any[]} deliveries oldest first, one entry an attempt
 * @returns {DeliveryRecord[]}
 */
export function readDeliveries(deliveries) {
  return deliveries.map(({ delivery_id, attempt, at, event, bot, status, error, duration_ms, body }) => {
    const id = `${delivery_id}/${attempt}`;
    return { id, attempt, at, event, bot, status, error, durationMs: duration_ms, body };
  });
}

/**
 * The key under which the gateway keeps a conversation: `<bot>:<account>:<id>`. Chatwoot knows a bot by a name of
 * its own and by the address of its webhook, which ends in the gateway's name; who serves the conversation, and in
 * which account, the webhooks tell.
 * @param {number} id
 * @param {{bots: {name: string, outgoing_url: string | null}[]}} standIn
 * @param {DeliveryRecord[]} deliveries
 * @param {{name: string}[]} bots the gateway's bots
 * @returns {{bot: string, key: string}}
 */
export function readKey(id, standIn, deliveries, bots) {
  const newest = deliveries.at(-1);
  const served = standIn.bots.find(({ name }) => name === newest?.bot) ?? standIn.bots[0];
  const segments = served?.outgoing_url?.split('/') ?? [];
  const bot = (bots.find(({ name }) => segments.includes(name)) ?? bots[0])?.name ?? '';
  const { account } = /** @type {{account?: {id: number}}} */ (newest?.body ?? {});
  return { bot, key: `${bot}:${account?.id ?? FIRST_ACCOUNT}:${id}` };
}
