import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/core/model/gateway-error.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { faults } from './faults.ts';
import { guarded } from './guarded.ts';
import type { RemoteHousehold, RemoteProviderHouse } from './house.ts';

export function describeFailures(house: RemoteProviderHouse): void {
  describe('failures', () => {
    let home: RemoteHousehold;
    beforeEach(async () => {
      home = await house.open();
    });
    afterEach(() => home.close());

    it.each(faults)('%s', async (name, fault, common) => {
      const code = house.codes?.[name] ?? common;
      home.standIn.fault(fault);
      const { provider, observations } = guarded(home.provider, { retries: 0 });
      const error = await failure(provider.respond(hello, never));
      expect(error.code).toBe(code);
      expect(observations).toContainEqual(expect.objectContaining({ kind: 'engine-answered', code }));
    });

    it('tells when to come back', async () => {
      home.standIn.fault({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
      const error = await failure(home.provider.respond(hello, never));
      expect(error.retryAfterMs).toBe(7_000);
    });

    it('honours the deadline', async () => {
      home.standIn.fault({ kind: 'hang' });
      const error = await failure(guarded(home.provider, { timeoutMs: 80 }).provider.respond(hello, never));
      expect(error.code).toBe('ENGINE_TIMEOUT');
    });

    it('lets the caller leave at any moment', async () => {
      home.standIn.fault({ kind: 'hang' });
      const leaving = new AbortController();
      const arrived = home.standIn.nextRequest();
      const answer = failure(guarded(home.provider).provider.respond(hello, leaving.signal));
      await arrived;
      leaving.abort();
      expect((await answer).code).toBe('ENGINE_ABORTED');
    });

    it('connects again after the engine restarts', async () => {
      const { provider } = guarded(home.provider, { retries: 0 });
      await provider.respond(hello, never);
      await home.standIn.stop();
      const error = await failure(provider.respond(hello, never));
      expect(error.code).toBe('ENGINE_UNREACHABLE');
      await home.standIn.start();
      expect((await provider.respond(hello, never)).warnings).toEqual([]);
    });

    it('knows that a refused connection carried nothing', async () => {
      await home.standIn.stop();
      const error = await failure(home.provider.respond(hello, never));
      expect(error).toMatchObject({ code: 'ENGINE_UNREACHABLE', neverSent: true });
    });

    it('serves one session one request at a time, in order', async () => {
      if (!home.provider.capabilities.oneAtATime) return;
      const { provider } = guarded(home.provider);
      const done: number[] = [];
      const ask = async (index: number) => {
        await provider.respond(providerRequest('hello', { turnId: `t${index}` }), never);
        done.push(index);
      };
      await Promise.all([0, 1, 2, 3, 4].map(ask));
      expect(done).toEqual([0, 1, 2, 3, 4]);
      expect(home.mostAtOnce(hello.sessionId)).toBe(1);
    });

    it.each(faults)('a check under %s is a finding', async (_, fault) => {
      home.standIn.fault(fault);
      const findings = await home.provider.check(never);
      expect(findings.some(({ level }) => level === 'error')).toBe(true);
    });

    it('a check of an engine that is gone is a finding with a hint', async () => {
      await home.standIn.stop();
      const findings = await home.provider.check(never);
      expect(findings).toContainEqual(expect.objectContaining({ level: 'error', hint: expect.any(String) }));
    });
  });
}

const never = new AbortController().signal;
const hello = providerRequest('hello');

async function failure(answer: Promise<unknown>): Promise<GatewayError> {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GatewayError) return error;
  throw new Error('A coded error was expected.', { cause: error });
}
