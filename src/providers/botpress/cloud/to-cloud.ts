import type { JsonObject } from '../../../core/model/json.ts';
import type { AttachmentItem, UtteranceContent } from '../../../core/model/utterance.ts';
import { formText } from '../form-text.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';

/** What is sent to the bot for an utterance; undefined when there is nothing that it could be asked. */
export function planCloudPayload(
  content: UtteranceContent,
  settings: BotpressCloudSettings,
): JsonObject | undefined {
  switch (content.kind) {
    case 'text':
      return text(content.text);
    case 'choice':
      return text(content.value.trim() ? content.value : content.title);
    case 'form':
      return text(formText(content.values));
    case 'attachment':
      return attached(content);
    case 'opened':
      return text(settings.opened_message ?? '');
    case 'event':
      return undefined;
  }
}

/** Empty strings are refused. */
function text(words: string): JsonObject | undefined {
  return words.trim() === '' ? undefined : { type: 'text', text: words };
}

/** Several things at once are a bloc; the caption comes first. */
function attached({
  items,
  caption,
}: Extract<UtteranceContent, { kind: 'attachment' }>): JsonObject | undefined {
  const said = text(caption ?? '');
  const parts = [...(said ? [said] : []), ...items.flatMap(toPayload)];
  return parts.length > 1 ? { type: 'bloc', items: parts } : parts[0];
}

function toPayload({ kind, url, title, latitude, longitude }: AttachmentItem): readonly JsonObject[] {
  const about: JsonObject = title ? { title } : {};
  if (kind === 'location' && latitude !== undefined && longitude !== undefined) {
    return [{ type: 'location', latitude, longitude, ...about }];
  }
  if (url === undefined) return [];
  if (kind === 'image') return [{ type: 'image', imageUrl: url }];
  if (kind === 'audio') return [{ type: 'audio', audioUrl: url }];
  if (kind === 'video') return [{ type: 'video', videoUrl: url }];
  return [{ type: 'file', fileUrl: url, ...about }];
}
