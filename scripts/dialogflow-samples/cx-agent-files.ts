import {
  type AgentFiles,
  LANGUAGE,
  type SampleAgent,
  type SampleEntity,
  type SampleIntent,
  stableId,
  TIME_ZONE,
} from './sample-agent.ts';

const START_FLOW = 'Default Start Flow';
/** The ids that every agent has (google/cloud/dialogflow/cx/v3/intent.proto). */
const WELCOME_ID = '00000000-0000-0000-0000-000000000000';
const NEGATIVE_ID = '00000000-0000-0000-0000-000000000001';

/** The agent as the JSON package of Dialogflow CX (cloud.google.com/dialogflow/cx/docs/reference/json-export). */
export function cxAgentFiles({ intents, entities }: SampleAgent): AgentFiles {
  return new Map<string, unknown>([
    ['agent.json', agent],
    [`flows/${START_FLOW}/${START_FLOW}.json`, startFlow(intents)],
    [
      'intents/Default Negative Intent/Default Negative Intent.json',
      { name: NEGATIVE_ID, displayName: 'Default Negative Intent', priority: 500_000, isFallback: true },
    ],
    ...intents.flatMap((intent): [string, unknown][] => [
      [`intents/${intent.name}/${intent.name}.json`, intentFile(intent)],
      [`intents/${intent.name}/trainingPhrases/${LANGUAGE}.json`, { trainingPhrases: phrases(intent) }],
    ]),
    ...entities.flatMap((entity): [string, unknown][] => [
      [`entityTypes/${entity.name}/${entity.name}.json`, entityFile(entity)],
      [`entityTypes/${entity.name}/entities/${LANGUAGE}.json`, { entities: entries(entity) }],
    ]),
  ]);
}

const agent = {
  defaultLanguageCode: LANGUAGE,
  timeZone: TIME_ZONE,
  startFlow: START_FLOW,
  speechToTextSettings: { enableSpeechAdaptation: true },
  advancedSettings: { loggingSettings: {} },
};

/** The gateway sends the welcome intent when the chat is opened, so greeting is it. */
function intentFile({ name, parameters }: SampleIntent): unknown {
  return {
    name: name === 'greet' ? WELCOME_ID : stableId('cx', 'intent', name),
    displayName: name,
    ...(parameters.length > 0
      ? {
          parameters: parameters.map(({ name: id, entityType, isList }) => ({
            id,
            entityType,
            ...(isList ? { isList } : {}),
          })),
        }
      : {}),
    priority: 500_000,
  };
}

function phrases({ phrases: all }: SampleIntent): readonly unknown[] {
  return all.map((parts) => ({
    parts: parts.map(({ text, parameter }) => ({
      text,
      ...(parameter === undefined ? {} : { parameterId: parameter }),
    })),
    repeatCount: 1,
    languageCode: LANGUAGE,
  }));
}

/** No page and no form: the questions are asked by the flow of the gateway. */
function startFlow(intents: readonly SampleIntent[]): unknown {
  return {
    name: WELCOME_ID,
    displayName: START_FLOW,
    description: 'Names what the customer wants; answers in its own words where the gateway has none',
    transitionRoutes: intents.map((intent) => ({
      intent: intent.name,
      triggerFulfillment: { messages: messages(intent) },
      name: stableId('cx', 'route', intent.name),
    })),
    eventHandlers: [
      eventHandler('sys.no-match-default', 'Sorry, could you say that in other words?'),
      eventHandler('sys.no-input-default', 'Are you still there?'),
    ],
    nluSettings: {
      modelType: 'MODEL_TYPE_STANDARD',
      classificationThreshold: 0.3,
      modelTrainingMode: 'MODEL_TRAINING_MODE_AUTOMATIC',
    },
  };
}

function messages({ answer, chips, handsOver }: SampleIntent): readonly unknown[] {
  const richContent = [[{ type: 'chips', options: chips.map((text) => ({ text })) }]];
  return [
    textMessage(answer),
    ...(chips.length > 0 ? [{ payload: { richContent }, languageCode: LANGUAGE }] : []),
    ...(handsOver
      ? [{ liveAgentHandoff: { metadata: { reason: 'user_request' } }, languageCode: LANGUAGE }]
      : []),
  ];
}

function eventHandler(event: string, text: string): unknown {
  return {
    event,
    triggerFulfillment: { messages: [textMessage(text)] },
    name: stableId('cx', 'event', event),
  };
}

function textMessage(text: string): unknown {
  return { text: { text: [text] }, languageCode: LANGUAGE };
}

function entityFile({ name, isPattern }: SampleEntity): unknown {
  return {
    name: stableId('cx', 'entity', name),
    displayName: name,
    kind: isPattern ? 'KIND_REGEXP' : 'KIND_MAP',
  };
}

function entries({ values }: SampleEntity): readonly unknown[] {
  return values.map(({ value, synonyms }) => ({ value, synonyms, languageCode: LANGUAGE }));
}
