import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';
import type { SpeechPart } from '../engine-speech.ts';

/** LivePerson: `{messages, context: {action: "TRANSFER", actionParameters: {skill}}}`. */
export function readLivePerson(payload: JsonObject): readonly SpeechPart[] | undefined {
  const read = schema.safeParse(payload);
  if (!read.success) return undefined;
  const { messages, context } = read.data;
  const skill = context.actionParameters?.skill;
  const said = (messages ?? []).flatMap((message) =>
    typeof message === 'string' && message ? [message] : [],
  );
  return [
    ...said.map((text) => ({ kind: 'reply', reply: { kind: 'text', text } }) as const),
    { kind: 'handoff', ...(skill ? { note: `team: ${skill}` } : {}) },
  ];
}

const schema = z.object({
  messages: z.array(z.unknown()).nullish().catch(null),
  context: z.object({
    action: z.literal('TRANSFER'),
    actionParameters: z
      .object({ skill: z.string().nullish().catch(null) })
      .nullish()
      .catch(null),
  }),
});
