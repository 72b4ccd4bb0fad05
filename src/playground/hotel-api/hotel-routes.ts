import { readFile } from 'node:fs/promises';
import { type Answer, HttpProblem } from '../small-http/http-exchange.ts';
import { createRouteTable, type RouteRequest } from '../small-http/route-table.ts';
import { checkAvailability } from './availability.ts';
import type { BookingBook } from './booking-book.ts';
import { type CodeContext, sendCode, showOutbox, verifyCode } from './code-routes.ts';
import { bookingSchema, staySchema } from './hotel-api-schemas.ts';
import { CURRENCY, type Hotel, hotels } from './hotels.ts';

export interface HotelContext extends CodeContext {
  readonly book: BookingBook;
  readonly now: () => number;
  readonly publicUrl: string;
}

const table = createRouteTable<HotelContext>([
  { method: 'GET', pattern: '/hotels', handle: listHotels },
  { method: 'GET', pattern: '/hotels/:id/availability', handle: showAvailability },
  { method: 'POST', pattern: '/bookings', handle: createBooking },
  { method: 'GET', pattern: '/bookings', handle: listBookings },
  { method: 'GET', pattern: '/bookings/:number', handle: showBooking },
  { method: 'POST', pattern: '/codes', handle: sendCode },
  { method: 'POST', pattern: '/codes/verify', handle: verifyCode },
  { method: 'GET', pattern: '/outbox', handle: showOutbox },
  { method: 'GET', pattern: '/images/:name', handle: showImage },
]);

/** @throws HttpProblem */
export async function answerHotelRoute(context: HotelContext, request: RouteRequest): Promise<Answer> {
  const found = table.find(request.method, request.path);
  if (!found) throw new HttpProblem(404, { error: 'There is no such page.' });
  return found.route.handle(context, request, ...found.ids);
}

function listHotels(context: HotelContext): Answer {
  return { status: 200, body: { hotels: hotels.map((hotel) => describeHotel(context, hotel)) } };
}

function describeHotel(context: HotelContext, hotel: Hotel) {
  return {
    id: hotel.id,
    name: hotel.name,
    description: hotel.description,
    image_url: `${context.publicUrl}/images/${hotel.id}.svg`,
    price_from: hotel.priceFrom,
    currency: CURRENCY,
  };
}

function showAvailability(context: HotelContext, request: RouteRequest, id: string): Answer {
  const hotel = hotels.find((candidate) => candidate.id === id);
  if (!hotel) throw new HttpProblem(404, { error: 'There is no such hotel.' });
  const stay = staySchema.safeParse(Object.fromEntries(request.query));
  if (!stay.success) throw new HttpProblem(400, { error: firstProblem(stay.error) });
  return { status: 200, body: checkAvailability(hotel, stay.data, context.now()) };
}

function createBooking(context: HotelContext, request: RouteRequest): Answer {
  const booking = bookingSchema.safeParse(request.body.params);
  if (!booking.success) throw new HttpProblem(422, { error: firstProblem(booking.error) });
  const key = request.headers['idempotency-key'];
  return {
    status: 201,
    body: context.book.book(booking.data, typeof key === 'string' ? key : undefined),
  };
}

const firstProblem = (error: { issues: readonly { message: string }[] }) =>
  error.issues[0]?.message ?? 'The request is not valid.';

/** Of one guest. Who may see them is the caller's to decide. */
function listBookings(context: HotelContext, request: RouteRequest): Answer {
  const email = request.query.get('email')?.toLowerCase();
  if (!email) throw new HttpProblem(400, { error: 'email: missing' });
  const bookings = context.book.all.filter((booking) => booking.email.toLowerCase() === email);
  return { status: 200, body: { bookings } };
}

function showBooking(context: HotelContext, _request: RouteRequest, number: string): Answer {
  const booking = context.book.find(number);
  if (!booking) throw new HttpProblem(404, { error: 'There is no such booking.' });
  return { status: 200, body: booking };
}

/** Only the hotels' own pictures exist. */
async function showImage(_context: HotelContext, _request: RouteRequest, name: string): Promise<Answer> {
  const hotel = hotels.find((candidate) => `${candidate.id}.svg` === name);
  if (!hotel) throw new HttpProblem(404, { error: 'There is no such picture.' });
  const data = await readFile(new URL(`./images/${hotel.id}.svg`, import.meta.url));
  return {
    status: 200,
    raw: { contentType: 'image/svg+xml', data },
    headers: { 'cache-control': 'max-age=3600' },
  };
}
