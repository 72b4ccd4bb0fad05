import type { UtteranceContent } from '../../src/core/model/utterance.ts';
import type { ProviderRequest } from '../../src/core/ports/provider.ts';
import { conversation, NOW } from './builders.ts';

/** The smallest request to an engine, with what matters overridden. */
export function providerRequest(
  content: string | UtteranceContent,
  over: Partial<ProviderRequest> = {},
): ProviderRequest {
  return {
    sessionId: '1-4711',
    turnId: '90001',
    content: typeof content === 'string' ? { kind: 'text', text: content } : content,
    purpose: 'converse',
    timeZone: 'Europe/Berlin',
    at: NOW,
    conversation: conversation(),
    context: {},
    ...over,
  };
}
