import { z } from 'zod';
import type { JsonObject } from '../../core/model/json.ts';
import type { ScoredIntent } from '../../core/model/nlu-result.ts';
import { collectSpeech, type SpeechPart } from '../shared/engine-speech.ts';
import type { CxAnswer, CxMatch, CxMatches, CxQueryResult } from './cx-wire.ts';
import {
  type DialogflowAnswer,
  entitiesFrom,
  rounded,
  scored,
  webhookWarnings,
} from './dialogflow-answer.ts';
import type { DialogflowCxSettings } from './dialogflow-cx-settings.ts';
import { partsOfCxMessages } from './from-cx-message.ts';
import { normaliseObject } from './normalise-value.ts';

/** What one `DetectIntent` of CX means. `sent`: the session parameters that went out with it. */
export function answerFromCx(
  { queryResult: result }: CxAnswer,
  settings: DialogflowCxSettings,
  sent: JsonObject,
): DialogflowAnswer {
  const speech = collectSpeech([
    ...partsOfCxMessages(result.responseMessages ?? [], settings),
    ...signals(result, settings),
  ]);
  const intent = intentOf(result.match);
  const ended = speech.ended || result.currentPage?.displayName === 'End Session';
  return {
    speech: withToolAnswered({ ...speech, ended }),
    ...(intent ? { intent } : {}),
    alternatives: alternatives(result, intent?.name),
    entities: entitiesFrom(result.match?.parameters ?? {}),
    ...(isFallback(result.match) ? { fallback: true } : {}),
    ...(!ended && isAsking(result) ? { expectsAnswer: true } : {}),
    slots: slots(result, sent),
    ...(result.languageCode ? { language: result.languageCode } : {}),
    ...sentimentOf(result),
    warnings: webhookWarnings((result.webhookStatuses ?? []).map(({ code }) => code)),
  };
}

/** What `MatchIntent` says: understanding only, best first. */
export function understandingFromCx({ matches }: CxMatches): DialogflowAnswer {
  const all = matches ?? [];
  const intents = all.flatMap((match) => intentOf(match) ?? []);
  const fallback = intents.length === 0 && all.some(isFallback);
  return {
    speech: collectSpeech([]),
    ...(intents[0] ? { intent: intents[0] } : {}),
    alternatives: intents.slice(1),
    entities: entitiesFrom(all[0]?.parameters ?? {}),
    ...(fallback ? { fallback } : {}),
    warnings: [],
  };
}

/** Each kind of match; a kind that is not listed, or newer than we are, names no intent. */
function intentOf(match: CxMatch | null | undefined): ScoredIntent | undefined {
  switch (match?.matchType) {
    case 'INTENT':
    case 'DIRECT_INTENT':
      return scored(match.intent?.displayName, match.confidence);
    case 'KNOWLEDGE_CONNECTOR':
      return scored('knowledge', match.confidence);
    // A playbook is no classifier: its score is always 1.
    case 'PLAYBOOK':
      return { name: 'playbook' };
    default:
      return undefined;
  }
}

/** Whatever its confidence: a score of 0.3 was seen beside NO_MATCH. */
function isFallback(match: CxMatch | null | undefined): boolean {
  return match?.matchType === 'NO_MATCH' || match?.matchType === 'NO_INPUT';
}

/** The form of a page is being filled, and the answer asks for the next parameter. */
function isAsking({ match, responseMessages }: CxQueryResult): boolean {
  return (
    match?.matchType === 'PARAMETER_FILLING' ||
    (responseMessages ?? []).some(({ responseType }) => responseType === 'PARAMETER_PROMPT')
  );
}

function signals({ traceBlocks }: CxQueryResult, { handoff }: DialogflowCxSettings): readonly SpeechPart[] {
  const escalated = (traceBlocks ?? []).some(({ endState }) => endState === 'OUTPUT_STATE_ESCALATED');
  return escalated && handoff.escalated_playbook
    ? [{ kind: 'handoff', note: 'a playbook ended as escalated' }]
    : [];
}

/** An agent that waits for a tool and says nothing would leave the customer in silence. */
function withToolAnswered(speech: DialogflowAnswer['speech']): DialogflowAnswer['speech'] {
  const waits = speech.warnings.some(({ code }) => code === 'tool-call');
  if (!waits || speech.replies.length > 0 || speech.handoff) return speech;
  return { ...speech, handoff: { note: 'the agent waits for a tool that the gateway does not have' } };
}

const candidatesSchema = z.array(z.object({ DisplayName: z.string().min(1), Score: z.number() }));

/** Best effort: the keys of the diagnostic information are not promised. */
function alternatives(
  { diagnosticInfo }: CxQueryResult,
  chosen: string | undefined,
): readonly ScoredIntent[] {
  const read = candidatesSchema.safeParse(diagnosticInfo?.['Alternative Matched Intents']);
  if (!read.success) return [];
  return read.data.flatMap(({ DisplayName, Score }) =>
    DisplayName === chosen ? [] : (scored(DisplayName, Score) ?? []),
  );
}

/** All that the session holds, without what we put there ourselves. */
function slots({ parameters }: CxQueryResult, sent: JsonObject): JsonObject {
  const own = Object.entries(parameters ?? {}).filter(([name]) => !Object.hasOwn(sent, name));
  return normaliseObject(Object.fromEntries(own));
}

function sentimentOf({ sentimentAnalysisResult }: CxQueryResult): Pick<DialogflowAnswer, 'sentiment'> {
  const score = sentimentAnalysisResult?.score;
  return typeof score === 'number' ? { sentiment: rounded(score) } : {};
}
