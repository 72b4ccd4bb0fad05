import { describe, expect, it, onTestFinished } from 'vitest';
import { startHotelApi } from '../../../src/playground/hotel-api/start-hotel-api.ts';

async function start() {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const api = await startHotelApi({ clock: () => now });
  onTestFinished(() => api.close());
  const post = async (path: string, body: unknown, key?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
    };
    const answer = await fetch(`${api.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return answer.status;
  };
  return {
    api,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    send: (email: string, key?: string) => post('/codes', { email }, key),
    verify: (email: string, code: string, key?: string) => post('/codes/verify', { email, code }, key),
    outbox: async (accept = 'application/json') =>
      (await fetch(`${api.url}/outbox`, { headers: { accept } })).text(),
    async code(): Promise<string> {
      return /code is (\d{6})/.exec(await this.outbox())?.[1] ?? '';
    },
  };
}

describe('one-time codes', () => {
  it('are sent by e-mail and good once', async () => {
    const desk = await start();
    expect(await desk.send('Sam@example.com')).toBe(202);
    const code = await desk.code();
    expect(await desk.verify('sam@example.com', code)).toBe(200);
    expect(await desk.verify('sam@example.com', code)).toBe(404);
  });

  it('are neither sent nor used up twice by a request that is repeated', async () => {
    const desk = await start();
    await desk.send('sam@example.com', 'turn-1');
    await desk.send('sam@example.com', 'turn-1');
    expect((await desk.outbox()).match(/code is/g)).toHaveLength(1);
    const code = await desk.code();
    expect(await desk.verify('sam@example.com', code, 'turn-2')).toBe(200);
    expect(await desk.verify('sam@example.com', code, 'turn-2')).toBe(200);
    expect(await desk.verify('sam@example.com', code, 'turn-3')).toBe(404);
  });

  it('are refused when wrong, old, tried too often, or of another address', async () => {
    const desk = await start();
    await desk.send('sam@example.com');
    const code = await desk.code();
    const wrong = code === '111111' ? '222222' : '111111';
    expect(await desk.verify('kim@example.com', code)).toBe(404);
    for (let time = 0; time < 5; time += 1) expect(await desk.verify('sam@example.com', wrong)).toBe(422);
    expect(await desk.verify('sam@example.com', code)).toBe(410);
    await desk.send('sam@example.com');
    const next = await desk.code();
    desk.pass(10 * 60_000);
    expect(await desk.verify('sam@example.com', next)).toBe(410);
    expect(await desk.send('no address')).toBe(400);
  });

  it('can be read on a page, whatever stands in an address', async () => {
    const desk = await start();
    await desk.send("o'neil@example.com");
    const page = await desk.outbox('text/html');
    expect(page).toContain('Your code is');
    expect(page).toContain('o&#39;neil@example.com');
  });
});

describe('bookings of a guest', () => {
  it('are listed by address, in any case, and nobody else’s', async () => {
    const { api } = await start();
    const book = (email: string) =>
      fetch(`${api.url}/bookings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          hotel_id: 'grand-plaza',
          arrival: '2026-12-01',
          departure: '2026-12-03',
          guests: 2,
          name: 'Sam',
          email,
        }),
      });
    await book('Sam@example.com');
    await book('kim@example.com');
    const list = async (query: string) => (await fetch(`${api.url}/bookings${query}`)).json();
    expect(await list('?email=sam@EXAMPLE.com')).toMatchObject({ bookings: [{ email: 'Sam@example.com' }] });
    expect(await list('?email=lee@example.com')).toEqual({ bookings: [] });
    expect((await fetch(`${api.url}/bookings`)).status).toBe(400);
  });
});
