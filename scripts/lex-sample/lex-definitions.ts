/** Parts of a LexJson export (schema version 1). Members that are not used are null there, and so they are here. */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../src/core/model/json.ts';
import type { LexResponse } from './lex-responses.ts';

/** Ten letters and digits, the same for the same thing. An import gives new ones. */
export function identifierOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 10).toUpperCase();
}

function messageGroups(responses: readonly LexResponse[]): Json {
  return responses.map((response) => ({ message: message(response), variations: null }));
}

function message({ text, card, payload }: LexResponse): JsonObject {
  return {
    ssmlMessage: null,
    plainTextMessage: text === undefined ? null : { value: text },
    customPayload: payload === undefined ? null : { value: JSON.stringify(payload) },
    imageResponseCard:
      card === undefined
        ? null
        : {
            title: card.title,
            subtitle: null,
            imageUrl: null,
            buttons: card.buttons.map((value) => ({ text: value, value })),
          },
  };
}

export interface LexIntentDefinition {
  readonly name: string;
  readonly utterances: readonly string[];
  /** In the order in which Lex asks for them. */
  readonly slots: readonly string[];
  readonly closing: readonly LexResponse[];
}

const FALLBACK = 'FallbackIntent';

export function intentFile({ name, utterances, slots, closing }: LexIntentDefinition): JsonObject {
  const isFallback = name === FALLBACK;
  return {
    name,
    identifier: isFallback ? 'FALLBCKINT' : identifierOf(`intent ${name}`),
    description: isFallback ? 'Default intent when no other intent matches' : null,
    parentIntentSignature: isFallback ? 'AMAZON.FallbackIntent' : null,
    sampleUtterances: isFallback ? null : utterances.map((utterance) => ({ utterance })),
    intentConfirmationSetting: null,
    intentClosingSetting: {
      isActive: true,
      closingResponse: { messageGroupsList: messageGroups(closing), allowInterrupt: true },
    },
    inputContexts: null,
    outputContexts: null,
    kendraConfiguration: null,
    dialogCodeHook: null,
    fulfillmentCodeHook: null,
    slotPriorities: slots.map((slotName, index) => ({ priority: index + 1, slotName })),
  };
}

export function slotFile(
  name: string,
  typeName: string,
  prompt: readonly LexResponse[],
  isRequired: boolean,
): JsonObject {
  return {
    name,
    identifier: identifierOf(`slot ${name}`),
    description: null,
    slotTypeName: typeName,
    obfuscationSetting: null,
    valueElicitationSetting: {
      slotConstraint: isRequired ? 'Required' : 'Optional',
      defaultValueSpecification: null,
      waitAndContinueSpecification: null,
      promptSpecification: { maxRetries: 2, messageGroupsList: messageGroups(prompt), allowInterrupt: true },
      sampleUtterances: null,
    },
    multipleValuesSetting: null,
  };
}

export interface LexValue {
  readonly value: string;
  readonly synonyms: readonly string[];
}

/** `closed`: only these values, named by their first form. Open: whatever is like them, as it was said. */
export function slotTypeFile(name: string, values: readonly LexValue[], closed: boolean): JsonObject {
  return {
    name,
    identifier: identifierOf(`type ${name}`),
    description: null,
    slotTypeValues: values.map(({ value, synonyms }) => ({
      synonyms: synonyms.length > 0 ? synonyms.map((synonym) => ({ value: synonym })) : null,
      sampleValue: { value },
    })),
    parentSlotTypeSignature: null,
    valueSelectionSetting: {
      resolutionStrategy: closed ? 'TOP_RESOLUTION' : 'ORIGINAL_VALUE',
      regexFilter: null,
    },
  };
}

export function botFiles(name: string, locale: string, localeName: string): ReadonlyMap<string, JsonObject> {
  return new Map<string, JsonObject>([
    ['Manifest.json', { metaData: { schemaVersion: '1', resourceType: 'BOT', fileFormat: 'LexJson' } }],
    [
      `${name}/Bot.json`,
      {
        name,
        version: 'DRAFT',
        description: null,
        identifier: identifierOf(`bot ${name}`),
        idleSessionTTLInSeconds: 300,
        dataPrivacy: { childDirected: false },
      },
    ],
    [
      `${name}/BotLocales/${locale}/BotLocale.json`,
      {
        name: localeName,
        identifier: locale,
        version: null,
        description: null,
        voiceSettings: null,
        nluConfidenceThreshold: 0.4,
      },
    ],
  ]);
}
