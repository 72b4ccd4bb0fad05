import { describe, expect, it } from 'vitest';
import { withDialogflow } from '../../support/dialogflow-fixtures.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { answered, sent } from './support.ts';

const never = new AbortController().signal;

describe('dialogflow-es', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['the draft', {}, 'projects/hotel-aurora-demo/agent/sessions/1-4711'],
    [
      'an environment',
      { environment: 'live' },
      'projects/hotel-aurora-demo/agent/environments/live/users/-/sessions/1-4711',
    ],
    [
      'a region',
      { location: 'europe-west1' },
      'projects/hotel-aurora-demo/locations/europe-west1/agent/sessions/1-4711',
    ],
  ])('asks %s', async (_, settings, path) => {
    const [call] = await sent('dialogflow-es', { settings });
    expect(call?.request['session']).toBe(path);
  });

  const messages = [
    { text: { text: [''] } },
    { text: { text: ['for all'] } },
    { platform: 'TELEGRAM', text: { text: ['for telegram'] } },
    { platform: 'FACEBOOK', text: { text: ['for facebook'] } },
  ];

  it.each<[readonly string[], string]>([
    [['default'], 'for all'],
    [['slack', 'telegram', 'default'], 'for telegram'],
    [['facebook', 'telegram'], 'for facebook'],
    [['slack'], 'the plain one'],
  ])('shows the variants of the first platform of %j for which there are any', async (platforms, said) => {
    const result = await answered(
      'dialogflow-es',
      { fulfillmentMessages: messages, fulfillmentText: 'the plain one' },
      { settings: { platforms } },
    );
    expect(result.replies).toEqual([{ kind: 'text', text: said }]);
  });

  it('passes by a platform whose variants are empty', async () => {
    const empty = [
      { platform: 'FACEBOOK', text: { text: [''] } },
      { platform: 'FACEBOOK', payload: { fields: {} } },
    ];
    const result = await answered(
      'dialogflow-es',
      { fulfillmentMessages: [...empty, messages[1]] },
      { settings: { platforms: ['facebook', 'default'] } },
    );
    expect(result.replies).toEqual([{ kind: 'text', text: 'for all' }]);
  });

  it('tells that a message was of a kind that it does not know', async () => {
    const result = await answered('dialogflow-es', { fulfillmentMessages: [{}, messages[1]] });
    expect(result.replies).toEqual([{ kind: 'text', text: 'for all' }]);
    expect(result.warnings).toEqual([expect.objectContaining({ code: 'unknown-message-type' })]);
  });

  it('says the plain text when no message is left, and which platforms it did not show', async () => {
    const result = await answered('dialogflow-es', {
      fulfillmentMessages: [messages[2]],
      fulfillmentText: 'plain',
    });
    expect(result.replies).toEqual([{ kind: 'text', text: 'plain' }]);
    expect(result.warnings).toEqual([expect.objectContaining({ code: 'platform-not-shown' })]);
  });

  it.each<[string, object, object]>([
    [
      'a fallback intent, although its score is 1',
      { intent: { displayName: 'F', isFallback: true }, intentDetectionConfidence: 1 },
      { fallback: true },
    ],
    [
      'the action of a fallback',
      { intent: { displayName: 'Old' }, action: 'input.unknown', intentDetectionConfidence: 0.9 },
      { fallback: true },
    ],
    [
      'an intent that hands over',
      { intent: { displayName: 'human', liveAgentHandoff: true, endInteraction: true } },
      { handoff: { note: 'intent human' } },
    ],
    [
      'an action that hands over',
      { intent: { displayName: 'x' }, action: 'agent.handoff' },
      { handoff: { note: 'action agent.handoff' } },
    ],
    ['the end', { intent: { displayName: 'bye', endInteraction: true } }, { ended: { resolve: false } }],
    [
      'a question for a parameter',
      { intent: { displayName: 'book' }, allRequiredParamsPresent: false },
      { expectsAnswer: true },
    ],
  ])('%s', async (_, given, expected) => {
    const result = await answered('dialogflow-es', given);
    expect(result).toMatchObject(expected);
    if ('fallback' in expected) expect(result.intent).toBeUndefined();
    if ('handoff' in expected) expect(result.ended).toBeUndefined();
  });

  it('no longer expects an answer when slot filling was cancelled', async () => {
    const given = {
      intent: { displayName: 'book' },
      allRequiredParamsPresent: false,
      cancelsSlotFilling: true,
    };
    expect((await answered('dialogflow-es', given)).expectsAnswer).toBeUndefined();
  });

  it('remembers what the contexts hold, but not Dialogflow’s own nor ours', async () => {
    const context = (name: string, value: string) => ({
      name: `projects/p/agent/sessions/s/contexts/${name}`,
      parameters: {
        fields: { [name]: { stringValue: value }, [`${name}.original`]: { stringValue: 'words' } },
      },
    });
    const outputContexts = [
      'booking',
      'chatwoot',
      '__system_counters__',
      'x_id_dialog_context',
      'x_dialog_params_y',
    ].map((name) => context(name, 'v'));
    expect((await answered('dialogflow-es', { outputContexts })).slots).toEqual({ booking: 'v' });
  });

  it('asks within the dialogue when side sessions are not wanted', async () => {
    await withDialogflow('dialogflow-es', { side_session: false }, async (provider, standIn) => {
      expect(provider.capabilities.understands).toBe(false);
      await provider.respond(providerRequest('hello', { purpose: 'understand' }), never);
      expect(standIn.calls[0]?.request['session']).toMatch(/\/1-4711$/);
    });
  });

  it('resolves at the end when it shall', async () => {
    const settings = { on_end: 'resolve' };
    const result = await answered(
      'dialogflow-es',
      { intent: { displayName: 'bye', endInteraction: true } },
      { settings },
    );
    expect(result.ended).toEqual({ resolve: true });
  });
});
