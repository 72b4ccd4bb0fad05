/** What a small hotel agent trained in Rasa would make of a message: by keyword, with Rasa's shapes. */
export interface HotelParse {
  readonly text: string;
  readonly intent: { readonly name: string; readonly confidence: number };
  readonly entities: readonly HotelEntity[];
  readonly intent_ranking: readonly { readonly name: string; readonly confidence: number }[];
}

export interface HotelEntity {
  readonly entity: string;
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  readonly confidence_entity?: number;
  readonly extractor: string;
}

const hotels = ['Grand Plaza', 'Sea View Inn', 'Park Hotel'];

/** First match wins, so the narrower meanings stand first. */
const intents: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['talk_to_human', /\b(human|real person|a person|an agent|someone|colleague)\b/i],
  ['cancel_booking', /\bcancel (my|the|a) (booking|reservation)\b/i],
  ['change_booking', /\b(change|move|modify) (my|the|a) (booking|reservation)\b/i],
  ['cancel', /^(cancel|stop|never ?mind|forget it)\b/i],
  ['ask_price', /\b(price|prices|cost|costs|how much|rates?)\b/i],
  ['ask_checkin_checkout', /\bcheck[ -]?(in|out)\b/i],
  ['ask_facilities', /\b(breakfast|pool|wifi|wi-fi|parking|spa|gym|pets?|facilities)\b/i],
  ['book_hotel', /\b(book|reserve|reservation|need a room|a room)\b/i],
  ['greet', /^(hi|hello|hey|good (morning|evening|afternoon))\b/i],
  ['bye', /^(bye|goodbye|see you|thank you|thanks)\b/i],
  ['affirm', /^(yes|yep|sure|ok|okay|correct|right)\b/i],
  ['deny', /^(no|nope|not really)\b/i],
  ['ask_name', /\bwhat is my name\b/i],
];

const entityPatterns: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['hotel', new RegExp(hotels.join('|'), 'gi')],
  [
    'date',
    /\b(\d{4}-\d{2}-\d{2}|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)|tomorrow|today|(?:next )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/gi,
  ],
  ['email', /[\w.+-]+@[\w-]+\.[\w.]+/g],
  ['guests', /\b\d+(?= (?:guests|people|persons|adults))/gi],
  ['room_type', /\b(single|double|suite)\b/gi],
  ['facility', /\b(breakfast|pool|wifi|parking|spa|gym)\b/gi],
  ['booking_ref', /\bHB-\w+/gi],
  ['name', /(?<=\b(?:my name is|I am|I'm) )[A-Z][\w-]+(?: [A-Z][\w-]+)?/g],
];

export const THRESHOLD = 0.6;

export function parseHotelMessage(said: string): HotelParse {
  const text = said.trim();
  return text.startsWith('/') ? parsePayload(text) : parseWords(text);
}

/** `/intent{"entity": "value"}` is read by rule, with full confidence. */
function parsePayload(text: string): HotelParse {
  const [, name = '', json] = /^\/([^{@\s]+)\s*(\{.*\})?/.exec(text) ?? [];
  const start = text.indexOf('{');
  const values: unknown = json ? JSON.parse(json) : {};
  const intent = { name, confidence: 1 };
  const entities = Object.entries(values ?? {}).map(([entity, value]) => ({
    entity,
    value,
    start,
    end: text.length,
    extractor: 'RegexMessageHandler',
  }));
  return { text, intent, entities, intent_ranking: [intent] };
}

function parseWords(text: string): HotelParse {
  const entities = entityPatterns.flatMap(([entity, pattern]) =>
    [...text.matchAll(pattern)].map((match) => entityAt(text, entity, match[0], match.index)),
  );
  const named = intents.find(([, pattern]) => pattern.test(text))?.[0];
  const name = named ?? (entities.length > 0 ? 'inform' : undefined);
  if (name === undefined) return fallback(text);
  const ranking = [
    { name, confidence: 0.93 },
    { name: name === 'greet' ? 'bye' : 'greet', confidence: 0.04 },
  ];
  return { text, intent: { name, confidence: 0.93 }, entities, intent_ranking: ranking };
}

/** Rasa counts in code points. */
function entityAt(text: string, entity: string, value: string, index: number): HotelEntity {
  const start = [...text.slice(0, index)].length;
  const canonical = hotels.find((hotel) => hotel.toLowerCase() === value.toLowerCase());
  return {
    entity,
    value: canonical ?? value,
    start,
    end: start + [...value].length,
    confidence_entity: 0.98,
    extractor: 'DIETClassifier',
  };
}

/** The fallback stands first with the threshold as its confidence; the real best guess is second. */
function fallback(text: string): HotelParse {
  const intent = { name: 'nlu_fallback', confidence: THRESHOLD };
  return { text, intent, entities: [], intent_ranking: [intent, { name: 'inform', confidence: 0.31 }] };
}
