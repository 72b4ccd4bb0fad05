import type { Json, JsonObject } from '../../src/core/model/json.ts';
import type { TrainingData } from '../../src/providers/embedded/training-data/training-data.ts';
import { choiceElements, textElements } from './botpress-content.ts';
import { errorFlow, flowUi, mainFlow } from './botpress-flows.ts';
import { entityFiles, intentFile, intentNames } from './botpress-training.ts';

/** The sample bot of Botpress 12: path below the archive's root → content of the file. */
export function botpressSampleFiles(data: TrainingData): ReadonlyMap<string, string> {
  const intents = intentNames(data);
  const main = mainFlow(intents);
  const json: readonly (readonly [string, Json])[] = [
    ['bot.config.json', botConfig],
    ['content-elements/builtin_text.json', textElements()],
    ['content-elements/builtin_single-choice.json', choiceElements()],
    ['flows/main.flow.json', main],
    ['flows/main.ui.json', flowUi(main)],
    ['flows/error.flow.json', errorFlow()],
    ['flows/error.ui.json', flowUi(errorFlow())],
    ...intents.map((intent) => [`intents/${intent}.json`, intentFile(intent, data)] as const),
    ...[...entityFiles(data)].map(([entity, file]) => [`entities/${entity}.json`, file] as const),
  ];
  const files = json.map(([name, content]) => [name, `${JSON.stringify(content, null, 2)}\n`] as const);
  return new Map([...files, ['actions/hand-over.js', handOver]]);
}

const botConfig: JsonObject = {
  $schema: '../../bot.config.schema.json',
  id: 'hotel-bot',
  name: 'Hotel booking',
  description:
    'The hotel sample: the same intents, examples and entities as the training data of the gateway.',
  active: true,
  version: '12.31.10',
  author: '',
  license: 'MIT',
  disabled: false,
  private: false,
  locked: false,
  details: {},
  imports: {
    modules: [],
    incomingMiddleware: [],
    outgoingMiddleware: [],
    contentTypes: [
      'builtin_text',
      'builtin_single-choice',
      'builtin_card',
      'builtin_carousel',
      'builtin_image',
      'builtin_file',
    ],
  },
  dialog: { timeoutInterval: '25m', sessionTimeoutInterval: '30m' },
  logs: { expiration: '1 week' },
  defaultLanguage: 'en',
  languages: ['en'],
};

/** Actions of Botpress 12 are bodies of functions: `bp`, `event` and `args` are there. */
const handOver = `  /**
   * Asks the gateway to give the conversation to people.
   * @title Hand over to people
   * @category Chatwoot
   * @param {string} reason - What the people read
   */
  const handOver = async reason => {
    const payload = { type: 'custom', module: 'chatwoot', component: 'Handoff', handoff: true, reason }
    await bp.events.replyToEvent(event, [payload], event.id)
  }

  return handOver(args.reason)
`;
