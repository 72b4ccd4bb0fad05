/**
 * Why a webhook leads to no event. Every one is answered with 200, since any other status makes Chatwoot hand the
 * conversation to people.
 */
export const ignoreReasons = {
  'unknown-event': 'An event that we have no use for.',
  'wrong-shape': 'Not a customer message, and not in a shape that we can read.',
  'no-account': 'The event names no account, so that nothing could be posted back.',
  'no-conversation': 'The widget was opened, but there is no conversation yet.',
  'own-message': 'A message by a bot: ours (already settled) or another.',
  'private-note': 'A private note that no person wrote.',
  template: 'A message by Chatwoot itself (greeting, out of office, e-mail collect, survey).',
  'automation-message': 'A message by an automation rule.',
  'campaign-message': 'A message by a campaign.',
  'auto-reply': 'An e-mail that a machine sent; answering could make a loop.',
  'contact-blocked': 'The operator blocked the contact.',
  csat: 'An answer to the satisfaction survey.',
  deleted: 'A message was deleted.',
  'delivery-failed': 'The channel refused a message that we or an agent sent.',
  'telegram-edit': 'A customer edited an earlier message.',
  'read-receipt': 'A message was delivered or read.',
  'channel-id': 'A sent message got its id on the channel.',
  'unchanged-answer': 'A message changed, but carries no answer.',
  'conversation-update-noise': 'Nothing changed that decides whose turn it is.',
  'unknown-message-type': 'Neither incoming, outgoing nor template.',
} as const;

export type IgnoreReason = keyof typeof ignoreReasons;

/** Why a webhook is refused with 422. Chatwoot then gives a pending conversation to people. */
export const unreadableReasons = {
  'not-an-event': 'The body is no JSON object with an event name.',
  'message-unreadable': 'A customer message without the ids, status or account that an answer needs.',
  'answer-unreadable': 'A customer submitted something whose values cannot be read.',
} as const;

export type UnreadableReason = keyof typeof unreadableReasons;
