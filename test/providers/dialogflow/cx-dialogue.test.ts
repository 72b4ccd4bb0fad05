import { describe, expect, it } from 'vitest';
import { withDialogflow } from '../../support/dialogflow-fixtures.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { answered, sent } from './support.ts';

const never = new AbortController().signal;

describe('dialogflow-cx', () => {
  const agent =
    'projects/hotel-aurora-demo/locations/europe-west3/agents/3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f';

  it.each<[string, Record<string, unknown>, string]>([
    ['the draft', {}, `${agent}/sessions/1-4711`],
    ['an environment', { environment: 'e1' }, `${agent}/environments/e1/sessions/1-4711`],
  ])('asks %s', async (_, settings, path) => {
    const [call] = await sent('dialogflow-cx', { settings });
    expect(call?.request['session']).toBe(path);
  });

  it('asks versions of flows, a channel, and for how long to remember', async () => {
    const settings = { flow_versions: { f1: 'v2' }, channel: 'web', session_ttl_s: 3600, sentiment: true };
    const [call] = await sent('dialogflow-cx', { settings });
    expect(call?.request['queryParams']).toMatchObject({
      flowVersions: [`${agent}/flows/f1/versions/v2`],
      channel: 'web',
      sessionTtl: { seconds: '3600' },
      analyzeQueryTextSentiment: true,
    });
  });

  it('opens with the welcome intent that every agent has', async () => {
    const [call] = await sent('dialogflow-cx', { content: { kind: 'opened' } });
    expect(call?.request['queryInput']).toMatchObject({
      intent: { intent: `${agent}/intents/00000000-0000-0000-0000-000000000000` },
    });
  });

  it('sends the values of an event as parameters, and no customer replaces a listed attribute', async () => {
    const content = { kind: 'event', name: 'PAID', values: { amount: 5, contact_plan: 'free' } } as const;
    const [call] = await sent('dialogflow-cx', {
      content,
      request: { context: { contact: { plan: 'gold' } } },
    });
    expect(call?.request['queryParams']).toMatchObject({
      parameters: { fields: { amount: { numberValue: 5 }, contact_plan: { stringValue: 'gold' } } },
    });
  });

  it('sends the values of a form that the agent showed as parameters, and no others', async () => {
    const content = {
      kind: 'form',
      values: { guests: '2', is_vip: 'true', contact_plan: 'platinum' },
    } as const;
    const session = { events: {}, fields: ['guests', 'contact_plan'] };
    const request = { session, context: { contact: { plan: 'gold' } } };
    const [call] = await sent('dialogflow-cx', { content, request });
    expect(call?.request['queryParams']).toMatchObject({
      parameters: { fields: { guests: { stringValue: '2' }, contact_plan: { stringValue: 'gold' } } },
    });
    const { parameters } = Object(call?.request['queryParams']);
    expect(Object.keys(parameters.fields).toSorted()).toEqual(['contact_plan', 'guests']);
  });

  it('expects no answer after the last page, whatever filled it', async () => {
    const given = { match: { matchType: 'PARAMETER_FILLING' }, currentPage: { displayName: 'End Session' } };
    const result = await answered('dialogflow-cx', given);
    expect(result.expectsAnswer).toBeUndefined();
    expect(result.ended).toEqual({ resolve: false });
  });

  it('takes our own parameters for no news', async () => {
    const parameters = { fields: { contact_plan: { stringValue: 'gold' }, nights: { numberValue: 2 } } };
    const request = { context: { contact: { plan: 'gold' } } };
    expect((await answered('dialogflow-cx', { parameters }, { request })).slots).toEqual({ nights: 2 });
  });

  it.each<[string, object, object]>([
    [
      'no match, whatever its score',
      { match: { matchType: 'NO_MATCH', confidence: 0.9, intent: { displayName: 'x' } } },
      { fallback: true },
    ],
    ['no input', { match: { matchType: 'NO_INPUT' } }, { fallback: true }],
    [
      'a form that asks',
      { responseMessages: [{ responseType: 'PARAMETER_PROMPT', text: { text: ['When?'] } }] },
      { expectsAnswer: true },
    ],
    ['a handoff without metadata', { responseMessages: [{ liveAgentHandoff: {} }] }, { handoff: {} }],
    ['the last page', { currentPage: { displayName: 'End Session' } }, { ended: { resolve: false } }],
    [
      'a transfer by telephone',
      { responseMessages: [{ telephonyTransferCall: { phoneNumber: '+15550100' } }] },
      { handoff: { note: 'transfer to +15550100' } },
    ],
  ])('%s', async (_, given, expected) => {
    const result = await answered('dialogflow-cx', given);
    expect(result).toMatchObject(expected);
    if ('fallback' in expected) expect(result.intent).toBeUndefined();
  });

  it('hands over when a playbook escalates, if it shall', async () => {
    const given = { traceBlocks: [{ endState: 'OUTPUT_STATE_ESCALATED' }], match: { matchType: 'PLAYBOOK' } };
    expect((await answered('dialogflow-cx', given)).handoff).toBeUndefined();
    const settings = { handoff: { escalated_playbook: true } };
    expect((await answered('dialogflow-cx', given, { settings })).handoff).toBeDefined();
    const [call] = await sent('dialogflow-cx', { settings });
    expect(call?.request['responseView']).toBe('DETECT_INTENT_RESPONSE_VIEW_FULL');
  });

  it('names the candidates that the diagnostic information tells', async () => {
    const candidate = (name: string, score: number) => ({
      structValue: { fields: { DisplayName: { stringValue: name }, Score: { numberValue: score } } },
    });
    const values = [candidate('book', 0.7), candidate('price', 0.6)];
    const diagnosticInfo = { fields: { 'Alternative Matched Intents': { listValue: { values } } } };
    const match = { matchType: 'INTENT', confidence: 0.7, intent: { displayName: 'book' } };
    const result = await answered('dialogflow-cx', { diagnosticInfo, match });
    expect(result.alternatives).toEqual([{ name: 'price', score: 0.6 }]);
  });

  it('names the candidates of MatchIntent, and changes nothing by asking', async () => {
    await withDialogflow('dialogflow-cx', {}, async (provider, standIn) => {
      const match = (displayName: string, confidence: number) => ({
        matchType: 'INTENT',
        confidence,
        intent: { displayName },
      });
      standIn.replay([{ serverAnswer: { matches: [match('book', 0.8), match('price', 0.7)] } }]);
      const result = await provider.respond(providerRequest('hm', { purpose: 'understand' }), never);
      expect(result).toMatchObject({
        intent: { name: 'book', score: 0.8 },
        alternatives: [{ name: 'price', score: 0.7 }],
      });
      expect(standIn.calls[0]?.method).toMatch(/\/MatchIntent$/);
      expect(standIn.calls[0]?.request['persistParameterChanges']).toBe(false);
    });
  });
});
