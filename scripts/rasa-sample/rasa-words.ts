/** What the Rasa sample says where it has the floor (mode: dialogue). In front of the gateway's flows none of it is heard. */

/** By intent. `book_hotel` opens the form, `talk_to_human` hands over. */
export const answers: Readonly<Record<string, string>> = {
  greet: 'Hello! I can book you a room, or answer questions about our hotels.',
  inform: 'Thank you. Would you like to book a room? Just say so.',
  affirm: 'Fine! What can I do for you?',
  deny: 'All right. What else can I do for you?',
  cancel: 'All right, I have stopped.',
  change_booking: 'I can change your booking: which number does it have?',
  cancel_booking: 'I can cancel your booking: which number does it have?',
  my_bookings: 'I can look up your bookings: which e-mail address did you give?',
  ask_price: 'Doubles start at 90 € a night.',
  ask_facilities: 'All our hotels offer breakfast and free wifi.',
  ask_checkin_checkout: 'Rooms are ready from 3 pm. Please leave them by 11 am.',
  bye: 'Good-bye, and have a nice day!',
};

/** What the booking form asks for, in its order. */
export const questions: Readonly<Record<string, string>> = {
  hotel: 'Which hotel would you like?',
  date: 'For which day?',
  guests: 'For how many guests?',
  name: 'Which name shall I put on the booking?',
  email: 'Which e-mail address should the confirmation go to?',
};

export const submitted = 'Noted: {hotel}, {date}, for {guests}, in the name of {name} ({email}).';
export const handover = 'One moment please, I am getting a colleague for you.';
export const rephrase = 'Sorry, could you say that in other words?';
export const silenceBreaker = 'Sorry, I did not understand that.';

/** `utter_ask_<slot>` is how Rasa finds the questions of a form: answers keep out of the way of that name. */
export function responseName(intent: string): string {
  return `utter_${intent.replace(/^ask_/, 'about_')}`;
}
