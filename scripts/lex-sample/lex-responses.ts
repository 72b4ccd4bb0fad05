/** What the sample bot says. In front of the gateway's own flows (mode: nlu) none of it is heard. */
export interface LexResponse {
  readonly text?: string;
  /** Title and buttons of a response card. */
  readonly card?: { readonly title: string; readonly buttons: readonly string[] };
  /** Convention of the gateway: docs/providers/lex.md. */
  readonly payload?: Readonly<Record<string, string>>;
}

/** Said when an intent is done; the others are noted. */
export const closings: Readonly<Record<string, readonly LexResponse[]>> = {
  greet: [
    { text: 'Hello! What can I do for you?' },
    { card: { title: 'What can I do for you?', buttons: ['Book a room', 'Talk to a human'] } },
  ],
  book_hotel: [{ text: 'Booked: {hotel}, {date}, for {name} ({email}).' }],
  cancel: [{ text: 'All right, I have stopped.' }],
  change_booking: [{ text: 'Which number does your booking have?' }],
  cancel_booking: [{ text: 'Which number does your booking have?' }],
  ask_price: [{ text: 'Doubles from 90 EUR.' }],
  ask_facilities: [{ text: 'Breakfast is included.' }],
  ask_checkin_checkout: [{ text: 'Check-in from 3 pm, check-out until 11 am.' }],
  talk_to_human: [
    { text: 'I am passing you to a colleague.' },
    { payload: { action: 'handoff', reason: 'user_request' } },
  ],
  bye: [{ text: 'Goodbye, see you soon.' }],
  FallbackIntent: [{ text: 'Could you say that in other words?' }],
};

/** Asked when a slot is required and empty. */
export const prompts: Readonly<Record<string, readonly LexResponse[]>> = {
  hotel: [
    { text: 'Which hotel would you like?' },
    { card: { title: 'Our hotels', buttons: ['Grand Plaza', 'Sea View Inn', 'Park Hotel'] } },
  ],
  date: [{ text: 'For which date?' }],
  name: [{ text: 'Your name, please?' }],
  email: [{ text: 'Your e-mail address, please?' }],
};

/** Slots without which an intent is not done, in the order in which they are asked for. */
export const required: Readonly<Record<string, readonly string[]>> = {
  book_hotel: ['hotel', 'date', 'name', 'email'],
};
