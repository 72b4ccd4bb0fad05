import type { BotMessage } from './rasa-hotel-bot.ts';
import type { HotelEntity, HotelParse } from './rasa-hotel-nlu.ts';

/** What the hotel agent says, in the shapes of Botpress 12. */
export function v12Items({ text, buttons, image, custom }: BotMessage): readonly Record<string, unknown>[] {
  const workflow = {};
  const choices = buttons?.map(({ title, payload }) => ({ title, value: payload }));
  return [
    ...(text && choices ? [{ type: 'single-choice', workflow, text, choices, markdown: true }] : []),
    ...(text && !choices ? [{ type: 'text', workflow, text, markdown: true }] : []),
    ...(image ? [{ type: 'image', workflow, image }] : []),
    ...(custom ? [{ type: 'custom', module: 'hotel', component: 'Handoff', ...custom }] : []),
  ];
}

/** What the hotel agent understood, as the NLU of Botpress 12 tells it: `none` where nothing fits. */
export function v12Nlu({ text, intent, intent_ranking, entities }: HotelParse): Record<string, unknown> {
  const named = (name: string) => (name === 'nlu_fallback' ? 'none' : name);
  return {
    intent: { name: named(intent.name), confidence: intent.confidence, context: 'global' },
    intents: intent_ranking.map(({ name, confidence }) => ({
      name: named(name),
      context: 'global',
      confidence,
    })),
    ambiguous: false,
    entities: entities.map((entity) => v12Entity(text, entity)),
    slots: Object.fromEntries(entities.map((entity) => [entity.entity, v12Slot(text, entity)])),
    language: 'en',
    detectedLanguage: 'en',
    spellChecked: text,
    includedContexts: ['global'],
    errored: false,
    ms: 3,
  };
}

function v12Entity(text: string, { entity, value, start, end }: HotelEntity): Record<string, unknown> {
  const meta = { confidence: 0.98, start, end, sensitive: false, source: text.slice(start, end) };
  return { name: entity, type: 'list', meta, data: { value } };
}

function v12Slot(text: string, { entity, value, start, end }: HotelEntity): Record<string, unknown> {
  return { name: entity, value, source: text.slice(start, end), confidence: 0.98, start, end };
}

/** `state` of a turn: a flow waits while the agent's form asks. */
export function v12State(
  slots: Readonly<Record<string, unknown>>,
  waitsAt: string | undefined,
  intent: string,
): Record<string, unknown> {
  const filled = Object.entries(slots).filter(([, value]) => value !== null);
  return {
    __stacktrace: [
      { flow: 'main.flow.json', node: 'entry' },
      { flow: 'main.flow.json', node: intent },
    ],
    user: {},
    context: waitsAt ? { currentFlow: 'booking.flow.json', currentNode: waitsAt } : {},
    session: {
      lastMessages: [],
      workflows: {},
      slots: {
        notFound: 0,
        ...Object.fromEntries(filled.map(([name, value]) => [name, { name, value, turns: 1 }])),
      },
    },
    temp: {},
  };
}
