import {
  type AgentFiles,
  LANGUAGE,
  type PhrasePart,
  type SampleAgent,
  type SampleEntity,
  type SampleIntent,
  type SampleParameter,
  stableId,
  TIME_ZONE,
} from './sample-agent.ts';

/** The agent as the zip of Dialogflow ES holds it (cloud.google.com/dialogflow/es/docs/agents-settings#export). */
export function esAgentFiles({ intents, entities }: SampleAgent): AgentFiles {
  return new Map<string, unknown>([
    ['package.json', { version: '1.0.0' }],
    ['agent.json', agent],
    ['intents/Default Fallback Intent.json', fallbackIntent],
    ...intents.flatMap((intent): [string, unknown][] => [
      [`intents/${intent.name}.json`, intentFile(intent)],
      [`intents/${intent.name}_usersays_${LANGUAGE}.json`, phrasesFile(intent)],
    ]),
    ...entities.flatMap((entity): [string, unknown][] => [
      [`entities/${entity.name}.json`, entityFile(entity)],
      [`entities/${entity.name}_entries_${LANGUAGE}.json`, entity.values],
    ]),
  ]);
}

const agent = {
  description: 'Books hotel rooms: the sample of the Chatwoot NLU gateway',
  language: LANGUAGE,
  shortDescription: '',
  examples: '',
  linkToDocs: '',
  displayName: 'hotel-booking',
  disableInteractionLogs: false,
  disableStackdriverLogs: true,
  defaultTimezone: TIME_ZONE,
  isPrivate: true,
  mlMinConfidence: 0.3,
  supportedLanguages: [],
  enableOnePlatformApi: true,
  onePlatformApiVersion: 'v2',
  analyzeQueryTextSentiment: false,
  enabledKnowledgeBaseNames: [],
  knowledgeServiceConfidenceAdjustment: 0,
  dialogBuilderMode: false,
  baseActionPackagesUrl: '',
  enableSpellCorrection: false,
};

const commonIntent = {
  auto: true,
  contexts: [],
  priority: 500_000,
  webhookUsed: false,
  webhookForSlotFilling: false,
  conditionalResponses: [],
  condition: '',
  conditionalFollowupEvents: [],
  endInteraction: false,
};

const fallbackIntent = {
  id: stableId('es', 'intent', 'Default Fallback Intent'),
  name: 'Default Fallback Intent',
  ...commonIntent,
  responses: [response('input.unknown', [], [textMessage('Sorry, could you say that in other words?')])],
  fallbackIntent: true,
  events: [],
  liveAgentHandoff: false,
};

/** No parameter is required: the questions are asked by the flow of the gateway. */
function intentFile(intent: SampleIntent): unknown {
  return {
    id: stableId('es', 'intent', intent.name),
    name: intent.name,
    ...commonIntent,
    responses: [
      response(
        intent.name,
        intent.parameters.map((parameter) => parameterOf(intent, parameter)),
        messages(intent),
      ),
    ],
    fallbackIntent: false,
    events: intent.name === 'greet' ? [{ name: 'WELCOME' }] : [],
    liveAgentHandoff: intent.handsOver,
  };
}

function response(action: string, parameters: readonly unknown[], said: readonly unknown[]): unknown {
  return { resetContexts: false, action, affectedContexts: [], parameters, messages: said, speech: [] };
}

function parameterOf(intent: SampleIntent, { name, entityType, isList }: SampleParameter): unknown {
  return {
    id: stableId('es', 'parameter', intent.name, name),
    name,
    required: false,
    dataType: entityType,
    value: `$${name}`,
    defaultValue: '',
    isList,
    prompts: [],
    promptMessages: [],
    noMatchPromptMessages: [],
    noInputPromptMessages: [],
    outputDialogContexts: [],
  };
}

/** Choices as Chatwoot's own message: a payload is passed through by every version of the console. */
function messages({ answer, chips, handsOver }: SampleIntent): readonly unknown[] {
  if (chips.length > 0) {
    const items = chips.map((title) => ({ title, value: title }));
    return [payloadMessage({ content: answer, content_type: 'input_select', content_attributes: { items } })];
  }
  return [textMessage(answer), ...(handsOver ? [payloadMessage({ action: 'handoff' })] : [])];
}

function textMessage(text: string): unknown {
  return { type: '0', title: '', textToSpeech: '', lang: LANGUAGE, speech: [text], condition: '' };
}

function payloadMessage(payload: unknown): unknown {
  return { type: '4', title: '', payload, textToSpeech: '', lang: LANGUAGE, condition: '' };
}

function phrasesFile(intent: SampleIntent): readonly unknown[] {
  return intent.phrases.map((parts, index) => ({
    id: stableId('es', 'phrase', intent.name, String(index), parts.map(({ text }) => text).join('')),
    data: parts.map((part) => phrasePart(part, intent)),
    isTemplate: false,
    count: 0,
    lang: LANGUAGE,
    updated: 0,
  }));
}

function phrasePart({ text, parameter }: PhrasePart, { parameters }: SampleIntent): unknown {
  if (parameter === undefined) return { text, userDefined: false };
  const meta = parameters.find(({ name }) => name === parameter)?.entityType;
  return { text, meta, alias: parameter, userDefined: true };
}

function entityFile({ name, isPattern }: SampleEntity): unknown {
  return {
    id: stableId('es', 'entity', name),
    name,
    isOverridable: true,
    isEnum: false,
    isRegexp: isPattern,
    automatedExpansion: false,
    allowFuzzyExtraction: false,
  };
}
