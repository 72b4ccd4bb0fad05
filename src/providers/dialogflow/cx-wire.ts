/** `google.cloud.dialogflow.cx.v3` as far as we read it (session.proto, response_message.proto). */
import { z } from 'zod';
import { enumName, lenient, number, sentiment, struct, text, webhookStatus } from './dialogflow-wire.ts';

/** A member without content, such as `endInteraction: {}`, is there all the same. */
const marker = lenient(z.object({}));
const withMetadata = lenient(z.object({ metadata: struct }));

export const cxMessageSchema = z.object({
  responseType: enumName,
  text: lenient(z.object({ text: z.array(z.string()) })),
  payload: struct,
  conversationSuccess: withMetadata,
  outputAudioText: lenient(z.object({ text, ssml: text })),
  liveAgentHandoff: withMetadata,
  endInteraction: marker,
  playAudio: marker,
  mixedAudio: marker,
  telephonyTransferCall: lenient(z.object({ phoneNumber: text })),
  knowledgeInfoCard: marker,
  toolCall: lenient(z.object({ action: text })),
});

const matchSchema = z.object({
  intent: lenient(z.object({ displayName: text })),
  event: text,
  parameters: struct,
  matchType: enumName,
  confidence: number,
});

const queryResult = z.object({
  languageCode: text,
  parameters: struct,
  responseMessages: z.array(cxMessageSchema).nullish(),
  webhookStatuses: lenient(z.array(webhookStatus)),
  currentPage: lenient(z.object({ displayName: text })),
  match: matchSchema.nullish(),
  diagnosticInfo: struct,
  sentimentAnalysisResult: lenient(sentiment),
  traceBlocks: lenient(z.array(z.object({ endState: enumName }))),
});

export const cxAnswerSchema = z.object({ responseId: text, queryResult });

/** Answer of `MatchIntent`. */
export const cxMatchesSchema = z.object({ matches: z.array(matchSchema).nullish() });

export type CxAnswer = z.output<typeof cxAnswerSchema>;
export type CxQueryResult = CxAnswer['queryResult'];
export type CxMessage = z.output<typeof cxMessageSchema>;
export type CxMatch = z.output<typeof matchSchema>;
export type CxMatches = z.output<typeof cxMatchesSchema>;
