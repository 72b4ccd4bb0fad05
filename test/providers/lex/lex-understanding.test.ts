import { afterEach, describe, expect, it } from 'vitest';
import { providerRequest } from '../../support/provider-requests.ts';
import { type LexHome, never, openLex, SESSION } from './support.ts';

let home: LexHome;
afterEach(() => home.close());

describe('understanding', () => {
  it('leaves the dialogue of the customer where it is', async () => {
    home = await openLex();
    await home.say('book the Park Hotel');
    const aside = await home.say('how much is a suite?', { purpose: 'understand' });
    expect(aside).toMatchObject({ intent: { name: 'ask_price', score: 0.93 }, replies: [] });
    expect(aside.expectsAnswer).toBeUndefined();
    expect(home.standIn.heard(SESSION)).toEqual(['book the Park Hotel']);
    expect((await home.say('Friday')).slots).toMatchObject({ hotel: 'Park Hotel', date: 'Friday' });
  });

  it('takes a new session for each utterance, and the same when a turn is repeated', async () => {
    home = await openLex({ session_prefix: `${'p'.repeat(36)}-cw-` });
    const sessionId = 's'.repeat(36);
    for (const turnId of ['a', 'b', 'a']) {
      await home.provider.respond(
        providerRequest('book', { sessionId, turnId, purpose: 'understand' }),
        never,
      );
    }
    const ids = home.standIn.requests.map(({ path }) => path.split('/')[8] ?? '');
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-zA-Z._:-]{2,100}$/);
  });

  it('tells Lambda functions what it is', async () => {
    home = await openLex();
    await home.say('hello', { purpose: 'understand' });
    expect(home.standIn.requests[0]?.body).toMatchObject({
      requestAttributes: { chatwoot_purpose: 'understand' },
    });
    expect(home.standIn.requests[0]?.body).not.toHaveProperty('sessionState');
  });

  it('asks the beginning of a long text only, whatever the policy', async () => {
    home = await openLex({ text_limit: { characters: 20, over: 'handoff' } });
    const result = await home.say('hello, this is a very long story', { purpose: 'understand' });
    expect(result).toMatchObject({ intent: { name: 'greet' } });
    expect(result.handoff).toBeUndefined();
    expect(home.standIn.requests).toHaveLength(1);
  });

  it('is all that the mode nlu does', async () => {
    home = await openLex({ mode: 'nlu', welcome: { intent: 'greet' } });
    const result = await home.say('book the Park Hotel for two');
    expect(result).toMatchObject({ intent: { name: 'book_hotel' }, replies: [] });
    expect(result.entities.map(({ name, value }) => [name, value])).toEqual([
      ['hotel', 'Park Hotel'],
      ['guests', '2'],
    ]);
    expect((await home.say({ kind: 'opened' })).replies).toEqual([]);
    expect(home.standIn.heard(SESSION)).toEqual([]);
    expect(home.provider.capabilities).toMatchObject({ replies: false, remembers: false, oneAtATime: false });
    expect(home.provider.reset).toBeUndefined();
  });
});
