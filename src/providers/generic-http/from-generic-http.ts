import type { NluResult, Warning } from '../../core/model/nlu-result.ts';
import type { Card, FormField, Reply } from '../../core/model/reply.ts';
import type { ReadableAnswer } from './generic-http-wire.ts';
import { type ReplyWire, replyWireSchema } from './reply-wire.ts';

/** `understand`: what it says is not asked for, and not shown. */
export function fromGenericHttp(answer: ReadableAnswer, purpose: 'converse' | 'understand'): NluResult {
  const { intent, alternatives, entities, slots, session, language, sentiment } = answer;
  const said = readReplies(purpose === 'converse' ? answer.replies : []);
  return {
    ...(intent && { intent }),
    alternatives,
    entities,
    replies: said.replies,
    ...(answer.fallback && { fallback: true }),
    ...(answer.handoff && { handoff: answer.handoff }),
    ...(answer.ended && { ended: answer.ended }),
    ...(answer.expects_answer && { expectsAnswer: true }),
    ...(answer.replies_follow && { repliesFollow: true }),
    ...(answer.silent && { silent: true }),
    ...(slots && { slots }),
    ...(session !== undefined && { session }),
    ...(language !== undefined && { language }),
    ...(sentiment !== undefined && { sentiment }),
    warnings: [...answer.warnings, ...said.misfits.map(leftOut)],
  };
}

function leftOut(place: string): Warning {
  const detail = `${place} is not of the expected shape: this reply is left out.`;
  return { code: 'unknown-message-type', detail };
}

/** `misfits`: where replies are not of the published shape. */
export function readReplies(replies: readonly unknown[]): {
  readonly replies: readonly Reply[];
  readonly misfits: readonly string[];
} {
  const read = replies.map((reply) => replyWireSchema.safeParse(reply));
  return {
    replies: read.flatMap(({ data }) => (data ? [fromReply(data)] : [])),
    misfits: read.flatMap(({ error }, index) =>
      error ? [['replies', index, ...(error.issues[0]?.path ?? [])].join('.')] : [],
    ),
  };
}

function fromReply(reply: ReplyWire): Reply {
  switch (reply.kind) {
    case 'text':
    case 'choices':
    case 'article':
    case 'pause':
      return reply;
    case 'ask_email':
      return { kind: 'ask-email', text: reply.text };
    case 'cards':
      return { kind: 'cards', text: reply.text, cards: reply.cards.map(fromCard) };
    case 'form': {
      const { text, fields, submit_label: submitLabel } = reply;
      return { kind: 'form', text, fields: fields.map(fromField), ...(submitLabel ? { submitLabel } : {}) };
    }
    case 'media': {
      const { url, media_type: mediaType, caption } = reply;
      return { kind: 'media', url, mediaType, ...(caption ? { caption } : {}) };
    }
  }
}

type CardWire = Extract<ReplyWire, { kind: 'cards' }>['cards'][number];
type FieldWire = Extract<ReplyWire, { kind: 'form' }>['fields'][number];

function fromCard({ image_url: imageUrl, ...card }: CardWire): Card {
  return { ...card, ...(imageUrl ? { imageUrl } : {}) };
}

function fromField({ pattern_error: patternError, kind, ...field }: FieldWire): FormField {
  return {
    ...field,
    kind: kind === 'text_area' ? 'text-area' : kind,
    ...(patternError ? { patternError } : {}),
  };
}
