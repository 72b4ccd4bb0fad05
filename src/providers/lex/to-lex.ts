import type { JsonObject } from '../../core/model/json.ts';
import type { Warning } from '../../core/model/nlu-result.ts';
import { type UtteranceContent, utteranceText } from '../../core/model/utterance.ts';
import type { LexSettings } from './lex-settings.ts';
import { cutText, type Piece, splitText } from './long-text.ts';

/** What Lex is asked for an utterance. */
export type LexPlan =
  /** One text, or several one after the other. `words`: they are the customer's own, so that places in them mean something. */
  | {
      readonly kind: 'texts';
      readonly pieces: readonly Piece[];
      readonly words: boolean;
      readonly warnings: readonly Warning[];
    }
  /** An intent is started without an utterance (PutSession). */
  | { readonly kind: 'intent'; readonly name: string; readonly slots: JsonObject }
  | { readonly kind: 'too-long'; readonly warning: Warning }
  | { readonly kind: 'nothing'; readonly warnings: readonly Warning[] };

export function planLexTurn(content: UtteranceContent, settings: LexSettings): LexPlan {
  switch (content.kind) {
    case 'text':
      return spoken(content.text, true, settings);
    case 'choice':
      return spoken(content.value.trim() || content.title, false, settings);
    case 'form':
      return spoken(formText(content.values), false, settings);
    case 'attachment':
      return spoken(content.caption ?? '', true, settings);
    case 'opened':
      return welcomed(settings);
    case 'event':
      return started(content.name, content.values);
  }
}

function spoken(said: string, words: boolean, { text_limit }: LexSettings): LexPlan {
  const { characters, over } = text_limit;
  const length = said.trim().length;
  if (length === 0) return { kind: 'nothing', warnings: [nothingToSend] };
  if (length <= characters) {
    return { kind: 'texts', pieces: [cutText(said, characters)], words, warnings: [] };
  }
  switch (over) {
    case 'handoff':
      return { kind: 'too-long', warning: tooLong(length, characters, 'people take over') };
    case 'cut': {
      const warnings = [tooLong(length, characters, 'only the beginning was sent')];
      return { kind: 'texts', pieces: [cutText(said, characters)], words, warnings };
    }
    case 'split': {
      const pieces = splitText(said, characters);
      const warnings = [tooLong(length, characters, `it was sent in ${pieces.length} pieces`)];
      return { kind: 'texts', pieces, words, warnings };
    }
  }
}

function welcomed({ welcome }: LexSettings): LexPlan {
  if (welcome === undefined) return { kind: 'nothing', warnings: [] };
  if ('intent' in welcome) return { kind: 'intent', name: welcome.intent, slots: {} };
  return { kind: 'texts', pieces: [{ text: welcome.text, start: 0 }], words: false, warnings: [] };
}

/** An event of the operator's starts the intent of that name, with its values as slots. */
function started(name: string, values: JsonObject): LexPlan {
  if (!/^[0-9a-zA-Z_-]{1,100}$/.test(name)) return { kind: 'nothing', warnings: [nothingToSend] };
  return { kind: 'intent', name, slots: values };
}

/** A form with one field (an e-mail box) is answered by its value alone, as if typed. */
function formText(values: Readonly<Record<string, string>>): string {
  const entries = Object.values(values);
  return entries.length === 1 ? (entries[0] ?? '') : utteranceText({ kind: 'form', values });
}

const nothingToSend: Warning = {
  code: 'nothing-to-send',
  detail: 'The message has no text that Lex could be asked.',
};

function tooLong(length: number, characters: number, done: string): Warning {
  return {
    code: 'text-too-long',
    detail: `The message has ${length} characters, over ${characters}: ${done}.`,
  };
}
