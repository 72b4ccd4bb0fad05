import type { Conversation } from '../../../src/core/model/conversation.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import type { Provider, ProviderRequest } from '../../../src/core/ports/provider.ts';
import { readNluFile } from '../../../src/providers/embedded/training-data/read-nlu-file.ts';
import {
  emptyTrainingData,
  type TrainingData,
} from '../../../src/providers/embedded/training-data/training-data.ts';

/** A Monday. */
export const MONDAY = Date.UTC(2026, 10, 23, 10);

const conversation: Conversation = {
  key: 'hotel:1:7',
  bot: 'hotel',
  account: '1',
  id: '7',
  inbox: '3',
  channel: 'web-widget',
  status: 'bot',
  canReply: true,
  contact: { id: '5', verified: false, blocked: false, attributes: {} },
  attributes: {},
  labels: [],
  features: [],
};

export function requestFor(
  content: UtteranceContent,
  changes: Partial<ProviderRequest> = {},
): ProviderRequest {
  return {
    sessionId: 'session-1',
    turnId: 'turn-1',
    content,
    purpose: 'understand',
    timeZone: 'Europe/Berlin',
    at: MONDAY,
    conversation,
    context: {},
    ...changes,
  };
}

export function ask(
  provider: Provider,
  content: UtteranceContent,
  changes: Partial<ProviderRequest> = {},
): Promise<NluResult> {
  return provider.respond(requestFor(content, changes), new AbortController().signal);
}

export function say(provider: Provider, text: string, changes: Partial<ProviderRequest> = {}) {
  return ask(provider, { kind: 'text', text }, changes);
}

/** Training data of the items under `nlu:`, written as in a file. */
export function trainingData(items: string): TrainingData {
  const { data, problems } = readNluFile('nlu.yml', `version: "3.1"\nnlu:\n${items}`);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return data;
}

/** One intent with the given examples. */
export function oneIntent(...examples: string[]): TrainingData {
  if (examples.length === 0) return emptyTrainingData;
  return trainingData(`- intent: any\n  examples: |\n${examples.map((text) => `    - ${text}\n`).join('')}`);
}
