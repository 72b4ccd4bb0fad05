import { describe, expect, it } from 'vitest';
import { type DialogflowEngine, withDialogflow } from '../../support/dialogflow-fixtures.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { answered, sent } from './support.ts';

const never = new AbortController().signal;
const both = ['dialogflow-es', 'dialogflow-cx'] as const;

const textsOf = (engine: DialogflowEngine, texts: readonly string[]) => {
  const messages = texts.map((text) => ({ text: { text: [text] } }));
  return engine === 'dialogflow-es' ? { fulfillmentMessages: messages } : { responseMessages: messages };
};
const payloadOf = (engine: DialogflowEngine, fields: unknown) =>
  engine === 'dialogflow-es'
    ? { fulfillmentMessages: [{ payload: { fields } }] }
    : { responseMessages: [{ payload: { fields } }] };

describe.each(both)('%s', (engine) => {
  it('sends the language of the customer when the agent has it, else the first that it has', async () => {
    const settings = { languages: ['en', 'pt-BR'] };
    for (const [language, asked] of [
      ['pt_BR', 'pt-BR'],
      ['ja', 'en'],
    ] as const) {
      const [call] = await sent(engine, { settings, request: { language } });
      expect(JSON.stringify(call?.request['queryInput'])).toContain(`"languageCode":"${asked}"`);
    }
  });

  it('sends the time zone, and to the webhook who asks and why', async () => {
    const [call] = await sent(engine, { request: { timeZone: 'Asia/Tokyo', turnId: 't1' } });
    expect(call?.request['queryParams']).toMatchObject({
      timeZone: 'Asia/Tokyo',
      payload: {
        fields: {
          conversation_id: { stringValue: '312' },
          purpose: { stringValue: 'converse' },
          turn_id: { stringValue: 't1' },
        },
      },
    });
  });

  it('opens with the welcome that is configured, or with nothing', async () => {
    const [call] = await sent(engine, {
      content: { kind: 'opened' },
      settings: { welcome: { event: 'HI' } },
    });
    expect(JSON.stringify(call?.request['queryInput'])).toContain('"HI"');
    expect(await sent(engine, { content: { kind: 'opened' }, settings: { welcome: false } })).toEqual([]);
  });

  it('sends the event behind a button that the agent offered, and only then', async () => {
    const button = {
      structValue: {
        fields: {
          type: { stringValue: 'button' },
          text: { stringValue: 'Spa' },
          event: {
            structValue: {
              fields: { [engine === 'dialogflow-es' ? 'name' : 'event']: { stringValue: 'SPA' } },
            },
          },
        },
      },
    };
    const offer = payloadOf(engine, {
      richContent: { listValue: { values: [{ listValue: { values: [button] } }] } },
    });
    await withDialogflow(engine, {}, async (provider, standIn) => {
      standIn.replay([{ serverAnswer: { queryResult: offer } }]);
      const { session } = await provider.respond(providerRequest('hello'), never);
      const choice = { kind: 'choice', value: 'Spa', title: 'Spa' } as const;
      const next = await provider.respond(
        providerRequest(choice, session === undefined ? {} : { session }),
        never,
      );
      await provider.respond(providerRequest(choice), never);
      const inputs = standIn.calls.slice(1).map(({ request }) => JSON.stringify(request['queryInput']));
      expect(inputs[0]).toContain('"SPA"');
      expect(inputs[1]).not.toContain('SPA');
      expect(next.session).toEqual(session);
    });
  });

  it('sends a long text in pieces when it shall: one result, the intent of the piece that was understood', async () => {
    const settings = { text_limit: { characters: 40, over: 'split' } };
    const content = {
      kind: 'text',
      text: 'Well, that was quite a week, my friend. I would like to book a room then.',
    } as const;
    await withDialogflow(engine, settings, async (provider, standIn) => {
      const result = await provider.respond(providerRequest(content), never);
      expect(standIn.calls).toHaveLength(2);
      expect(result.intent?.name).toBe('book_hotel');
      expect(result.fallback).toBeUndefined();
      expect(result.replies).toEqual([{ kind: 'text', text: 'Which hotel, and for which days?' }]);
      expect(result.warnings).toEqual([expect.objectContaining({ code: 'text-too-long' })]);
    });
  });

  it('stops in the middle of a long text when people shall take over', async () => {
    const settings = { text_limit: { characters: 40, over: 'split' } };
    const content = {
      kind: 'text',
      text: 'Please let me talk to a human right now. I would like to book a room.',
    } as const;
    await withDialogflow(engine, settings, async (provider, standIn) => {
      const result = await provider.respond(providerRequest(content), never);
      expect(standIn.calls).toHaveLength(1);
      expect(result.handoff).toBeDefined();
    });
  });

  it('hands a long text over unasked when it shall', async () => {
    const settings = { text_limit: { characters: 20, over: 'handoff' } };
    const content = { kind: 'text', text: 'far too long for twenty' } as const;
    await withDialogflow(engine, settings, async (provider, standIn) => {
      const result = await provider.respond(providerRequest(content), never);
      expect(result).toMatchObject({ handoff: { note: expect.any(String) }, replies: [] });
      expect(standIn.calls).toEqual([]);
    });
  });

  it('cuts a long text at its limit otherwise', async () => {
    const content = { kind: 'text', text: `book a room ${'x'.repeat(600)}` } as const;
    const [call] = await sent(engine, { content });
    const input = JSON.stringify(call?.request['queryInput']);
    expect(/x{2,}/.exec(input)?.[0]).toHaveLength((engine === 'dialogflow-es' ? 256 : 500) - 12);
  });

  it('hands over by a text that is configured, which is not shown', async () => {
    const settings = { handoff: { texts: ['__handoff__'] } };
    const result = await answered(engine, textsOf(engine, ['One moment.', '__handoff__']), { settings });
    expect(result.replies).toEqual([{ kind: 'text', text: 'One moment.' }]);
    expect(result.handoff).toEqual({ note: 'the bot said its handoff text' });
  });

  it('resolves when the agent says so, and says what comes after', async () => {
    const result = await answered(engine, payloadOf(engine, { action: { stringValue: 'resolve' } }));
    expect(result.ended).toEqual({ resolve: true });
  });

  it('reads a payload below the key that is configured', async () => {
    const fields = { gateway: { structValue: { fields: { action: { stringValue: 'handoff' } } } } };
    const result = await answered(engine, payloadOf(engine, fields), {
      settings: { payload_key: 'gateway' },
    });
    expect(result.handoff).toEqual({});
  });

  it('leaves a score out that is not set', async () => {
    const intent = { displayName: 'small_talk' };
    const result = await answered(
      engine,
      engine === 'dialogflow-es' ? { intent } : { match: { matchType: 'INTENT', intent } },
    );
    expect(result.intent).toEqual({ name: 'small_talk' });
  });

  it('keeps its session through an understanding turn', async () => {
    await withDialogflow(engine, {}, async (provider) => {
      const session = { events: { Spa: { name: 'SPA' } }, fields: [] };
      const request = providerRequest('what does it cost?', { purpose: 'understand', session });
      const result = await provider.respond(request, never);
      expect(result).toMatchObject({ intent: { name: 'ask_price' }, replies: [], session });
      expect(result.expectsAnswer).toBeUndefined();
    });
  });

  it('tells an empty answer as one, not as an error', async () => {
    expect(await answered(engine, {})).toMatchObject({ replies: [], alternatives: [], entities: [] });
  });
});
