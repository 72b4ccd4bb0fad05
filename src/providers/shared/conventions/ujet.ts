import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';
import { type SpeechPart, unknownPart } from '../engine-speech.ts';

/** CCAI Platform (UJET): `{ujet: {type, …}}`. Of its buttons only a title and a link are read: their shape varies. */
export function readUjet(payload: JsonObject): readonly SpeechPart[] | undefined {
  const read = schema.safeParse(payload);
  if (!read.success) return undefined;
  const { type, action, escalation_reason, text: said, title, buttons, url } = read.data.ujet;
  switch (type) {
    case 'action':
      return actionParts(action, escalation_reason);
    case 'text':
      return said ? [{ kind: 'reply', reply: { kind: 'text', text: said } }] : [];
    case 'image':
      return url ? [{ kind: 'reply', reply: { kind: 'media', url, mediaType: 'image' } }] : [];
    case 'inline_button':
    case 'sticky_button':
      return [
        ...(title || said
          ? [{ kind: 'reply', reply: { kind: 'text', text: title || said || '' } } as const]
          : []),
        ...(buttons ?? []).flatMap(button),
      ];
    default:
      return [unknownPart('A message of the CCAI platform of an unknown type')];
  }
}

const text = z.string().nullish().catch(null);
const buttonSchema = z.object({ title: text, text: text, url: text, link: text });
const schema = z.object({
  ujet: z.object({
    type: z.string(),
    action: text,
    escalation_reason: text,
    text,
    title: text,
    url: text,
    buttons: z.array(buttonSchema).nullish().catch(null),
  }),
});

function actionParts(
  action: string | null | undefined,
  reason: string | null | undefined,
): readonly SpeechPart[] {
  if (action === 'escalation') return [{ kind: 'handoff', ...(reason ? { note: `reason: ${reason}` } : {}) }];
  if (action === 'end') return [{ kind: 'ended' }];
  return [unknownPart('An action of the CCAI platform that is not known')];
}

function button({ title, text: said, url, link }: z.output<typeof buttonSchema>): readonly SpeechPart[] {
  const label = title || said || '';
  const target = url || link;
  if (target) return [{ kind: 'links', links: [{ text: label, url: target }] }];
  return label ? [{ kind: 'options', options: [{ title: label, value: label }] }] : [];
}
