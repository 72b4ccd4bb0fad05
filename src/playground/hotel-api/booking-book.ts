import { HttpProblem } from '../small-http/http-exchange.ts';
import { checkAvailability } from './availability.ts';
import type { BookingRequest } from './hotel-api-schemas.ts';
import { CURRENCY, hotels } from './hotels.ts';

const FIRST_NUMBER = 482_100;

export interface Booking {
  /** `HB-` and six digits. */
  readonly booking_number: string;
  readonly hotel_id: string;
  readonly hotel: string;
  readonly arrival: string;
  readonly departure: string;
  readonly guests: number;
  readonly name: string;
  readonly email: string;
  readonly comments: string | null;
  readonly price: number;
  readonly currency: string;
}

export interface BookingBook {
  readonly all: readonly Booking[];
  /** The same key with the same request is the same booking. @throws HttpProblem 404, 409, 422 */
  book(request: BookingRequest, idempotencyKey: string | undefined): Booking;
  find(number: string): Booking | undefined;
}

export function createBookingBook(now: () => number): BookingBook {
  const all: Booking[] = [];
  const byKey = new Map<string, { readonly request: string; readonly booking: Booking }>();
  return {
    all,
    book(request, idempotencyKey) {
      const fingerprint = JSON.stringify(request);
      const known = idempotencyKey === undefined ? undefined : byKey.get(idempotencyKey);
      if (known && known.request !== fingerprint) {
        throw new HttpProblem(422, { error: 'This Idempotency-Key was used for another booking.' });
      }
      if (known) return known.booking;
      const booking = makeBooking(request, `HB-${FIRST_NUMBER + all.length + 1}`, now());
      all.push(booking);
      if (idempotencyKey !== undefined) byKey.set(idempotencyKey, { request: fingerprint, booking });
      return booking;
    },
    find: (number) => all.find((booking) => booking.booking_number === number.toUpperCase()),
  };
}

function makeBooking(request: BookingRequest, number: string, now: number): Booking {
  const hotel = hotels.find((candidate) => candidate.id === request.hotel_id);
  if (!hotel) throw new HttpProblem(404, { error: 'There is no such hotel.' });
  const offer = checkAvailability(hotel, request, now);
  if (offer.price === null) throw new HttpProblem(409, { error: offer.reason });
  return {
    booking_number: number,
    hotel_id: hotel.id,
    hotel: hotel.name,
    arrival: request.arrival,
    departure: request.departure,
    guests: request.guests,
    name: request.name,
    email: request.email,
    comments: request.comments ?? null,
    price: offer.price,
    currency: CURRENCY,
  };
}
