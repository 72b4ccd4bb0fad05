import type { Json, JsonObject } from '../../core/model/json.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';

/**
 * Travels with a message to an engine that keeps free metadata. `message_id` is the id of the turn: by it a turn is
 * found again after a timeout. Rasa's actions read the rest from `tracker.latest_message["metadata"]`, flows of
 * Botpress from `event.payload.metadata`.
 */
export function messageMetadata(request: ProviderRequest): JsonObject {
  const { conversation, content } = request;
  const metadata: Record<string, Json> = {
    message_id: request.turnId,
    conversation_id: conversation.id,
    account_id: conversation.account,
    channel: conversation.channel,
    time_zone: request.timeZone,
    context: request.context,
  };
  if (request.language !== undefined) metadata['language'] = request.language;
  if (content.kind === 'form') metadata['form'] = content.values;
  if (content.kind === 'attachment') metadata['attachments'] = content.items.map((item) => ({ ...item }));
  return metadata;
}
