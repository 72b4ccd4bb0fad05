/** What the customers of the stories say, and what the engine makes of it: intents with scores, and entities. */
export const phrases: Readonly<Record<string, string>> = {
  Hello: 'greet=0.96',
  'What does a room cost?': 'price=0.93',
  'What does a suite cost?': 'price=0.91 room:suite',
  'I want to book a room': 'book=0.94',
  'I want to pay my bill': 'pay=0.9',
  'I want to complain': 'complain=0.92',
  'Let me talk to a person': 'human=0.95',
  'Show me my bookings': 'my_bookings=0.94',
  'Call me back': 'call_back=0.93',
  'That was all, bye': 'bye=0.97',
  // Two intents nearly alike.
  'How about the Park?': 'book=0.72 price=0.68 hotel:Park',
  // Sure of one, but not very.
  'Money matters': 'price=0.45',
  // Nothing that the bot knows.
  Blah: 'greet=0.12',
  'Blah blah': 'price=0.15',
};
