import type { Json, JsonObject } from '../../core/model/json.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import type { LexSession } from './lex-session.ts';
import type { LexSettings } from './lex-settings.ts';

export type LexAttributes = Readonly<Record<string, string>>;

/** Session attribute by which a turn is found again (`recover`). */
const TURN = 'chatwoot_turn';

/**
 * Session attributes to send. What is sent replaces what Lex holds, so all that it held goes back with ours; and when
 * there is nothing of ours to say, nothing is sent and Lex keeps its own.
 */
export function sessionAttributesFor(
  request: ProviderRequest,
  session: LexSession,
  settings: LexSettings,
  marker?: string,
): LexAttributes | undefined {
  const own = {
    ...settings.session_attributes,
    ...(settings.context_as === 'request' ? {} : contextAttributes(request.context)),
    ...(marker === undefined ? {} : { [TURN]: marker }),
  };
  if (Object.keys(own).length === 0 && !session.stale) return undefined;
  return { ...session.attributes, ...own };
}

/** Request attributes live for one turn: Lambda functions see them, Lex forgets them. The time zone is for Lex itself. */
export function requestAttributesFor(request: ProviderRequest, settings: LexSettings): LexAttributes {
  return {
    ...(settings.context_as === 'session' ? {} : contextAttributes(request.context)),
    'x-amz-lex:time-zone': request.timeZone,
    ...(request.purpose === 'understand' ? { chatwoot_purpose: 'understand' } : {}),
  };
}

/** `{contact: {plan: "gold"}}` as `{contact_plan: "gold"}`: attributes are flat texts. */
function contextAttributes(context: JsonObject): LexAttributes {
  const attributes: Record<string, string> = {};
  for (const [group, values] of Object.entries(context)) {
    if (typeof values !== 'object' || values === null) continue;
    for (const [name, value] of Object.entries(values)) {
      if (value !== null && value !== '') attributes[`${group}_${name}`] = asText(value);
    }
  }
  return attributes;
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The mark of one piece of a turn. */
export function turnMarker(turnId: string, piece: number): string {
  return `${turnId}/${piece}`;
}

/** Which piece of this turn Lex heard last; undefined: none. */
export function heardPiece(attributes: LexAttributes, turnId: string): number | undefined {
  const marker = attributes[TURN] ?? '';
  const piece = marker.startsWith(`${turnId}/`) ? Number(marker.slice(turnId.length + 1)) : Number.NaN;
  return Number.isInteger(piece) ? piece : undefined;
}

export function withoutMarker(attributes: LexAttributes): LexAttributes {
  const { [TURN]: _, ...others } = attributes;
  return others;
}
