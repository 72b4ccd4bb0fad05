import { afterEach, describe, expect, it } from 'vitest';
import { isGatewayError } from '../../../src/core/model/gateway-error.ts';
import type { V12StandInOptions } from '../../support/botpress-v12-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { account, openV12House, type V12House } from './v12-house.ts';

const never = new AbortController().signal;

describe('the account of the gateway at Botpress 12', () => {
  let house: V12House;
  afterEach(() => house.close());

  async function open(options: V12StandInOptions = {}): Promise<void> {
    house = await openV12House({ login: account }, options);
  }

  function ask(session: string) {
    return house.provider.respond(providerRequest('hello', { sessionId: session }), never);
  }

  it('logs in once for all who ask at once', async () => {
    await open();
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`s${index}`)));
    expect(house.standIn.logins()).toBe(1);
  });

  it('logs in again shortly before the token ends, by the date in the token', async () => {
    let now = 1_900_000_000_000;
    await open({ clock: () => now, tokenLifeMs: 3_600_000 });
    await ask('a');
    now += 3_600_000 - 61_000;
    await ask('b');
    expect(house.standIn.logins()).toBe(1);
    now += 2_000;
    await ask('c');
    expect(house.standIn.logins()).toBe(2);
  });

  it('logs in again when the token is void before its time', async () => {
    await open();
    await ask('a');
    house.standIn.revokeTokens();
    await Promise.all([ask('b'), ask('c'), ask('d')]);
    expect(house.standIn.logins()).toBe(2);
  });

  it('tells a wrong password apart, and sends nothing to the bot', async () => {
    await open({ account: { ...account, password: 'another' } });
    const error = await ask('a').catch((thrown: unknown) => thrown);
    expect(isGatewayError(error, 'ENGINE_UNAUTHORIZED')).toBe(true);
    expect(house.sent()).toEqual([]);
    expect(await house.provider.check(never)).toContainEqual(
      expect.objectContaining({ level: 'error', hint: expect.stringContaining('login.password') }),
    );
  });
});
