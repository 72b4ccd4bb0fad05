import type { BotMessage } from './rasa-hotel-bot.ts';
import type { HotelParse } from './rasa-hotel-nlu.ts';

/** What the hotel agent says, in the shapes of the Chat API: messages, and events by the convention of the gateway. */
export function cloudSays({ text, buttons, image, custom }: BotMessage): readonly CloudSaid[] {
  const options = buttons?.map(({ title, payload }) => ({ label: title, value: payload }));
  return [
    ...(text && options ? [message({ type: 'choice', text, options })] : []),
    ...(text && !options ? [message({ type: 'text', text })] : []),
    ...(image ? [message({ type: 'image', imageUrl: image })] : []),
    ...(custom?.['handoff'] ? [event({ kind: 'handoff', reason: custom['reason'] })] : []),
  ];
}

export interface CloudSaid {
  readonly kind: 'message' | 'event';
  readonly payload: Readonly<Record<string, unknown>>;
}

function message(payload: CloudSaid['payload']): CloudSaid {
  return { kind: 'message', payload };
}

function event(payload: CloudSaid['payload']): CloudSaid {
  return { kind: 'event', payload };
}

/** What an author may tell of the understanding, beside a message. */
export function cloudUnderstanding({ intent }: HotelParse): Record<string, unknown> | undefined {
  if (intent.name === 'nlu_fallback') return undefined;
  return { intent: intent.name, confidence: intent.confidence };
}
