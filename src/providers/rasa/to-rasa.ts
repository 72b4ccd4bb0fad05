import type { JsonObject } from '../../core/model/json.ts';
import type { Warning } from '../../core/model/nlu-result.ts';
import { type UtteranceContent, utteranceText } from '../../core/model/utterance.ts';
import { isCommand, neutraliseCommand } from './neutralise-command.ts';
import type { RasaSettings } from './rasa-settings.ts';

/** What is sent to Rasa for an utterance. Without `text` there is nothing that Rasa could be asked. */
export interface RasaUtterance {
  readonly text?: string;
  /** The text is the customer's own, so that offsets into it mean something. */
  readonly words: boolean;
  readonly warnings: readonly Warning[];
}

/** `offered`: payloads that Rasa itself offered to this session. */
export function planRasaUtterance(
  content: UtteranceContent,
  settings: RasaSettings,
  offered: readonly string[],
): RasaUtterance {
  switch (content.kind) {
    case 'text':
      return spoken(content.text);
    case 'choice':
      return chosen(content.value, content.title, [...offered, ...settings.payloads]);
    case 'form':
      return spoken(formText(content.values));
    case 'attachment':
      return content.caption?.trim() ? spoken(content.caption) : configured(settings.attachment_message);
    case 'opened':
      return configured(settings.opened_message);
    case 'event':
      return eventPayload(content.name, content.values);
  }
}

function spoken(said: string): RasaUtterance {
  const text = neutraliseCommand(said);
  if (text === '') return { words: false, warnings: [nothingToSend] };
  return { text, words: true, warnings: isCommand(said) ? [neutralised] : [] };
}

/** A payload goes out as it is only when it was offered: the value of a choice comes from the customer's browser. */
function chosen(value: string, title: string, offered: readonly string[]): RasaUtterance {
  if (!isCommand(value)) return spoken(value.trim() ? value : title);
  if (offered.includes(value)) return { text: value, words: false, warnings: [] };
  return spoken(value);
}

function configured(message: string | undefined): RasaUtterance {
  return { text: message, words: false, warnings: [] };
}

/** A form with one field (an e-mail box) is answered by its value alone, as if typed. */
function formText(values: Readonly<Record<string, string>>): string {
  const entries = Object.values(values);
  return entries.length === 1 ? (entries[0] ?? '') : utteranceText({ kind: 'form', values });
}

/** An event of the operator's becomes an intent with its values as entities: `/reminder{"hours":2}`. */
function eventPayload(name: string, values: JsonObject): RasaUtterance {
  const intent = name.replace(/^\/+/, '');
  if (!/^[\w+.-]+(?:\/[\w+.-]+)?$/.test(intent)) return { words: false, warnings: [nothingToSend] };
  const entities = Object.keys(values).length === 0 ? '' : JSON.stringify(values);
  return { text: `/${intent}${entities}`, words: false, warnings: [] };
}

const neutralised: Warning = {
  code: 'command-neutralised',
  detail: 'A leading slash was removed: customers must not send commands to Rasa.',
};

const nothingToSend: Warning = {
  code: 'nothing-to-send',
  detail: 'The message has no text that Rasa could be asked.',
};

/** The same for every message of a session. */
export function rasaSender(sessionId: string, settings: RasaSettings): string {
  return `${settings.sender_prefix}${sessionId}`;
}
