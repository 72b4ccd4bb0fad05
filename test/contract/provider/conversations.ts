import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isGatewayError } from '../../../src/core/model/gateway-error.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { ProviderRequest } from '../../../src/core/ports/provider.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { guarded } from './guarded.ts';
import type { Household, ProviderHouse } from './house.ts';

const CONVERSATIONS = 50;

export function describeConversations(house: ProviderHouse): void {
  describe('conversations', () => {
    let home: Household;
    beforeEach(async () => {
      home = await house.open();
    });
    afterEach(() => home.close());

    it('keeps many at once apart', async () => {
      const { provider } = guarded(home.provider);
      const words = Array.from({ length: CONVERSATIONS }, (_, index) => `Visitor${index}`);
      const recalled = await Promise.all(words.map((word) => recall(provider, house, word)));
      expect(recalled).toEqual(words);
    });

    it('answers with data that survives being stored', async () => {
      const result = await guarded(home.provider).provider.respond(hello, never);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    });

    it('understands without a dialogue when it says that it can', async () => {
      if (!home.provider.capabilities.understands) return;
      const request = providerRequest(house.recall.tell('Visitor'), { purpose: 'understand' });
      const result = await guarded(home.provider).provider.respond(request, never);
      expect(result.replies).toEqual([]);
    });

    it('is not asked by a caller who has left', async () => {
      const { provider } = guarded(home.provider);
      const error = await provider.respond(hello, AbortSignal.abort()).catch((thrown: unknown) => thrown);
      expect(isGatewayError(error, 'ENGINE_ABORTED')).toBe(true);
    });

    it('finds nothing wrong when all is well', async () => {
      const findings = await home.provider.check(never);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    });
  });
}

const never = new AbortController().signal;
const hello: ProviderRequest = providerRequest('hello');

async function recall(
  provider: { respond(request: ProviderRequest, signal: AbortSignal): Promise<NluResult> },
  { recall: { tell, ask, read } }: ProviderHouse,
  word: string,
): Promise<string | undefined> {
  const about = { sessionId: word, turnId: `${word}-1` };
  const told = await provider.respond(providerRequest(tell(word), about), never);
  if (ask === undefined) return read(told);
  const next = { sessionId: word, turnId: `${word}-2`, session: told.session };
  return read(await provider.respond(providerRequest(ask, next), never));
}
