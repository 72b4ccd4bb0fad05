import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';
import type { ScoredIntent } from '../../../core/model/nlu-result.ts';
import { collectSpeech, type EngineSpeech, type SpeechPart } from '../../shared/engine-speech.ts';
import { readCustomPayload } from '../../shared/read-custom-payload.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import { partsOfPayload } from './from-cloud-payload.ts';
import type { CloudSignal } from './read-signal.ts';

/** What the bot said and asked for, and what its author told of the understanding. */
export interface CloudSpeech extends EngineSpeech {
  readonly intent?: ScoredIntent;
}

export function speechFromSignals(
  signals: readonly CloudSignal[],
  settings: BotpressCloudSettings,
): CloudSpeech {
  const intent = signals.map(intentOf).find((found) => found !== undefined);
  return {
    ...collectSpeech(signals.flatMap((signal) => partsOfSignal(signal, settings))),
    ...(intent ? { intent } : {}),
  };
}

/** The bot's own word that its answer is complete. */
export function endsTurn(signal: CloudSignal, { events }: BotpressCloudSettings): boolean {
  return signal.kind === 'event' && isKind(signal.event.payload, events.key, events.end);
}

function partsOfSignal(signal: CloudSignal, settings: BotpressCloudSettings): readonly SpeechPart[] {
  switch (signal.kind) {
    case 'writing':
      return [];
    case 'event':
      return partsOfEvent(signal.event.payload, settings);
    case 'message': {
      const { payload, metadata } = signal.message;
      const said = partsOfPayload(payload, settings.handoff);
      const asked = metadata ? readCustomPayload(metadata, settings.handoff.keys) : undefined;
      return asked?.kind === 'handoff' || asked?.kind === 'resolve' ? [...said, asked] : said;
    }
  }
}

/** Events that are no convention of ours are the bot's own business. */
function partsOfEvent(
  payload: JsonObject,
  { events, handoff }: BotpressCloudSettings,
): readonly SpeechPart[] {
  if (isKind(payload, events.key, events.resolve)) return [{ kind: 'resolve' }];
  const hands = isKind(payload, events.key, events.handoff);
  const read = readCustomPayload(hands ? { ...payload, action: 'handoff' } : payload, handoff.keys);
  return read.kind === 'handoff' || read.kind === 'resolve' ? [read] : [];
}

function isKind(payload: JsonObject, key: string, kinds: readonly string[]): boolean {
  const kind = payload[key];
  return typeof kind === 'string' && kinds.includes(kind);
}

const understandingSchema = z.object({
  intent: z.string().min(1),
  confidence: z.number().min(0).max(1).optional().catch(undefined),
});

/** Intent and confidence as the author put them into the metadata of a message or into an event. */
function intentOf(signal: CloudSignal): ScoredIntent | undefined {
  const told =
    signal.kind === 'message' ? signal.message.metadata : signal.kind === 'event' ? signal.event.payload : {};
  const read = understandingSchema.safeParse(told);
  if (!read.success) return undefined;
  const { intent, confidence } = read.data;
  return { name: intent, ...(confidence === undefined ? {} : { score: confidence }) };
}
