import type { DialogflowEsSettings } from './dialogflow-es-settings.ts';
import type { EsMessage } from './es-wire.ts';

/**
 * Of the variants that an intent holds for several platforms, those of the first that is wanted and that there are any
 * for. Never all: they say the same in different dress.
 */
export function messagesOfPlatform(
  messages: readonly EsMessage[],
  platforms: DialogflowEsSettings['platforms'],
): readonly EsMessage[] {
  for (const platform of platforms) {
    const found = messages.filter((message) => platformOf(message) === platform && hasContent(message));
    if (found.length > 0) return found;
  }
  return [];
}

/** Variants that are shown to nobody here. */
export function otherPlatforms(messages: readonly EsMessage[]): readonly string[] {
  return [...new Set(messages.map(platformOf))].filter((platform) => platform !== 'default');
}

/** Messages of a kind that is newer than the client: they arrive with no member set. */
export function unknownMessages(messages: readonly EsMessage[]): readonly EsMessage[] {
  return messages.filter(({ platform: _, ...members }) => Object.values(members).every((member) => !member));
}

/** Empty texts stand in answers whose words come from a webhook. */
function hasContent({ text, payload, ...message }: EsMessage): boolean {
  if (text) return text.text.some((variant) => variant.trim() !== '');
  if (payload) return Object.keys(payload).length > 0;
  return Object.entries(message).some(([key, value]) => key !== 'platform' && value);
}

function platformOf({ platform }: EsMessage): string {
  if (platform === undefined || platform === null || platform === 0) return 'default';
  const name = String(platform).toLowerCase();
  return name === 'platform_unspecified' ? 'default' : name;
}
