import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';
import type { SpeechPart } from '../engine-speech.ts';

/** Rocket.Chat's Dialogflow app: `{quickReplies: {text, options: [{text, url?, data?}]}}` as its README shows. */
export function readRocketChat(payload: JsonObject): readonly SpeechPart[] | undefined {
  const read = schema.safeParse(payload);
  if (!read.success) return undefined;
  const { text: said, options } = read.data.quickReplies;
  return [
    ...(said ? [{ kind: 'reply', reply: { kind: 'text', text: said } } as const] : []),
    ...options.flatMap(option),
  ];
}

const text = z.string().nullish().catch(null);
const optionSchema = z.object({ text: text, url: text });
const schema = z.object({ quickReplies: z.object({ text, options: z.array(optionSchema) }) });

/** Buttons that act (`df_perform_handover`) come back as their text: the agent understands it as it does when typed. */
function option({ text: title, url }: z.output<typeof optionSchema>): readonly SpeechPart[] {
  if (url) return [{ kind: 'links', links: [{ text: title ?? '', url }] }];
  return title ? [{ kind: 'options', options: [{ title, value: title }] }] : [];
}
