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
  ['ask_name', /\bwhat is my name\b/i],
  [
    'talk_to_human',
    /\b(human|person(?!s)|agent|someone|somebody|colleague|manager|employee|transfer me|your team)\b/i,
  ],
  [
    'cancel_booking',
    /\b(cancel|delete|withdraw|annul|call off|refund)\b.*\b(booking|reservation|room|stay|hotel|HB-\w+)\b/i,
  ],
  [
    'change_booking',
    /\b(change|move|modify|edit|update|extend|swap|switch)\b.*\b(booking|reservation|stay|room|arrival|dates?|suite|HB-\w+)\b/i,
  ],
  [
    'cancel',
    /^(cancel|stop|quit|never ?mind|forget it|drop it|leave it|abort)\b|\b(changed my mind|start over)\b/i,
  ],
  [
    'ask_price',
    /\b(price|prices|cost|costs|how much|rates?|expensive|cheapest|discounts?|offers|quote|pay)\b/i,
  ],
  ['ask_checkin_checkout', /\bcheck[ -]?(in|out)\b|\b(reception|front desk|how late|early arrival)\b/i],
  [
    'ask_facilities',
    /\b(breakfast|pool|wi-?fi|park(ing)? my|parking|spa|gym|sauna|pets?|dog|bar|restaurant|shuttle|amenities|facilities)\b/i,
  ],
  [
    'book_hotel',
    /\b(book|booking|reserve|reservation|accommodation|vacancy|place to stay|rooms? (available|free)|need a room|a room)\b/i,
  ],
  ['greet', /^(hi|hello|hey|greetings|good (day|morning|evening|afternoon))\b/i],
  ['bye', /^(bye|goodbye|farewell|cheers|see you|good night|thank you|thanks|have a)\b/i],
  [
    'affirm',
    /^(yes|yeah|yep|sure|ok|okay|correct|right|exactly|absolutely|of course|sounds good|go ahead)\b/i,
  ],
  ['deny', /^(no|nope|nah|not|wrong|never|definitely not)\b/i],
];

const numbers = 'one two three four five six seven eight nine ten'.split(' ');

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';

const entityPatterns: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['hotel', new RegExp(hotels.join('|'), 'gi')],
  ['date', /\b\d{4}-\d{2}-\d{2}\b/g],
  ['date', new RegExp(`\\b(?:\\d{1,2} (?:${months})|(?:${months}) \\d{1,2})\\b`, 'gi')],
  ['date', /\b(?:tomorrow|today|(?:next )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/gi],
  ['email', /[\w.+-]+@[\w-]+\.[\w.]+/g],
  ['guests', /\b\d+(?= (?:guests|people|persons|adults)\b)/gi],
  ['guests', new RegExp(`\\b(?:${numbers.join('|')})(?= (?:guests|people|persons|adults)\\b)`, 'gi')],
  [
    'guests',
    new RegExp(`(?<=\\bfor )(?:${numbers.join('|')})\\b(?! (?:guests|people|persons|adults|nights?))`, 'gi'),
  ],
  ['room_type', /\b(single|double|twin|family|suite)\b/gi],
  ['facility', /\b(breakfast|pool|wi-?fi|parking|spa|gym|sauna)\b/gi],
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
  return {
    entity,
    value: resolve(entity, value),
    start,
    end: start + [...value].length,
    confidence_entity: 0.98,
    extractor: 'DIETClassifier',
  };
}

/** Synonyms: hotels as they are written, numbers as numbers. */
function resolve(entity: string, value: string): unknown {
  if (entity === 'guests') return numbers.indexOf(value.toLowerCase()) + 1 || Number(value);
  return hotels.find((hotel) => hotel.toLowerCase() === value.toLowerCase()) ?? value;
}

/** The fallback stands first with the threshold as its confidence; the real best guess is second. */
function fallback(text: string): HotelParse {
  const intent = { name: 'nlu_fallback', confidence: THRESHOLD };
  return { text, intent, entities: [], intent_ranking: [intent, { name: 'inform', confidence: 0.31 }] };
}
