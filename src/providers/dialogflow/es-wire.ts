/** `google.cloud.dialogflow.v2.DetectIntentResponse` and its v2beta1, as far as we read it (intent.proto, session.proto). */
import { z } from 'zod';
import {
  enumName,
  flag,
  lenient,
  number,
  sentiment,
  struct,
  text,
  webhookStatus,
} from './dialogflow-wire.ts';

const image = lenient(z.object({ imageUri: text, accessibilityText: text }));
const link = lenient(z.object({ uri: text, url: text }));
const linkButton = z.object({ title: text, openUriAction: link });
const listItem = z.object({
  info: lenient(z.object({ key: text })),
  title: text,
  description: text,
  image,
});
const rbmSuggestion = z.object({
  reply: lenient(z.object({ text, postbackData: text })),
  action: lenient(z.object({ text, postbackData: text, openUrl: link })),
});
const rbmCard = z.object({
  title: text,
  description: text,
  media: lenient(z.object({ fileUri: text })),
  suggestions: lenient(z.array(rbmSuggestion)),
});

/** One member is set; a kind that the client does not know comes with none. */
export const esMessageSchema = z.object({
  platform: enumName,
  text: lenient(z.object({ text: z.array(z.string()) })),
  image,
  quickReplies: lenient(z.object({ title: text, quickReplies: z.array(z.string()) })),
  card: lenient(
    z.object({
      title: text,
      subtitle: text,
      imageUri: text,
      buttons: lenient(z.array(z.object({ text, postback: text }))),
    }),
  ),
  payload: struct,
  simpleResponses: lenient(
    z.object({ simpleResponses: z.array(z.object({ textToSpeech: text, ssml: text, displayText: text })) }),
  ),
  basicCard: lenient(
    z.object({
      title: text,
      subtitle: text,
      formattedText: text,
      image,
      buttons: lenient(z.array(linkButton)),
    }),
  ),
  suggestions: lenient(z.object({ suggestions: z.array(z.object({ title: text })) })),
  linkOutSuggestion: lenient(z.object({ destinationName: text, uri: text })),
  listSelect: lenient(z.object({ title: text, subtitle: text, items: z.array(listItem) })),
  carouselSelect: lenient(z.object({ items: z.array(listItem) })),
  browseCarouselCard: lenient(
    z.object({
      items: z.array(z.object({ openUriAction: link, title: text, description: text, image, footer: text })),
    }),
  ),
  tableCard: lenient(
    z.object({
      title: text,
      subtitle: text,
      columnProperties: lenient(z.array(z.object({ header: text }))),
      rows: lenient(z.array(z.object({ cells: z.array(z.object({ text })) }))),
      buttons: lenient(z.array(linkButton)),
    }),
  ),
  mediaContent: lenient(
    z.object({ mediaObjects: z.array(z.object({ name: text, description: text, contentUrl: text })) }),
  ),
  telephonyPlayAudio: lenient(z.object({ audioUri: text })),
  telephonySynthesizeSpeech: lenient(z.object({ text, ssml: text })),
  telephonyTransferCall: lenient(z.object({ phoneNumber: text })),
  rbmText: lenient(z.object({ text, rbmSuggestion: lenient(z.array(rbmSuggestion)) })),
  rbmStandaloneRichCard: lenient(z.object({ cardContent: lenient(rbmCard) })),
  rbmCarouselRichCard: lenient(z.object({ cardContents: z.array(rbmCard) })),
});

const intent = z.object({
  name: text,
  displayName: text,
  isFallback: flag,
  liveAgentHandoff: flag,
  endInteraction: flag,
});

const queryResult = z.object({
  languageCode: text,
  action: text,
  parameters: struct,
  allRequiredParamsPresent: flag,
  cancelsSlotFilling: flag,
  fulfillmentText: text,
  fulfillmentMessages: z.array(esMessageSchema).nullish(),
  outputContexts: z.array(z.object({ name: text, parameters: struct })).nullish(),
  intent: intent.nullish(),
  intentDetectionConfidence: number,
  sentimentAnalysisResult: lenient(z.object({ queryTextSentiment: lenient(sentiment) })),
});

export const esAnswerSchema = z.object({
  responseId: text,
  queryResult,
  webhookStatus: lenient(webhookStatus),
  /** v2beta1, best first. */
  alternativeQueryResults: lenient(
    z.array(z.object({ intent: intent.nullish(), intentDetectionConfidence: number })),
  ),
});

export type EsAnswer = z.output<typeof esAnswerSchema>;
export type EsQueryResult = EsAnswer['queryResult'];
export type EsMessage = z.output<typeof esMessageSchema>;
export type EsRbmCard = z.output<typeof rbmCard>;
export type EsRbmSuggestion = z.output<typeof rbmSuggestion>;
export type EsLinkButton = z.output<typeof linkButton>;
export type EsListItem = z.output<typeof listItem>;
