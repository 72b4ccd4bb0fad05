import { isGatewayError } from '../../../core/model/gateway-error.ts';
import type { ProviderRequest } from '../../../core/ports/provider.ts';
import { messageMetadata } from '../../shared/message-metadata.ts';
import type { CloudClient, CloudOutgoing } from './cloud-client.ts';
import type { CloudMessage } from './cloud-wire.ts';
import type { StreamedConversation } from './conversation-streams.ts';

/** Users and conversations under our own ids, and messages that are sent once. */
export interface CloudConversations {
  /** Made when they are new; asked for once. @throws GatewayError `ENGINE_…` */
  ensure(conversation: StreamedConversation, signal: AbortSignal): Promise<void>;
  /**
   * The customer's message as the service keeps it. A turn that is repeated first looks whether it arrived before: there
   * is no key against doubles. @throws GatewayError `ENGINE_…`
   */
  sendOnce(
    conversation: StreamedConversation,
    request: ProviderRequest,
    payload: CloudOutgoing['payload'],
    signal: AbortSignal,
  ): Promise<SentMessage>;
}

export interface SentMessage {
  readonly message: CloudMessage;
  /** It had arrived before; these came after it. */
  readonly since?: readonly CloudMessage[];
}

const KNOWN_KEPT = 20_000;

export function createCloudConversations(client: CloudClient): CloudConversations {
  const known = new Set<string>();
  const keyOf = ({ userId, conversationId }: StreamedConversation) => `${userId} ${conversationId}`;

  async function ensure(conversation: StreamedConversation, signal: AbortSignal): Promise<void> {
    const key = keyOf(conversation);
    if (known.has(key)) return;
    await client.ensureUser(conversation.userId, signal);
    await client.ensureConversation(conversation.userId, conversation.conversationId, signal);
    known.add(key);
    for (const oldest of known) {
      if (known.size <= KNOWN_KEPT) break;
      known.delete(oldest);
    }
  }

  /** Deleted at the service since we last looked: made again. A message to a missing conversation was not taken. */
  async function send(conversation: StreamedConversation, outgoing: CloudOutgoing, signal: AbortSignal) {
    try {
      return await client.createMessage(conversation.userId, outgoing, signal);
    } catch (error) {
      if (!isGatewayError(error, 'ENGINE_NOT_FOUND')) throw error;
      known.delete(keyOf(conversation));
      await ensure(conversation, signal);
      return client.createMessage(conversation.userId, outgoing, signal);
    }
  }

  async function find(
    { userId, conversationId }: StreamedConversation,
    turnId: string,
    signal: AbortSignal,
  ): Promise<SentMessage | undefined> {
    const messages = await client.messagesSince(userId, conversationId, 0, signal);
    const at = messages.findIndex(
      (message) => message.userId === userId && message.metadata?.['message_id'] === turnId,
    );
    const message = messages[at];
    return message && { message, since: messages.slice(at + 1).filter((later) => later.userId !== userId) };
  }

  return {
    ensure,
    async sendOnce(conversation, request, payload, signal) {
      const arrived =
        (request.attempt ?? 1) > 1 ? await find(conversation, request.turnId, signal) : undefined;
      if (arrived) return arrived;
      const { conversationId } = conversation;
      const metadata = messageMetadata(request);
      return { message: await send(conversation, { conversationId, payload, metadata }, signal) };
    },
  };
}
