import { afterEach, describe, expect, it } from 'vitest';
import { lexFailure } from '../../support/lex-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { type LexHome, never, openLex } from './support.ts';

let home: LexHome;
afterEach(() => home.close());

describe('repetition', () => {
  it.each([
    [409, 'ConflictException'],
    [429, 'ThrottlingException'],
  ])('once after %d %s, which moved nothing', async (status, type) => {
    home = await openLex();
    home.standIn.script([lexFailure(status, type)]);
    expect((await home.say('hello')).intent?.name).toBe('greet');
    expect(home.standIn.requests).toHaveLength(2);
  });

  it('not a second time', async () => {
    home = await openLex();
    home.standIn.script([lexFailure(409, 'ConflictException'), lexFailure(409, 'ConflictException')]);
    await expect(home.say('hello')).rejects.toMatchObject({ code: 'ENGINE_NOT_READY' });
    expect(home.standIn.requests).toHaveLength(2);
  });

  it.each([
    [400, 'ValidationException'],
    [424, 'DependencyFailedException'],
    [500, 'InternalServerException'],
    [502, 'BadGatewayException'],
    [503, 'ServiceUnavailable'],
  ])('never after %d %s, which may have acted', async (status, type) => {
    home = await openLex();
    home.standIn.script([lexFailure(status, type)]);
    await expect(home.say('hello')).rejects.toThrow(type);
    expect(home.standIn.requests).toHaveLength(1);
  });

  it('not when it is switched off, nor when Lex says when to come back', async () => {
    home = await openLex({ retries: 0 });
    home.standIn.script([lexFailure(409, 'ConflictException')]);
    await expect(home.say('hello')).rejects.toMatchObject({ code: 'ENGINE_NOT_READY' });
    await home.close();
    home = await openLex();
    const { headers, ...answer } = lexFailure(429, 'ThrottlingException');
    home.standIn.script([{ ...answer, headers: { ...headers, 'retry-after': '3' } }]);
    await expect(home.say('hello')).rejects.toMatchObject({ code: 'ENGINE_THROTTLED', retryAfterMs: 3_000 });
  });

  it('ends when the caller leaves during the pause', async () => {
    home = await openLex();
    home.standIn.script([lexFailure(429, 'ThrottlingException')]);
    const leaving = new AbortController();
    const asked = home.standIn.nextRequest();
    const answer = home.provider.respond(providerRequest('hello'), AbortSignal.any([leaving.signal, never]));
    await asked;
    leaving.abort();
    await expect(answer).rejects.toMatchObject({ code: 'ENGINE_ABORTED' });
    expect(home.standIn.requests).toHaveLength(1);
  });
});
