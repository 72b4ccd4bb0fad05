import { describe, expect, it, onTestFinished } from 'vitest';
import { startHotelApi } from '../../../src/playground/hotel-api/start-hotel-api.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

/** All fields that any answer here may have. */
interface AnswerBody {
  readonly hotels: readonly { readonly name: string; readonly image_url: string }[];
  readonly available: boolean;
  readonly price: number | null;
  readonly booking_number: string;
}

async function readBody(response: Response): Promise<AnswerBody> {
  return JSON.parse(await response.text());
}

async function start() {
  const api = await startHotelApi({ clock: () => NOW });
  onTestFinished(() => api.close());
  const get = async (path: string) => {
    const response = await fetch(`${api.url}${path}`);
    return { status: response.status, body: await readBody(response) };
  };
  const book = async (changes: Record<string, unknown> = {}, key?: string) => {
    const response = await fetch(`${api.url}/bookings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
      body: JSON.stringify({ ...request, ...changes }),
    });
    return { status: response.status, body: await readBody(response) };
  };
  const stay = async (query: Record<string, string>, hotel = 'park-hotel') => {
    const parameters = new URLSearchParams({
      arrival: '2026-11-24',
      departure: '2026-11-26',
      guests: '2',
      ...query,
    });
    return get(`/hotels/${hotel}/availability?${parameters}`);
  };
  return { api, get, book, stay };
}

const request = {
  hotel_id: 'park-hotel',
  arrival: '2026-11-24',
  departure: '2026-11-26',
  guests: 2,
  name: 'Ana Silva',
  email: 'ana@example.org',
  comments: 'A quiet room',
};

describe('hotels', () => {
  it('lists the three hotels with pictures that exist', async () => {
    const { get } = await start();
    const { body } = await get('/hotels');
    expect(body.hotels.map(({ name }) => name)).toEqual(['Grand Plaza', 'Sea View Inn', 'Park Hotel']);
    for (const hotel of body.hotels) {
      expect(hotel).toMatchObject({
        id: expect.any(String),
        price_from: expect.any(Number),
        currency: 'EUR',
      });
      const picture = await fetch(hotel.image_url);
      expect(picture.headers.get('content-type')).toBe('image/svg+xml');
      expect(await picture.text()).toMatch(/^<svg /);
    }
  });

  it('serves nothing but its own pictures', async () => {
    const { get } = await start();
    expect((await get('/images/..%2Fhotels.ts')).status).toBe(404);
    expect((await get('/images/nothing.svg')).status).toBe(404);
  });
});

describe('availability', () => {
  it('has a price for the whole stay', async () => {
    const { stay } = await start();
    expect(await stay({})).toEqual({
      status: 200,
      body: { available: true, price: 180, currency: 'EUR', nights: 2 },
    });
    expect((await stay({ guests: '4' })).body.price).toBe(260);
  });

  it.each([
    [{ arrival: '2026-11-21' }, 'The arrival date is in the past.'],
    [{ departure: '2026-11-24' }, 'The departure must be after the arrival.'],
    [{ departure: '2027-11-24' }, 'A stay may have at most 30 nights.'],
    [{ guests: '5' }, 'A room takes at most 4 guests.'],
    [{ departure: '2026-11-30' }, 'The Park Hotel is full on Saturday nights.'],
  ])('refuses %j with a reason', async (query, reason) => {
    const { stay } = await start();
    expect(await stay(query)).toMatchObject({ status: 200, body: { available: false, price: null, reason } });
  });

  it('takes today, and a stay that ends on a full Saturday', async () => {
    const { stay } = await start();
    expect((await stay({ arrival: '2026-11-22' })).body.available).toBe(true);
    expect((await stay({ departure: '2026-11-28' })).body.available).toBe(true);
    expect(
      (await stay({ arrival: '2027-01-04', departure: '2027-01-05' }, 'sea-view-inn')).body.available,
    ).toBe(false);
  });

  it('says which value it cannot read', async () => {
    const { stay } = await start();
    expect(await stay({ arrival: 'tomorrow' })).toEqual({
      status: 400,
      body: { error: 'arrival: expected YYYY-MM-DD' },
    });
    expect((await stay({}, 'no-hotel')).status).toBe(404);
  });
});

describe('bookings', () => {
  it('books, and shows the booking', async () => {
    const { book, get, api } = await start();
    const { status, body } = await book();
    expect(status).toBe(201);
    expect(body.booking_number).toMatch(/^HB-\d{6}$/);
    const shown = await get(`/bookings/${body.booking_number}`);
    expect(shown.body).toMatchObject({ hotel: 'Park Hotel', price: 180, name: 'Ana Silva' });
    expect(api.bookings).toHaveLength(1);
    expect((await get('/bookings/HB-000000')).status).toBe(404);
  });

  it('honours the idempotency key, and refuses it for another booking', async () => {
    const { book, api } = await start();
    const first = await book({}, 'key');
    expect((await book({}, 'key')).body).toEqual(first.body);
    expect((await book({ guests: 3 }, 'key')).status).toBe(422);
    expect(api.bookings).toHaveLength(1);
    expect((await book()).body.booking_number).not.toBe(first.body.booking_number);
  });

  it.each([
    [{ email: 'no address' }, 422, 'email: not an e-mail address'],
    [{ name: ' ' }, 422, 'name: missing'],
    [{ hotel_id: 'nowhere' }, 404, 'There is no such hotel.'],
    [{ guests: 9 }, 409, 'A room takes at most 4 guests.'],
  ])('refuses %j', async (changes, status, error) => {
    const { book, api } = await start();
    expect(await book(changes)).toEqual({ status, body: { error } });
    expect(api.bookings).toEqual([]);
  });

  it('fails as told: a status, or a booking whose answer is lost', async () => {
    const { book, get, api } = await start();
    api.fail({ path: '/hotels', status: 503, times: 2 });
    expect((await get('/hotels')).status).toBe(503);
    expect((await get('/hotels')).status).toBe(503);
    expect((await get('/hotels')).status).toBe(200);
    api.fail({ path: '/bookings', dropAnswer: true });
    await expect(book({}, 'key')).rejects.toThrow();
    expect((await book({}, 'key')).status).toBe(201);
    expect(api.bookings).toHaveLength(1);
  });
});
