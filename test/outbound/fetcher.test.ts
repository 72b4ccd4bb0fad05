import { afterEach, describe, expect, it } from 'vitest';
import type { FetchRequest } from '../../src/core/ports/fetcher.ts';
import { createFetcher, type FetcherOptions } from '../../src/outbound/fetcher.ts';
import { type EngineHandler, type EngineServer, startEngineServer } from '../support/engine-server.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const never = new AbortController().signal;

async function serve(handler: EngineHandler, options: Partial<FetcherOptions> = {}) {
  const server = await startEngineServer(handler);
  const fetcher = createFetcher({ allowedHosts: [new URL(server.url).host], random: () => 0, ...options });
  opened.push(fetcher, { close: () => server.stop() });
  return { server, fetch: fetcher.fetch };
}

function request(server: EngineServer, more: Partial<FetchRequest> = {}): FetchRequest {
  return {
    method: 'GET',
    url: `${server.url}/hotels?x=1`,
    headers: {},
    timeoutMs: 3000,
    idempotencyKey: 'turn-1/book',
    ...more,
  };
}

/** Answers with these statuses in turn, then 200. */
function statuses(...list: readonly number[]): EngineHandler {
  const left = [...list];
  return () => {
    const status = left.shift();
    return status === undefined ? { status: 200, body: { ok: 1 } } : { status, body: { error: 'e' } };
  };
}

describe('the fetcher', () => {
  it('gives the JSON of the answer', async () => {
    const { server, fetch } = await serve(() => ({ status: 200, body: { hotels: [1, null] } }));
    const result = await fetch(request(server, { headers: { 'x-key': 'k' } }), never);
    expect(result).toEqual({ ok: true, status: 200, body: { hotels: [1, null] } });
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/hotels', headers: { 'x-key': 'k' } });
    expect(server.requests[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('sends a write as JSON with its idempotency key', async () => {
    const { server, fetch } = await serve(() => ({ status: 201, body: { booking_number: 'HB-1' } }));
    const result = await fetch(request(server, { method: 'POST', body: { guests: 2 } }), never);
    expect(result).toMatchObject({ ok: true, status: 201 });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      body: { guests: 2 },
      headers: { 'idempotency-key': 'turn-1/book', 'content-type': 'application/json' },
    });
  });

  it.each([500, 503, 429])('asks again after %i', async (status) => {
    const { server, fetch } = await serve(statuses(status, status));
    expect(await fetch(request(server), never)).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(3);
  });

  it('gives up after three attempts, with status and body', async () => {
    const { server, fetch } = await serve(() => ({ status: 502, body: { error: 'e' } }));
    expect(await fetch(request(server), never)).toEqual({
      ok: false,
      code: 'FETCH_FAILED',
      status: 502,
      detail: 'The answer was HTTP 502.',
      body: { error: 'e' },
    });
    expect(server.requests).toHaveLength(3);
  });

  it.each([400, 401, 404, 409])('does not ask again after %i', async (status) => {
    const { server, fetch } = await serve(statuses(status));
    expect(await fetch(request(server), never)).toMatchObject({ ok: false, status, body: { error: 'e' } });
    expect(server.requests).toHaveLength(1);
  });

  it('never sends a write twice when it may have arrived', async () => {
    const { server, fetch } = await serve(statuses(500));
    expect(await fetch(request(server, { method: 'POST', body: {} }), never)).toMatchObject({ status: 500 });
    server.fault({ kind: 'lost-answer' });
    expect(await fetch(request(server, { method: 'POST', body: {} }), never)).toMatchObject({ ok: false });
    expect(server.requests).toHaveLength(2);
  });

  it('tries a refused connection again, also for a write', async () => {
    let starting: Promise<void> | undefined;
    // Asked for once the first attempt has failed.
    const random = () => {
      starting ??= server.start();
      return 1;
    };
    const { server, fetch } = await serve(statuses(), { random });
    await server.stop();
    const answer = fetch(request(server, { method: 'POST', body: {} }), never);
    expect(await answer).toMatchObject({ ok: true });
    expect(starting).toBeDefined();
  });

  it('repeats a read whose answer got lost', async () => {
    const { server, fetch } = await serve(statuses());
    server.fault({ kind: 'truncated' });
    const answer = fetch(request(server), never);
    await server.nextRequest();
    server.fault(undefined);
    expect(await answer).toMatchObject({ ok: true });
  });

  it('keeps one deadline for all attempts', async () => {
    const { server, fetch } = await serve(statuses());
    server.fault({ kind: 'hang' });
    const result = await fetch(request(server, { timeoutMs: 120 }), never);
    expect(result).toMatchObject({
      ok: false,
      code: 'FETCH_FAILED',
      detail: expect.stringContaining('did not answer within'),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('does not wait for a Retry-After beyond the deadline', async () => {
    const { server, fetch } = await serve(() => ({
      status: 429,
      headers: { 'retry-after': '60' },
      body: {},
    }));
    expect(await fetch(request(server), never)).toMatchObject({ ok: false, status: 429 });
    expect(server.requests).toHaveLength(1);
  });

  it('refuses a host that is not allowed, without a request', async () => {
    const { server, fetch } = await serve(statuses(), { allowedHosts: ['hotels.example'] });
    expect(await fetch(request(server), never)).toMatchObject({ ok: false, code: 'FETCH_NOT_ALLOWED' });
    expect(server.requests).toHaveLength(0);
  });

  it.each([{ kind: 'html' }, { kind: 'not-json' }] as const)('takes JSON only: $kind', async (fault) => {
    const { server, fetch } = await serve(statuses());
    server.fault(fault);
    expect(await fetch(request(server), never)).toMatchObject({ ok: false, code: 'FETCH_FAILED' });
  });

  it('stops reading an answer over the limit', async () => {
    const { server, fetch } = await serve(statuses(), { maxBytes: 1000 });
    server.fault({ kind: 'huge', bytes: 5000 });
    const result = await fetch(request(server), never);
    expect(result).toMatchObject({ ok: false, detail: expect.stringContaining('too large') });
    expect(server.requests).toHaveLength(1);
  });

  it('throws when the gateway stops, so that the turn is repeated instead of failing', async () => {
    const { server, fetch } = await serve(statuses());
    server.fault({ kind: 'hang' });
    const stop = new AbortController();
    const answer = fetch(request(server), stop.signal);
    await server.nextRequest();
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: 'FETCH_ABORTED' });
  });

  it('names no path, query or header in what it reports', async () => {
    const { server, fetch } = await serve(statuses(401));
    const secret = request(server, {
      url: `${server.url}/h?token=s3cret`,
      headers: { authorization: 's3cret' },
    });
    expect(JSON.stringify(await fetch(secret, never))).not.toContain('s3cret');
  });
});
