import type { Offered } from '../model/state.ts';
import type { Option, UtteranceContent } from '../model/utterance.ts';

/**
 * Typed text that names an option that was offered becomes that choice: its title or value in any case, or its
 * number in the order shown. On channels without buttons that is the only way to choose, so it works on all.
 */
export function resolveChoice(content: UtteranceContent, offered: Offered | undefined): UtteranceContent {
  if (content.kind !== 'text' || !offered || offered.options.length === 0) return content;
  const option = findOption(content.text, offered.options);
  return option ? { kind: 'choice', value: option.value, title: option.title } : content;
}

function findOption(text: string, options: readonly Option[]): Option | undefined {
  const said = plain(text);
  const named = options.find((option) => plain(option.title) === said || plain(option.value) === said);
  if (named) return named;
  const number = /^#?(\d{1,3})[.)]?$/.exec(said)?.[1];
  return number === undefined ? undefined : options[Number(number) - 1];
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s"'“”«»*_]+|[\s"'“”«»*_.!?]+$/gu, '')
    .replace(/\s+/g, ' ');
}
