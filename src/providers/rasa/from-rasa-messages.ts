import type { Json } from '../../core/model/json.ts';
import type { Warning } from '../../core/model/nlu-result.ts';
import type { CardAction, Reply } from '../../core/model/reply.ts';
import type { Option } from '../../core/model/utterance.ts';
import { mediaTypeOf } from '../shared/media-type.ts';
import { readCustomPayload } from '../shared/read-custom-payload.ts';
import type { RasaHandoffSettings } from './rasa-settings.ts';
import type { RasaButton, RasaMessage } from './rasa-wire.ts';

/** What Rasa said, and what its words and payloads ask for besides. */
export interface RasaSpeech {
  readonly replies: readonly Reply[];
  readonly handoff?: { readonly note?: string };
  readonly resolve: boolean;
  readonly warnings: readonly Warning[];
}

type Part =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'handoff'; readonly note?: string }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'warning'; readonly warning: Warning };

/** Items of the REST answer, of a callback post or of bot events, in order. */
export function speechFromRasa(messages: readonly RasaMessage[], handoff: RasaHandoffSettings): RasaSpeech {
  const parts = messages.flatMap((message) => partsOf(message, handoff));
  const firstHandoff = parts.find((part) => part.kind === 'handoff');
  return {
    replies: parts.flatMap((part) => (part.kind === 'reply' ? [part.reply] : [])),
    ...(firstHandoff ? { handoff: firstHandoff.note ? { note: firstHandoff.note } : {} } : {}),
    resolve: parts.some((part) => part.kind === 'resolve'),
    warnings: parts.flatMap((part) => (part.kind === 'warning' ? [part.warning] : [])),
  };
}

/** An item usually holds one kind of content; custom channels put several into one. Order as Rasa sends them. */
function partsOf(message: RasaMessage, handoff: RasaHandoffSettings): readonly Part[] {
  const parts = [
    ...textParts(message.text ?? '', message.buttons ?? [], handoff.texts),
    ...(isPresent(message.custom) ? [customPart(message.custom, handoff.custom_keys)] : []),
    ...(message.image ? [reply({ kind: 'media', url: message.image, mediaType: 'image' })] : []),
    ...(isPresent(message.attachment) ? [attachmentPart(message.attachment)] : []),
  ];
  return parts.length > 0 ? parts : [unknownPart('a message with nothing that we know')];
}

function isPresent(value: Json | null | undefined): value is Json {
  return value !== null && value !== undefined && value !== '';
}

function textParts(
  text: string,
  buttons: readonly RasaButton[],
  markers: readonly string[],
): readonly Part[] {
  const marker = markers.find((candidate) => text.includes(candidate));
  if (marker !== undefined) return [{ kind: 'handoff', note: 'the bot said its handoff text' }];
  const links = buttons.flatMap(linkAction);
  const options = buttons.flatMap(buttonOption);
  if (links.length > 0) return [reply(linkCard(text, links, options))];
  if (options.length > 0) return [reply({ kind: 'choices', text: text.trim() || titles(options), options })];
  return text.trim() ? [reply({ kind: 'text', text })] : [];
}

function linkAction({ title, type, url }: RasaButton): readonly CardAction[] {
  return isLink(type, url) ? [{ kind: 'link', text: title || url, url }] : [];
}

function isLink(type: RasaButton['type'], url: RasaButton['url']): url is string {
  return Boolean(url) && (!type || type === 'web_url');
}

/** A button without a payload sends its title. */
function buttonOption({ title, payload, type, url }: RasaButton): readonly Option[] {
  if (type === 'web_url' || isLink(type, url)) return [];
  const value = payload || title;
  return value ? [{ title: title || value, value }] : [];
}

/** Choices cannot hold links, so the whole group becomes one card. */
function linkCard(text: string, links: readonly CardAction[], options: readonly Option[]): Reply {
  const choices = options.map(({ title, value }): CardAction => ({ kind: 'choice', text: title, value }));
  const actions = [...links, ...choices];
  const title = text.trim() || actions.map((action) => action.text).join(', ');
  return { kind: 'cards', text: title, cards: [{ title, actions }] };
}

function customPart(custom: Json, handoffKeys: readonly string[]): Part {
  const payload = readCustomPayload(custom, handoffKeys);
  if (payload.kind !== 'unknown') return payload;
  return unknownPart(`a custom payload (${payload.keys.join(', ') || 'no keys'})`);
}

/** A plain address, or Rasa's `{"type": "video", "payload": {"src" | "url": …}}`. */
function attachmentPart(attachment: Json): Part {
  const url = attachmentUrl(attachment);
  if (url === undefined) return unknownPart('an attachment without an address');
  const type = readKey(attachment, 'type');
  return reply({
    kind: 'media',
    url,
    mediaType: mediaTypeOf(url, typeof type === 'string' ? type : undefined),
  });
}

function attachmentUrl(attachment: Json): string | undefined {
  const payload = readKey(attachment, 'payload') ?? attachment;
  const found = [payload, readKey(payload, 'src'), readKey(payload, 'url')].find(
    (candidate) => typeof candidate === 'string' && URL.canParse(candidate),
  );
  return typeof found === 'string' ? found : undefined;
}

function readKey(value: Json, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function reply(value: Reply): Part {
  return { kind: 'reply', reply: value };
}

function unknownPart(what: string): Part {
  return { kind: 'warning', warning: { code: 'unknown-message-type', detail: `Rasa sent ${what}.` } };
}

function titles(options: readonly Option[]): string {
  return options.map(({ title }) => title).join(', ');
}

/** Payloads among the options: the customer may send them back as they are. */
export function offeredPayloads(replies: readonly Reply[]): readonly string[] {
  return replies.flatMap((given) => {
    if (given.kind === 'choices') return given.options.map(({ value }) => value);
    if (given.kind !== 'cards') return [];
    const actions = given.cards.flatMap((card) => card.actions);
    return actions.flatMap((action) => (action.kind === 'choice' ? [action.value] : []));
  });
}
