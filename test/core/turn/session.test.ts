import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationKeyOf, sessionId } from '../../../src/core/turn/session.ts';
import { conversation, NOW } from '../../support/builders.ts';

const botName = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,62}$/);
const id = fc.integer({ min: 1, max: 2 ** 31 }).map(String);

describe('the id of a session', () => {
  it('leads back to its conversation, however long the name of the bot', () => {
    fc.assert(
      fc.property(botName, id, id, fc.nat(), (bot, account, number, later) => {
        const key = `${bot}:${account}:${number}`;
        const session = sessionId(conversation({ key, bot, account, id: number }), NOW + later);
        expect(session).toMatch(/^[A-Za-z0-9_-]{1,36}$/);
        expect(conversationKeyOf(bot, session)).toBe(key);
      }),
    );
  });

  it.each(['', 'hotel', 'hotel-1', '1-312', 'hotel-1-312-', 'shop-1-312-abc', `${'h'.repeat(40)}-1-312-abc`])(
    'leads nowhere when it is none: %s',
    (session) => {
      expect(conversationKeyOf('hotel', session)).toBeUndefined();
    },
  );

  it('never throws, whatever an engine says', () => {
    fc.assert(fc.property(fc.string(), (session) => void conversationKeyOf('hotel', session)));
  });
});
