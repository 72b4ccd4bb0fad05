/** The bot of the stories. A story changes what it is about and leaves the rest. */
/** Top-level keys of a bot's configuration. */
export type BotKeys = Readonly<Record<string, unknown>>;

export const FAREWELL = 'A colleague takes over.';
export const SORRY = 'Sorry, what?';

const hotelBot: BotKeys = {
  handoff: {},
  titles: { book: 'Book a room', price: 'Prices' },
  texts: { fallback: SORRY, clarify: 'Did you mean:' },
  flows: ['booking.yaml', 'paying.yaml', 'contact.yaml', 'call-back.yaml'],
  intents: {
    greet: { text: 'Hello!' },
    price: [{ when: { room: 'suite' }, text: 'Suites from 190 €.' }, { text: 'Rooms from 90 €.' }],
    book: { flow: 'booking' },
    pay: { flow: 'paying' },
    call_back: { flow: 'call-back' },
    complain: { handoff: true },
    my_bookings: { text: 'You have booked the Park.' },
    bye: { text: 'See you!', resolve: true },
  },
};

export const flowFiles: Readonly<Record<string, string>> = {
  'booking.yaml': `
name: booking
slots:
  hotel: { type: text, entity: hotel }
  guests: { type: guests }
steps:
  hotel: { ask: { slots: [hotel], text: Which hotel? } }
  guests: { ask: { slots: [guests], text: How many guests? } }
  done: { end: { text: "The {{slots.hotel}} is booked." } }
`,
  'paying.yaml': `
name: paying
steps:
  give-up: { handoff: { text: A colleague sends you the bill., reason: Paying is not built. } }
`,
  'contact.yaml': `
name: contact
slots: { email: { type: email } }
steps:
  email: { ask: { slots: [email], text: How can we reach you? } }
  done: { end: { text: "Thank you, we will be in touch." } }
`,
  'call-back.yaml': `
name: call-back
slots: { email: { type: email } }
steps:
  email: { ask: { slots: [email], text: Where to? } }
  done: { end: { text: "I write to {{slots.email}}." } }
`,
};

const handoff = { farewell: FAREWELL, intents: ['human'] };

/** YAML of the bot. Keys of a story stand in place of those above; `handoff` and `intents` join them. */
export function writeBot(story: BotKeys): string {
  const joined = {
    ...hotelBot,
    ...story,
    handoff: { ...handoff, ...asObject(story['handoff']) },
    intents: { ...asObject(hotelBot['intents']), ...asObject(story['intents']) },
  };
  // JSON is YAML.
  return Object.entries(joined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n');
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
