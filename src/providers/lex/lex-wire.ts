/**
 * What we read of the answers of Lex V2; everything else is passed over. Source: the type files of
 * `@aws-sdk/client-lex-runtime-v2` 3.1048.0 and the API reference of RecognizeText, PutSession and GetSession.
 * The client hands on what the service sends without looking, so that a type of the SDK proves nothing: unfilled
 * slots, for one, are null.
 */
import { z } from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();
/** A part of another shape than ours must not spoil the whole answer. */
const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const attributes = lenient(z.record(z.string(), z.string()));

const button = z.object({ text, value: text });

const message = z.object({
  contentType: text,
  content: text,
  imageResponseCard: lenient(
    z.object({ title: text, subtitle: text, imageUrl: text, buttons: lenient(z.array(button)) }),
  ),
});

/** `values`: list slots; `subSlots`: composite slots. */
export interface LexSlot {
  readonly shape?: string | null;
  readonly value?: {
    readonly originalValue?: string | null;
    readonly interpretedValue?: string | null;
  } | null;
  readonly values?: readonly (LexSlot | null)[] | null;
  readonly subSlots?: Readonly<Record<string, LexSlot | null>> | null;
}

const slot: z.ZodType<LexSlot> = z.lazy(() =>
  z.object({
    shape: text,
    value: lenient(z.object({ originalValue: text, interpretedValue: text })),
    values: lenient(z.array(slot.nullable())),
    subSlots: lenient(z.record(z.string(), slot.nullable())),
  }),
);

const intent = z.object({
  name: text,
  state: text,
  confirmationState: text,
  slots: lenient(z.record(z.string(), slot.nullable())),
});

const context = z.object({ name: text, contextAttributes: attributes });

const sessionState = z.object({
  dialogAction: lenient(z.object({ type: text, slotToElicit: text })),
  intent: lenient(intent),
  activeContexts: lenient(z.array(context)),
  sessionAttributes: attributes,
});

const sentimentScore = z.object({ positive: number, negative: number });

const interpretation = z.object({
  intent: lenient(intent),
  nluConfidence: lenient(z.object({ score: number })),
  sentimentResponse: lenient(z.object({ sentimentScore: lenient(sentimentScore) })),
});

/** The answer of RecognizeText and GetSession, and what the headers of PutSession hold. */
export const lexAnswerSchema = z.object({
  sessionId: text,
  messages: lenient(z.array(message)),
  sessionState: lenient(sessionState),
  interpretations: lenient(z.array(interpretation)),
  requestAttributes: attributes,
  recognizedBotMember: lenient(z.object({ botId: text, botName: text })),
});

/** PutSession puts its answer into headers: base64 of gzip of JSON. */
export const lexPutAnswerSchema = z.object({
  sessionId: text,
  messages: text,
  sessionState: text,
  requestAttributes: text,
});

export type LexAnswer = z.output<typeof lexAnswerSchema>;
export type LexMessage = z.output<typeof message>;
export type LexCard = NonNullable<LexMessage['imageResponseCard']>;
export type LexIntent = z.output<typeof intent>;
export type LexInterpretation = z.output<typeof interpretation>;
