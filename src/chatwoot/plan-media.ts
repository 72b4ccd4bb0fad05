import type { Reply } from '../core/model/reply.ts';
import { type CallDraft, messageDraft } from './call-draft.ts';
import type { ChannelProfile } from './channel-profiles.ts';
import { joinLines } from './plain-text.ts';
import { planText } from './plan-text.ts';

/**
 * A picture or file is uploaded when the call is sent (Chatwoot takes no address); where that is not possible, the
 * customer gets the link.
 */
export function planMedia(
  reply: Extract<Reply, { kind: 'media' }>,
  profile: ChannelProfile,
): readonly CallDraft[] {
  const { url, mediaType } = reply;
  const caption = reply.caption?.trim() ?? '';
  const asLink = joinLines([caption, url]);
  if (!profile.uploads.includes(mediaType)) return planText(asLink, profile);
  const content = caption === '' ? fileName(url) : caption;
  if (content.length > profile.textLength) {
    return [...planText(caption, profile), upload(fileName(url), url, mediaType, url)];
  }
  return [upload(content, url, mediaType, asLink)];
}

function upload(
  content: string,
  url: string,
  mediaType: Extract<Reply, { kind: 'media' }>['mediaType'],
  plain: string,
): CallDraft {
  return messageDraft({ content, upload: { url, mediaType }, plain });
}

const MAX_NAME_LENGTH = 120;

/** The last part of the path, as people call the file; the host, when there is none. */
export function fileName(url: string): string {
  if (!URL.canParse(url)) return 'file';
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').at(-1) ?? '';
  return (decoded(last) || hostname || 'file').slice(0, MAX_NAME_LENGTH).toWellFormed();
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
