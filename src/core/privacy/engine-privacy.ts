/** What an engine gets to see of a request, and what its answer means once the placeholders are read. */
import type { Entity, NluResult } from '../model/nlu-result.ts';
import type { Masks, PrivacyPolicy } from '../model/privacy.ts';
import type { Reply } from '../model/reply.ts';
import type { TurnTrace } from '../model/turn.ts';
import { utteranceText } from '../model/utterance.ts';
import type { ProviderRequest } from '../ports/provider.ts';
import { mapContent, mapObject, mapReply } from './map-text.ts';
import { createMasker, unmask } from './masker.ts';

/** A request without personal data, and the way to read the answer. */
export interface PrivateRequest {
  readonly request: ProviderRequest;
  readonly read: (result: NluResult) => NluResult;
}

export function keepPrivate(
  request: ProviderRequest,
  { find }: PrivacyPolicy,
  before: Masks | undefined,
): PrivateRequest {
  if (!find) return { request, read: (result) => result };
  const masker = createMasker({ find }, before);
  const hide = (text: string) => masker.mask(text).text;
  const content = mapContent(request.content, hide);
  const context = mapObject(request.context, hide);
  const { originalOffset } = masker.mask(utteranceText(request.content));
  return {
    request: { ...request, content, context },
    read: (result) => unmaskResult(result, masker.masks(), originalOffset),
  };
}

/** The masks after a turn: the same that were used in it, since they are made in the same order. */
export function masksAfter(
  content: ProviderRequest['content'],
  context: ProviderRequest['context'],
  { find }: PrivacyPolicy,
  before: Masks | undefined,
): Masks | undefined {
  if (!find) return before;
  const masker = createMasker({ find }, before);
  mapContent(content, (text) => masker.mask(text).text);
  mapObject(context, (text) => masker.mask(text).text);
  const masks = masker.masks();
  return Object.keys(masks).length > 0 ? masks : undefined;
}

export function unmaskReplies(replies: readonly Reply[], masks: Masks | undefined): readonly Reply[] {
  return masks ? replies.map((reply) => mapReply(reply, (text) => unmask(text, masks))) : replies;
}

/** A trace outlives the conversation and is read by many: it holds placeholders where the engine got them. */
export function hideInTrace(trace: TurnTrace, { find }: PrivacyPolicy, masks: Masks | undefined): TurnTrace {
  if (!find) return trace;
  const masker = createMasker({ find }, masks);
  const hide = (text: string) => masker.mask(text).text;
  return {
    ...trace,
    reason: hide(trace.reason),
    ...(trace.utterance !== undefined && { utterance: hide(trace.utterance) }),
    entities: trace.entities.map((entity) => mapEntity(entity, hide)),
    steps: trace.steps.map((step) => ({ ...step, detail: mapObject(step.detail, hide) })),
    warnings: trace.warnings.map((warning) => ({ ...warning, detail: hide(warning.detail) })),
  };
}

function unmaskResult(
  result: NluResult,
  masks: Masks,
  originalOffset: (offset: number, edge: 'start' | 'end') => number,
): NluResult {
  const show = (text: string) => unmask(text, masks);
  const { handoff } = result;
  return {
    ...result,
    entities: result.entities.map((entity) => ({
      ...mapEntity(entity, show),
      ...(entity.start !== undefined && { start: originalOffset(entity.start, 'start') }),
      ...(entity.end !== undefined && { end: originalOffset(entity.end, 'end') }),
    })),
    replies: unmaskReplies(result.replies, masks),
    ...(result.slots && { slots: mapObject(result.slots, show) }),
    ...(handoff && {
      handoff: { ...handoff, ...(handoff.note !== undefined && { note: show(handoff.note) }) },
    }),
  };
}

function mapEntity(entity: Entity, map: (text: string) => string): Entity {
  return {
    ...entity,
    ...mapObject({ value: entity.value }, map),
    ...(entity.text !== undefined && { text: map(entity.text) }),
  };
}
