import type { JsonObject } from '../../core/model/json.ts';
import type { ScoredIntent } from '../../core/model/nlu-result.ts';
import { collectSpeech, type SpeechPart } from '../shared/engine-speech.ts';
import type { DialogflowAnswer } from './dialogflow-answer.ts';
import { entitiesFrom, rounded, scored, webhookWarnings } from './dialogflow-answer.ts';
import type { DialogflowEsSettings } from './dialogflow-es-settings.ts';
import { messagesOfPlatform, otherPlatforms, unknownMessages } from './es-platform.ts';
import type { EsAnswer, EsQueryResult } from './es-wire.ts';
import { partsOfEsMessage } from './from-es-message.ts';
import { normaliseObject } from './normalise-value.ts';
import { textPart } from './speech-parts.ts';

/** What one `DetectIntent` of ES means. */
export function answerFromEs(answer: EsAnswer, settings: DialogflowEsSettings): DialogflowAnswer {
  const { queryResult: result, webhookStatus } = answer;
  const { intent } = result;
  const fallback = isFallback(result);
  const speech = collectSpeech([...spoken(result, settings), ...signals(result, settings)]);
  const named = fallback ? undefined : scored(intent?.displayName, result.intentDetectionConfidence);
  return {
    speech: { ...speech, ended: speech.ended || intent?.endInteraction === true },
    ...(named ? { intent: named } : {}),
    alternatives: alternatives(answer, named?.name),
    entities: entitiesFrom(result.parameters ?? {}, originals(result)),
    ...(fallback ? { fallback } : {}),
    ...(isAsking(result) ? { expectsAnswer: true } : {}),
    slots: slots(result, settings),
    ...(result.languageCode ? { language: result.languageCode } : {}),
    ...sentimentOf(result),
    warnings: webhookWarnings([webhookStatus?.code]),
  };
}

/** A fallback intent comes with confidence 1, so the score says nothing (googleapis/nodejs-dialogflow#117). */
function isFallback({ intent, action }: EsQueryResult): boolean {
  return intent?.isFallback === true || action === 'input.unknown';
}

/** `fulfillmentText` repeats the first text, so it counts only where there is no message. */
function spoken(result: EsQueryResult, settings: DialogflowEsSettings): readonly SpeechPart[] {
  const all = result.fulfillmentMessages ?? [];
  const chosen = messagesOfPlatform(all, settings.platforms);
  const parts = chosen.flatMap((message) => partsOfEsMessage(message, settings));
  const strange = unknownMessages(all).flatMap((message) => partsOfEsMessage(message, settings));
  if (parts.length > 0) return [...parts, ...strange];
  const others = otherPlatforms(all);
  return [...textPart(result.fulfillmentText), ...strange, ...(others.length > 0 ? [unshown(others)] : [])];
}

function unshown(platforms: readonly string[]): SpeechPart {
  const detail = `The answer has variants for ${platforms.join(', ')} only; see the setting platforms.`;
  return { kind: 'warning', warning: { code: 'platform-not-shown', detail } };
}

/** Ways to ask for a person that are no message. */
function signals(
  { intent, action }: EsQueryResult,
  { handoff }: DialogflowEsSettings,
): readonly SpeechPart[] {
  if (intent?.liveAgentHandoff)
    return [{ kind: 'handoff', note: `intent ${intent.displayName ?? ''}`.trim() }];
  if (action && handoff.actions.includes(action)) return [{ kind: 'handoff', note: `action ${action}` }];
  return [];
}

/** Slot filling: a required parameter is missing, and the answer asks for it. */
function isAsking({ intent, allRequiredParamsPresent, cancelsSlotFilling }: EsQueryResult): boolean {
  return Boolean(intent) && allRequiredParamsPresent === false && !cancelsSlotFilling;
}

function alternatives(
  { alternativeQueryResults }: EsAnswer,
  chosen: string | undefined,
): readonly ScoredIntent[] {
  return (alternativeQueryResults ?? []).flatMap(({ intent, intentDetectionConfidence }) => {
    if (intent?.isFallback || intent?.displayName === chosen) return [];
    return scored(intent?.displayName, intentDetectionConfidence) ?? [];
  });
}

/** Contexts that Dialogflow keeps for itself. */
const internalContext = /^__.*__$|_id_dialog_context$|_dialog_params_|_dialog_context$/;

function ownContexts({
  outputContexts,
}: EsQueryResult): readonly { readonly name: string; readonly values: JsonObject }[] {
  return (outputContexts ?? []).flatMap(({ name, parameters }) => {
    const short = name?.split('/').at(-1) ?? '';
    return internalContext.test(short) ? [] : [{ name: short, values: parameters ?? {} }];
  });
}

/** What the contexts remember of earlier turns, and the parameters of this one. Our own context is no news to us. */
function slots(result: EsQueryResult, settings: DialogflowEsSettings): JsonObject {
  const remembered = ownContexts(result).filter(({ name }) => name !== settings.context_name.toLowerCase());
  const values = Object.assign({}, ...remembered.map((context) => context.values));
  const kept = Object.entries(normaliseObject(values)).filter(([name]) => !name.endsWith('.original'));
  return { ...Object.fromEntries(kept), ...normaliseObject(result.parameters ?? {}) };
}

/** The customer's words for each parameter stand in the contexts as `<name>.original`. */
function originals({ outputContexts }: EsQueryResult): JsonObject {
  const all = (outputContexts ?? []).flatMap(({ parameters }) => Object.entries(parameters ?? {}));
  const words = all.filter(([name, value]) => name.endsWith('.original') && value !== '');
  return Object.fromEntries(words.map(([name, value]) => [name.slice(0, -'.original'.length), value]));
}

function sentimentOf({ sentimentAnalysisResult }: EsQueryResult): Pick<DialogflowAnswer, 'sentiment'> {
  const score = sentimentAnalysisResult?.queryTextSentiment?.score;
  return typeof score === 'number' ? { sentiment: rounded(score) } : {};
}
