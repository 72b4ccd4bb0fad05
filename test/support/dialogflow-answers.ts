import type { HotelAnswer } from './dialogflow-hotel-bot.ts';

/** The hotel agent's answer as `google.cloud.dialogflow.v2.DetectIntentResponse`, with only the fields that are set. */
export function esAnswer(answer: HotelAnswer, session: string, language: string): unknown {
  const { intent, score, parameters, texts, chips, handoff } = answer;
  const words = Object.entries(parameters).map(([name, values]) => [
    name,
    filled(
      name,
      values.map((value) => esValue(name, value)),
    ),
  ]);
  return {
    responseId: 'stand-in',
    queryResult: {
      languageCode: language,
      action: intent === undefined ? 'input.unknown' : intent,
      parameters: { fields: { ...empty, ...Object.fromEntries(words) } },
      allRequiredParamsPresent: true,
      fulfillmentText: texts[0] ?? '',
      fulfillmentMessages: [
        ...texts.map((text) => ({ text: { text: [text] } })),
        ...(chips.length > 0 ? [{ quickReplies: { title: '', quickReplies: chips } }] : []),
        ...(handoff ? [{ payload: { fields: { action: { stringValue: 'handoff' } } } }] : []),
      ],
      outputContexts: [{ name: `${session}/contexts/__system_counters__`, lifespanCount: 1 }],
      intent: { displayName: intent ?? 'Default Fallback Intent', ...(intent ? {} : { isFallback: true }) },
      intentDetectionConfidence: score,
    },
  };
}

/** Parameters that are not filled come as empty strings. */
const empty = { email: { stringValue: '' }, room_type: { stringValue: '' } };

function esValue(name: string, value: string | number): unknown {
  if (typeof value === 'number') return { numberValue: value };
  if (name === 'date') return { stringValue: `${value}T12:00:00+01:00` };
  return name === 'name' ? struct({ name: { stringValue: value } }) : { stringValue: value };
}

/** The same as `google.cloud.dialogflow.cx.v3.DetectIntentResponse`. */
export function cxAnswer(answer: HotelAnswer, language: string, sent: unknown): unknown {
  const { texts, chips, handoff } = answer;
  return {
    responseId: 'stand-in',
    responseType: 'FINAL',
    queryResult: {
      languageCode: language,
      parameters: sent ?? { fields: {} },
      responseMessages: [
        ...texts.map((text) => ({ text: { text: [text] }, responseType: 'HANDLER_PROMPT' })),
        ...(chips.length > 0 ? [{ payload: richChips(chips) }] : []),
        ...(handoff
          ? [{ liveAgentHandoff: { metadata: { fields: { reason: { stringValue: 'user_request' } } } } }]
          : []),
      ],
      currentPage: { displayName: 'Start Page' },
      match: cxMatch(answer),
    },
  };
}

export function cxMatch({ intent, score, parameters }: HotelAnswer): unknown {
  if (intent === undefined) return { event: 'sys.no-match-default', matchType: 'NO_MATCH', confidence: 0.3 };
  const fields = Object.entries(parameters).map(([name, values]) => [
    name,
    filled(
      name,
      values.map((value) => cxValue(name, value)),
    ),
  ]);
  return {
    intent: { displayName: intent },
    parameters: { fields: Object.fromEntries(fields) },
    matchType: 'INTENT',
    confidence: score,
  };
}

function cxValue(name: string, value: string | number): unknown {
  if (typeof value === 'number') return { numberValue: value };
  if (name === 'name') return struct({ name: { stringValue: value }, original: { stringValue: value } });
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (name !== 'date' || !year) return { stringValue: value };
  return struct({
    year: { numberValue: Number(year) },
    month: { numberValue: Number(month) },
    day: { numberValue: Number(day) },
  });
}

function richChips(chips: readonly string[]): unknown {
  const options = list(chips.map((text) => struct({ text: { stringValue: text } })));
  const element = struct({ type: { stringValue: 'chips' }, options });
  return { fields: { richContent: list([list([element])]) } };
}

function list(values: readonly unknown[]): unknown {
  return { listValue: { values } };
}

function struct(fields: Readonly<Record<string, unknown>>): unknown {
  return { structValue: { fields } };
}

/** `date` is a list in the sample agents, since a stay has two of them; other parameters hold one value. */
function filled(name: string, values: readonly unknown[]): unknown {
  return name === 'date' ? list(values) : values[0];
}
