import type { JsonObject } from '../../core/model/json.ts';
import { type SpeechPart, unknownPart } from '../shared/engine-speech.ts';
import { readPayload } from '../shared/read-payload.ts';
import { stripSsml } from '../shared/strip-ssml.ts';
import type { CxMessage } from './cx-wire.ts';
import type { DialogflowSettings } from './dialogflow-settings.ts';
import { payloadOptions, spokenPart, textPart, transferPart } from './speech-parts.ts';

export function partsOfCxMessages(
  messages: readonly CxMessage[],
  settings: DialogflowSettings,
): readonly SpeechPart[] {
  const written = messages.some(({ text }) => text?.text.some((variant) => variant.trim() !== ''));
  return messages.flatMap((message) => partsOf(message, settings, written));
}

/** `written`: the answer has texts, so that words for the ear would say the same again. */
function partsOf(message: CxMessage, settings: DialogflowSettings, written: boolean): readonly SpeechPart[] {
  const { text, payload, outputAudioText: audio, liveAgentHandoff: handoff } = message;
  if (text)
    return spokenPart(
      text.text.find((variant) => variant.trim() !== ''),
      settings,
    );
  if (payload) return readPayload(payload, payloadOptions(settings));
  if (audio) return written ? [] : textPart(audio.text || stripSsml(audio.ssml ?? ''));
  if (handoff) return [{ kind: 'handoff', ...noteOf(handoff.metadata ?? {}) }];
  if (message.endInteraction) return [{ kind: 'ended' }];
  if (message.telephonyTransferCall) return transferPart(message.telephonyTransferCall.phoneNumber, settings);
  if (message.toolCall) return [toolCalled];
  return isSilent(message)
    ? []
    : [unknownPart('Dialogflow sent a message of a kind that this version does not know')];
}

/** Statistics, sounds, and the mark that a knowledge answer follows. */
function isSilent(message: CxMessage): boolean {
  return Boolean(
    message.conversationSuccess ?? message.playAudio ?? message.mixedAudio ?? message.knowledgeInfoCard,
  );
}

/** The structure is the agent author's; what is plain in it is told to the people who take over. */
function noteOf(metadata: JsonObject): { readonly note?: string } {
  const plain = Object.entries(metadata).filter(
    ([, value]) => (typeof value === 'string' && value !== '') || typeof value === 'number',
  );
  const note = plain
    .slice(0, 10)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
  return note ? { note } : {};
}

const toolCalled: SpeechPart = {
  kind: 'warning',
  warning: {
    code: 'tool-call',
    detail: 'The agent asked the gateway to run a tool; the gateway has none. Use a webhook tool instead.',
  },
};
