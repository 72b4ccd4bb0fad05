import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import { engineContext } from '../../../src/core/turn/engine-context.ts';
import { conversation } from '../../support/builders.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { guarded } from './guarded.ts';
import type { RemoteHousehold, RemoteProviderHouse } from './house.ts';

/** Everything that is known of somebody; what begins with `unlisted` must not leave. */
const somebody: Conversation = conversation({
  contact: {
    id: 'unlisted-contact-id',
    name: 'unlisted-name',
    email: 'unlisted@person.example',
    phone: '+49 30 unlisted',
    identifier: 'unlisted-identifier',
    verified: true,
    blocked: false,
    attributes: { plan: 'listed-gold-7', debt: 'unlisted-debt' },
  },
  attributes: { order_id: 'listed-order-9', margin: 'unlisted-margin' },
  labels: ['unlisted-label'],
  pageUrl: 'https://shop.example/unlisted-page',
  team: { id: '3', name: 'unlisted-team' },
  assignee: { kind: 'person', id: '4', name: 'unlisted-agent' },
});

const listed = { context: { contact: ['plan', 'absent'], conversation: ['order_id'] } };

/** An adapter sends what is listed and nothing else, even if it were handed everything. */
export function describePrivacy(house: RemoteProviderHouse): void {
  describe('privacy', () => {
    let home: RemoteHousehold;
    beforeEach(async () => {
      home = await house.open();
    });
    afterEach(() => home.close());

    it('lets out what is listed and nothing else', async () => {
      const sent = received(home);
      await guarded(home.provider).provider.respond(
        providerRequest('hello', { conversation: somebody, context: engineContext(somebody, listed) }),
        new AbortController().signal,
      );
      const text = sent();
      expect(text.length).toBeGreaterThan(2);
      expect(text).not.toContain('unlisted');
      if (!home.provider.capabilities.replies) return;
      expect(text).toContain('listed-gold-7');
      expect(text).toContain('listed-order-9');
    });
  });
}

/** All that the stand-in has received by the time it is asked, as text. */
function received({ standIn }: RemoteHousehold): () => string {
  const requests: unknown[] = [];
  const next = (request: unknown) => {
    requests.push(request);
    void standIn.nextRequest().then(next);
  };
  void standIn.nextRequest().then(next);
  return () => requests.map(asText).join('\n');
}

function asText(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => (part instanceof Uint8Array ? readable(part) : part)) ?? ''
  );
}

function readable(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
