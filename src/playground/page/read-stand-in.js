/**
 * The stand-in's answers in the page's own shapes. The one place that knows its field names.
 * @typedef {import('./types.d.ts').ChatMessage} ChatMessage
 * @typedef {import('./types.d.ts').RequestRecord} RequestRecord
 * @typedef {import('./types.d.ts').DeliveryRecord} DeliveryRecord
 */

/** @type {readonly ChatMessage['message_type'][]} */
const messageTypes = ['incoming', 'outgoing', 'activity', 'template'];

/** @param {any} detail */
export function readConversation(detail) {
  const { conversation, messages, typing } = detail;
  return {
    conversation: {
      id: conversation.id,
      account_id: conversation.account_id ?? 1,
      status: conversation.status,
      assignee: conversation.assignee ?? null,
      contact: conversation.contact ?? {},
    },
    messages: messages.map(readMessage),
    typing: Boolean(typing),
  };
}

/**
 * @param {any} message
 * @returns {ChatMessage}
 */
function readMessage(message) {
  const type = message.message_type;
  return {
    ...message,
    message_type: typeof type === 'number' ? (messageTypes[type] ?? 'activity') : type,
    content_attributes: message.content_attributes ?? {},
    attachments: message.attachments ?? [],
  };
}

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
  return deliveries.map(({ deliveryId, attempt, at, event, status, error, durationMs, body }) => {
    const id = `${deliveryId}/${attempt}`;
    return { id, at, event, attempt, status, error, durationMs, body: JSON.parse(body) };
  });
}

/**
 * The gateway's name of the bot that serves a conversation: Chatwoot knows only the address of its webhook, whose
 * path ends in it.
 * @param {any} standIn answer of `GET /control/state`
 * @param {{name: string}[]} bots the gateway's bots
 */
export function readBotName(standIn, bots) {
  const addresses = (standIn.bots ?? []).map(
    (/** @type {any} */ bot) => bot.outgoing_url ?? bot.outgoingUrl ?? '',
  );
  const named = bots.find(({ name }) =>
    addresses.some((/** @type {string} */ address) => address.split('/').includes(name)),
  );
  return (named ?? bots[0])?.name ?? '';
}
