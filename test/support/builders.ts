/** Plain values for tests: the smallest valid thing, with what matters overridden. */
import type { BotPolicy, ConfidencePolicy } from '../../src/core/model/bot.ts';
import type { Conversation } from '../../src/core/model/conversation.ts';
import type { ConversationEvent } from '../../src/core/model/gateway-event.ts';
import { emptyNluResult, type NluResult } from '../../src/core/model/nlu-result.ts';
import type { UtteranceContent } from '../../src/core/model/utterance.ts';

/** Monday. */
export const NOW = Date.parse('2026-11-23T10:00:00Z');

export function conversation(over: Partial<Conversation> = {}): Conversation {
  return {
    key: 'hotel:1:312',
    bot: 'hotel',
    account: '1',
    id: '312',
    inbox: '7',
    channel: 'web-widget',
    status: 'bot',
    canReply: true,
    contact: { id: '9', verified: false, blocked: false, attributes: {} },
    attributes: {},
    labels: [],
    features: ['markers', 'typing', 'read-back', 'labels'],
    ...over,
  };
}

type CustomerSpoke = Extract<ConversationEvent, { kind: 'customer-spoke' }>;

export function customerSays(
  content: string | UtteranceContent,
  over: { at?: number; messageId?: string; conversation?: Partial<Conversation> } = {},
): CustomerSpoke {
  return {
    kind: 'customer-spoke',
    conversation: conversation(over.conversation),
    utterance: {
      messageId: over.messageId ?? '9001',
      at: over.at ?? NOW,
      content: typeof content === 'string' ? { kind: 'text', text: content } : content,
    },
  };
}

export function confidence(over: Partial<ConfidencePolicy> = {}): ConfidencePolicy {
  return {
    answer: 0.6,
    clarify: 0.35,
    margin: 0.1,
    misses: 2,
    reset: { understood: true, afterMs: 3_600_000 },
    count: { fallback: true, empty: true, engineError: false },
    engineErrors: 3,
    fallbackIntents: [],
    intents: new Map(),
    engines: new Map(),
    ...over,
  };
}

export function policy(over: Partial<BotPolicy> = {}): BotPolicy {
  return {
    name: 'hotel',
    language: 'en',
    timeZone: 'UTC',
    answerStatuses: ['bot'],
    confidence: confidence(),
    handoff: {
      farewell: 'A colleague takes over.',
      intents: new Set(['talk_to_human']),
      onEngineError: 'handoff',
      target: { labels: [], attributes: {} },
      rules: [],
    },
    texts: {
      fallback: 'Sorry, what?',
      clarify: 'Did you mean:',
      somethingElse: 'Something else',
      apology: 'Something is broken.',
      unsupported: 'I can only read text.',
    },
    intents: new Map(),
    titles: new Map(),
    flows: new Map(),
    context: { contact: [], conversation: [] },
    identity: {
      intents: new Map(),
      flows: new Map(),
      rememberMs: 30 * 60_000,
      attempts: 3,
      lockMs: 15 * 60_000,
      otherwise: 'ask',
      loginText: 'Please log in first.',
      lockedText: 'Too many wrong codes.',
    },
    privacy: {},
    writeBack: { attributes: {}, labels: {} },
    typingAfterMs: 1_000,
    freshSessionAfterClose: true,
    ...over,
  };
}

export function nlu(over: Partial<NluResult> = {}): NluResult {
  return { ...emptyNluResult, ...over };
}
