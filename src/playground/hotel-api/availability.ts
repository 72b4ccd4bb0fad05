import { CURRENCY, type Hotel } from './hotels.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_GUESTS = 4;
const MAX_NIGHTS = 30;
/** The hotels' own zone: what "today" means. */
const TIME_ZONE = 'Europe/Berlin';

export interface Stay {
  /** `YYYY-MM-DD` */
  readonly arrival: string;
  readonly departure: string;
  readonly guests: number;
}

/** A refusal is an answer, with the reason in a sentence for the guest. */
export interface Availability {
  readonly available: boolean;
  /** For the whole stay; null when it cannot be booked. */
  readonly price: number | null;
  readonly currency: string;
  readonly nights: number;
  readonly reason?: string;
}

/** Depends on the hotel, the dates and today alone, so that samples and tests can rely on it. */
export function checkAvailability(hotel: Hotel, stay: Stay, now: number): Availability {
  const nights = countNights(stay);
  const reason = refusal(hotel, stay, nights, now);
  if (reason !== undefined) return { available: false, price: null, currency: CURRENCY, nights, reason };
  const perNight = hotel.priceFrom + Math.max(0, stay.guests - 2) * hotel.extraGuest;
  return { available: true, price: perNight * nights, currency: CURRENCY, nights };
}

function countNights(stay: Stay): number {
  return Math.round((Date.parse(stay.departure) - Date.parse(stay.arrival)) / DAY_MS);
}

function refusal(hotel: Hotel, stay: Stay, nights: number, now: number): string | undefined {
  if (stay.arrival < today(now)) return 'The arrival date is in the past.';
  if (nights < 1) return 'The departure must be after the arrival.';
  if (nights > MAX_NIGHTS) return `A stay may have at most ${MAX_NIGHTS} nights.`;
  if (stay.guests > MAX_GUESTS) return `A room takes at most ${MAX_GUESTS} guests.`;
  for (let index = 0; index < nights; index += 1) {
    const night = new Date(Date.parse(stay.arrival) + index * DAY_MS);
    const closed = hotel.closedOn({
      weekday: night.getUTCDay(),
      month: night.getUTCMonth() + 1,
      day: night.getUTCDate(),
    });
    if (closed !== undefined) return closed;
  }
  return undefined;
}

/** The Canadian locale writes dates as ISO does. */
function today(now: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(now);
}
