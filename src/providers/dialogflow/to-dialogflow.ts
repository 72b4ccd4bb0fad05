import type { Json, JsonObject } from '../../core/model/json.ts';
import type { Warning } from '../../core/model/nlu-result.ts';
import { type UtteranceContent, utteranceText } from '../../core/model/utterance.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { cutText, isWhole, splitText } from '../shared/split-text.ts';
import type { DialogflowSession } from './dialogflow-session.ts';
import type { DialogflowSettings } from './dialogflow-settings.ts';

/** One input of `DetectIntent`, in the words of both engines. */
export type DialogflowInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'event'; readonly name: string; readonly parameters: JsonObject }
  /** CX only: an intent is triggered by its id. */
  | { readonly kind: 'intent'; readonly id: string };

export type Welcome =
  | false
  | { readonly event: string }
  | { readonly text: string }
  | { readonly intent: string };

/** What is sent for an utterance, in order. Nothing when there is nothing that the agent could be asked. */
export interface DialogflowPlan {
  readonly inputs: readonly DialogflowInput[];
  /** Values of a form that the agent itself showed. */
  readonly form: JsonObject;
  /** The text is over the engine's limit, and that is a case for people. */
  readonly tooLong?: true;
  readonly warnings: readonly Warning[];
}

const nothing: DialogflowPlan = { inputs: [], form: {}, warnings: [] };

export function planDialogflowInput(
  content: UtteranceContent,
  settings: Pick<DialogflowSettings, 'text_limit'>,
  welcome: Welcome,
  session: DialogflowSession,
): DialogflowPlan {
  switch (content.kind) {
    case 'text':
      return spoken(content.text, settings);
    case 'choice':
      return chosen(content.value, content.title, settings, session);
    case 'form':
      return { ...spoken(formText(content.values), settings), form: knownFields(content.values, session) };
    case 'attachment':
      return spoken(content.caption ?? '', settings);
    case 'opened':
      return welcomed(welcome, settings);
    case 'event':
      return event(content.name, content.values);
  }
}

function spoken(said: string, { text_limit }: Pick<DialogflowSettings, 'text_limit'>): DialogflowPlan {
  const text = said.trim();
  if (text === '') return { ...nothing, warnings: [nothingToSend] };
  const { characters, over } = text_limit;
  if (text.length <= characters) return { ...nothing, inputs: [{ kind: 'text', text }] };
  switch (over) {
    case 'handoff':
      return { ...nothing, tooLong: true, warnings: [tooLong(text, characters, 'people take over')] };
    case 'cut':
      return {
        ...nothing,
        inputs: [{ kind: 'text', text: cutText(text, characters) }],
        warnings: [tooLong(text, characters, 'only the beginning was sent')],
      };
    case 'split':
      return inPieces(text, characters);
  }
}

function inPieces(text: string, characters: number): DialogflowPlan {
  const pieces = splitText(text, characters);
  const what = isWhole(text, pieces) ? '' : ', the end was left out';
  return {
    ...nothing,
    inputs: pieces.map((piece) => ({ kind: 'text', text: piece })),
    warnings: [tooLong(text, characters, `it was sent in ${pieces.length} pieces${what}`)],
  };
}

/** An event is sent only when the agent offered it: the value of a choice comes from the customer's browser. */
function chosen(
  value: string,
  title: string,
  settings: Pick<DialogflowSettings, 'text_limit'>,
  { events }: DialogflowSession,
): DialogflowPlan {
  const offered = Object.hasOwn(events, value) ? events[value] : undefined;
  if (offered) return event(offered.name, offered.parameters ?? {});
  return spoken(value.trim() ? value : title, settings);
}

function event(name: string, parameters: JsonObject): DialogflowPlan {
  return { ...nothing, inputs: [{ kind: 'event', name, parameters }] };
}

function welcomed(welcome: Welcome, settings: Pick<DialogflowSettings, 'text_limit'>): DialogflowPlan {
  if (welcome === false) return nothing;
  if ('event' in welcome) return event(welcome.event, {});
  if ('text' in welcome) return spoken(welcome.text, settings);
  return { ...nothing, inputs: [{ kind: 'intent', id: welcome.intent }] };
}

/** A form with one field (an e-mail box) is answered by its value alone, as if typed. */
function formText(values: Readonly<Record<string, string>>): string {
  const entries = Object.values(values);
  return entries.length === 1 ? (entries[0] ?? '') : utteranceText({ kind: 'form', values });
}

function knownFields(values: Readonly<Record<string, string>>, { fields }: DialogflowSession): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields.includes(name)));
}

function tooLong(text: string, limit: number, what: string): Warning {
  return { code: 'text-too-long', detail: `The message has ${text.length} characters of ${limit}: ${what}.` };
}

const nothingToSend: Warning = {
  code: 'nothing-to-send',
  detail: 'The message has no text that Dialogflow could be asked.',
};

/** Attributes as one level of keys, since contexts of ES know no other: `{contact: {plan}}` becomes `contact_plan`. */
export function flatContext(context: JsonObject): JsonObject {
  const flat: Record<string, Json> = {};
  for (const [group, values] of Object.entries(context)) {
    if (!isObject(values)) flat[parameterName(group)] = values;
    else for (const [name, value] of Object.entries(values)) flat[parameterName(`${group}_${name}`)] = value;
  }
  return flat;
}

/** Agents write `$session.params.contact_plan`: other characters would cut the name short. */
function parameterName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_');
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** For the agent's webhooks: `originalDetectIntentRequest.payload` (ES), `payload` (CX). */
export function webhookPayload({ conversation, content, ...request }: ProviderRequest): JsonObject {
  return {
    source: 'chatwoot',
    conversation_id: conversation.id,
    account_id: conversation.account,
    channel: conversation.channel,
    turn_id: request.turnId,
    purpose: request.purpose,
    context: request.context,
    ...(content.kind === 'form' ? { form: content.values } : {}),
    ...(content.kind === 'attachment' ? { attachments: content.items.map((item) => ({ ...item })) } : {}),
  };
}
