import { type RasaEvent, type RasaMessage, type RasaTracker, rasaEventSchema } from './rasa-wire.ts';

/** What the tracker tells of the turn that just ran. */
export interface TurnRecord {
  /** Whose message the tracker holds as the latest. `unknown`: it says neither id nor text (after a restart). */
  readonly latest: 'ours' | 'other' | 'unknown';
  readonly tracker: RasaTracker;
  /** Events since the customer's message; empty when events were not read. */
  readonly events: readonly RasaEvent[];
  readonly eventsRead: boolean;
}

export function readTurnRecord(tracker: RasaTracker, turnId: string, sentText: string): TurnRecord {
  return {
    latest: whoseMessage(tracker, turnId, sentText),
    tracker,
    events: eventsOfTurn(tracker.events ?? []),
    eventsRead: Array.isArray(tracker.events),
  };
}

/** Our id decides; channels that drop the metadata leave only the text to compare. */
function whoseMessage({ latest_message }: RasaTracker, turnId: string, text: string): TurnRecord['latest'] {
  const id = latest_message?.metadata?.['message_id'];
  if (typeof id === 'string' || typeof id === 'number') return String(id) === turnId ? 'ours' : 'other';
  const heard = latest_message?.text;
  if (typeof heard !== 'string') return 'unknown';
  return heard.trim() === text.trim() ? 'ours' : 'other';
}

/** Only the tail is read with care: a long session has thousands of events. */
function eventsOfTurn(events: readonly unknown[]): readonly RasaEvent[] {
  const tail = events.slice(events.findLastIndex(isUserEvent) + 1);
  return tail.flatMap((event) => {
    const read = rasaEventSchema.safeParse(event);
    return read.success ? [read.data] : [];
  });
}

function isUserEvent(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'event' in event && event.event === 'user';
}

/** The bot's messages of a turn whose answer was lost, as the REST channel would have sent them. */
export function messagesOfTurn({ events }: TurnRecord): readonly RasaMessage[] {
  return events.flatMap((event) => (event.event === 'bot' ? botMessages(event) : []));
}

function botMessages({ text, data }: RasaEvent): readonly RasaMessage[] {
  const buttons = [...(data?.buttons ?? []), ...(data?.quick_replies ?? [])];
  const said: RasaMessage = {
    ...silent,
    text,
    buttons,
    image: data?.image ?? null,
    attachment: data?.attachment ?? null,
    custom: data?.custom ?? null,
  };
  const elements = (data?.elements ?? []).map(
    (element): RasaMessage => ({
      ...silent,
      text: [element.title, element.subtitle].filter(Boolean).join(' : '),
      buttons: element.buttons ?? [],
    }),
  );
  const isSaid = text || buttons.length > 0 || data?.image || data?.attachment || data?.custom;
  return isSaid ? [said, ...elements] : elements;
}

const silent: RasaMessage = { text: null, buttons: null, image: null, attachment: null, custom: null };

/** Names of the responses that the bot gave (`utter_…`). */
export function responsesOf({ events }: TurnRecord): readonly string[] {
  return events.flatMap(({ event, metadata }) =>
    event === 'bot' && metadata?.utter_action ? [metadata.utter_action] : [],
  );
}

/** Names of the actions that ran, without the listening at the end. */
export function actionsOf({ events }: TurnRecord): readonly string[] {
  return events.flatMap(({ event, name }) =>
    event === 'action' && name && name !== 'action_listen' ? [name] : [],
  );
}

/** CALM flows that this turn started, by its events, its commands or the stack as it stands. */
export function flowsOf({ events, tracker }: TurnRecord): readonly string[] {
  const started = events.flatMap(({ event, flow_id }) =>
    event === 'flow_started' && flow_id ? [flow_id] : [],
  );
  const commanded = (tracker.latest_message?.commands ?? []).flatMap(({ flow }) => (flow ? [flow] : []));
  const stacked = (tracker.stack ?? []).flatMap(({ flow_id }) => (flow_id ? [flow_id] : []));
  return [...started, ...commanded, ...stacked];
}
