import type { AttachmentItem, UtteranceContent } from '../core/model/utterance.ts';
import { boundText, MAX_UTTERANCE_LENGTH } from './bounded.ts';
import type { WireAttachment, WireMessageEvent } from './chatwoot-wire.ts';

const MAX_ATTACHMENTS = 30;
const MAX_URL_LENGTH = 4_096;
const MAX_TITLE_LENGTH = 1_000;

/** What a customer wrote or sent. A message that shows us nothing (call, sticker, late media) is an unknown item. */
export function readUtteranceContent(message: WireMessageEvent): UtteranceContent {
  const caption = boundText(message.content ?? '', MAX_UTTERANCE_LENGTH);
  const blank = caption.trim() === '';
  const items = (message.attachments ?? [])
    .slice(0, MAX_ATTACHMENTS)
    .map((attachment) => (attachment ? readAttachment(attachment) : unknownItem));
  if (items.length === 0 && !blank) return { kind: 'text', text: caption };
  return {
    kind: 'attachment',
    items: items.length === 0 ? [unknownItem] : items,
    ...(!blank && { caption }),
  };
}

const unknownItem: AttachmentItem = { kind: 'other' };

const kinds: Readonly<Record<string, AttachmentItem['kind']>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  file: 'file',
  location: 'location',
  contact: 'contact',
  ig_reel: 'video',
  ig_post: 'image',
  ig_story: 'image',
  story_mention: 'image',
};

function readAttachment(wire: WireAttachment): AttachmentItem {
  const title = readTitle(wire);
  return {
    kind: kinds[wire.file_type ?? ''] ?? 'other',
    ...(wire.data_url && { url: boundText(wire.data_url, MAX_URL_LENGTH) }),
    ...(title && { title: boundText(title, MAX_TITLE_LENGTH) }),
    ...(wire.coordinates_lat != null && { latitude: wire.coordinates_lat }),
    ...(wire.coordinates_long != null && { longitude: wire.coordinates_long }),
  };
}

/** A contact card: name (WhatsApp and Telegram spell the keys differently) and number. */
function readTitle(wire: WireAttachment): string {
  const { meta } = wire;
  const names = [meta?.firstName ?? meta?.first_name, meta?.lastName ?? meta?.last_name, wire.fallback_title];
  return names.filter(Boolean).join(' ');
}
