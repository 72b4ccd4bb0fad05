import { z } from 'zod';
import type { Json, JsonObject } from '../../core/model/json.ts';
import type { Reply } from '../../core/model/reply.ts';
import type { OfferedEvent } from '../shared/engine-speech.ts';

/** What the gateway keeps for us between two turns of a session. */
export interface DialogflowSession {
  /** Events behind buttons that the agent offered, by the value that comes back: old buttons stay clickable. */
  readonly events: Readonly<Record<string, OfferedEvent>>;
  /** Names of the fields of forms that the agent showed. Values under other names are the browser's invention. */
  readonly fields: readonly string[];
}

const KEPT = 50;

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

const sessionSchema = z
  .object({
    events: z
      .record(z.string(), z.object({ name: z.string(), parameters: jsonObject.exactOptional() }))
      .catch({}),
    fields: z.array(z.string()).catch([]),
  })
  .catch({ events: {}, fields: [] });

export function readDialogflowSession(data: Json | undefined): DialogflowSession {
  return sessionSchema.parse(data);
}

/** The newest offers count when there are too many. Undefined when there is nothing to keep. */
export function writeDialogflowSession(
  session: DialogflowSession,
  offered: Readonly<Record<string, OfferedEvent>>,
  replies: readonly Reply[],
): Json | undefined {
  const events = Object.entries({ ...session.events, ...offered }).slice(-KEPT);
  const shown = replies.flatMap((reply) => (reply.kind === 'form' ? reply.fields : []));
  const fields = [...new Set([...session.fields, ...shown.map(({ name }) => name)])].slice(-KEPT);
  if (events.length + fields.length === 0) return undefined;
  return { events: Object.fromEntries(events.map(([value, event]) => [value, { ...event }])), fields };
}
