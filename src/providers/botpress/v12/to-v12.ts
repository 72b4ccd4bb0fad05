import type { JsonObject } from '../../../core/model/json.ts';
import type { Warning } from '../../../core/model/nlu-result.ts';
import type { AttachmentItem, UtteranceContent } from '../../../core/model/utterance.ts';
import { formText } from '../form-text.ts';
import { locationText } from '../location-text.ts';
import type { BotpressV12Settings } from './v12-settings.ts';

/** What is sent to Botpress for an utterance, without metadata. */
export type V12Utterance =
  /** `words`: the customer's own, so that offsets into them mean something. */
  | { readonly kind: 'text'; readonly text: string; readonly words: boolean }
  /** Other types than text, which only the secured route takes. */
  | { readonly kind: 'payloads'; readonly payloads: readonly JsonObject[] }
  | { readonly kind: 'nothing' };

export function planV12Utterance(content: UtteranceContent, settings: BotpressV12Settings): V12Utterance {
  switch (content.kind) {
    case 'text':
      return spoken(content.text, true);
    case 'choice':
      return spoken(content.value.trim() ? content.value : content.title, false);
    case 'form':
      return spoken(formText(content.values), false);
    case 'attachment':
      return attached(content, settings);
    case 'opened':
      return spoken(settings.opened_message ?? '', false);
    case 'event':
      return settings.login ? event(content.name, content.values) : { kind: 'nothing' };
  }
}

export const nothingToSend: Warning = {
  code: 'nothing-to-send',
  detail: 'The message has nothing that Botpress could be asked.',
};

function spoken(said: string, words: boolean): V12Utterance {
  return said.trim() === '' ? { kind: 'nothing' } : { kind: 'text', text: neutralised(said), words };
}

/**
 * Two texts are answered by the server itself, with its version and licence (event-engine.ts of 12.x); the gateway
 * uses one of them, and customers none.
 */
function neutralised(text: string): string {
  return ['BP_VERSION', 'BP_LICENSE'].includes(text.trim()) ? text.toLowerCase() : text;
}

function attached(
  { items, caption }: Extract<UtteranceContent, { kind: 'attachment' }>,
  { login, attachment_message }: BotpressV12Settings,
): V12Utterance {
  if (caption?.trim()) return spoken(caption, true);
  const payloads = login ? items.flatMap(toPayload) : [];
  return payloads.length > 0 ? { kind: 'payloads', payloads } : spoken(attachment_message ?? '', false);
}

function toPayload({ kind, url, title, latitude, longitude }: AttachmentItem): readonly JsonObject[] {
  const about: JsonObject = title === undefined ? {} : { title };
  if (kind === 'location' && latitude !== undefined && longitude !== undefined) {
    return [
      { type: 'location', latitude, longitude, text: locationText({ latitude, longitude, title }), ...about },
    ];
  }
  if (url === undefined) return [];
  const type = kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
  return [{ type, [type]: url, ...about }];
}

/** An event of the operator's is a payload of its own type, as the flow finds it under `event.payload`. */
function event(name: string, values: JsonObject): V12Utterance {
  return { kind: 'payloads', payloads: [{ ...values, type: name, preview: name }] };
}
