import type { EngineRoute } from '../../config/gateway-config.ts';
import type { Conversation } from '../../core/model/conversation.ts';
import type { Json } from '../../core/model/json.ts';
import { templateView } from '../../core/turn/engine-context.ts';

/** The engine of the first route whose conditions all hold. `language`: of the bot, where the conversation has none. */
export function chooseEngine(
  routes: readonly EngineRoute[],
  conversation: Conversation,
  language: string,
): string | undefined {
  const holds = ([what, wanted]: readonly [string, readonly Json[]]) =>
    matches(what, wanted, attributeOf(what, conversation, language));
  return routes.find(({ when }) => [...when].every(holds))?.engine;
}

function attributeOf(what: string, conversation: Conversation, language: string): Json | undefined {
  switch (what) {
    case 'inbox':
      return conversation.inbox;
    case 'channel':
      return conversation.channel;
    case 'language':
      return conversation.language ?? language;
    default: {
      const [, side, attribute = ''] = /^(contact|conversation)\.(.+)$/.exec(what) ?? [];
      const values = side === undefined ? undefined : templateView(conversation)[side];
      return isObject(values) && Object.hasOwn(values, attribute) ? values[attribute] : undefined;
    }
  }
}

/** Text without regard to case; `de` is also `de-AT`; a list (labels) when one of its members matches. */
function matches(what: string, wanted: readonly Json[], value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some((member) => matches(what, wanted, member));
  const found = plain(value);
  return wanted.some(
    (one) => plain(one) === found || (what === 'language' && found.startsWith(`${plain(one)}-`)),
  );
}

function plain(value: Json): string {
  return String(value).toLowerCase().replaceAll('_', '-');
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
