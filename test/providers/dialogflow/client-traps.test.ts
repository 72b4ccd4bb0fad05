import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { createProvider } from '../../../src/providers/registry.ts';
import { common, type DialogflowEngine } from '../../support/dialogflow-fixtures.ts';
import { type DialogflowStandIn, startDialogflowStandIn } from '../../support/dialogflow-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';

const never = new AbortController().signal;

describe.each(['dialogflow-es', 'dialogflow-cx'] as const)('traps of the client: %s', (engine) => {
  let standIn: DialogflowStandIn;
  let provider: Provider;

  beforeEach(async () => {
    standIn = await startDialogflowStandIn();
    provider = await open({});
  });
  afterEach(async () => {
    await provider.close?.();
    await standIn.stop();
  });

  async function open(over: Record<string, unknown>): Promise<Provider> {
    const settings = { ...common(engine), api_endpoint: standIn.url, ...over };
    return createProvider(engine, settings, { clock: Date.now, baseFolder: '.' });
  }

  it('sends a question once: the library would send it again for minutes when the service is unavailable', async () => {
    standIn.fault({ code: 14, details: 'The service is currently unavailable.' });
    await expect(provider.respond(providerRequest('hello'), never)).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      neverSent: false,
    });
    expect(standIn.calls).toHaveLength(1);
  });

  it('gives up at its own deadline', async () => {
    standIn.fault({ kind: 'hang' });
    const impatient = await open({ timeout_ms: 150 });
    const answer = impatient.respond(providerRequest('hello'), never);
    await expect(answer).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT' });
    await impatient.close?.();
  });

  it('sends attributes as a Struct: a plain object would arrive empty, without a word', async () => {
    const context = { contact: { plan: 'gold', visits: 3, vip: true, tags: ['a', null], nothing: null } };
    await provider.respond(providerRequest('hello', { context }), never);
    const sent = {
      contact_plan: { stringValue: 'gold' },
      contact_visits: { numberValue: 3 },
      contact_vip: { boolValue: true },
      contact_tags: { listValue: { values: [{ stringValue: 'a' }, { nullValue: 'NULL_VALUE' }] } },
      contact_nothing: { nullValue: 'NULL_VALUE' },
    };
    expect(parametersOf(engine, standIn)).toEqual({ fields: sent });
  });

  it('sends attributes of any depth: the library gives up at a hundred messages', async () => {
    let deep: { readonly [key: string]: unknown } = { end: 'reached' };
    for (let level = 0; level < 200; level++) deep = { deeper: deep };
    const context = JSON.parse(JSON.stringify({ contact: { deep }, conversation: {} }));
    const { intent } = await provider.respond(providerRequest('hello', { context }), never);
    expect(intent?.name).toBe('greet');
    expect(JSON.stringify(standIn.calls[0]?.request)).not.toContain('reached');
  });

  it.each(['../../other/agent', 'a/b', 'a%2Fb', '', 'ключ'])(
    'refuses the id "%s": ids become a path, and the library fills it in as it is',
    async (id) => {
      for (const key of engine === 'dialogflow-es'
        ? ['project', 'environment', 'location']
        : ['project', 'environment', 'location', 'agent']) {
        await expect(open({ [key]: id })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      }
    },
  );

  it.each(['a/b/../c', 'x'.repeat(40), 'jane@example.com'])(
    'asks in a session of its own length and letters for "%s"',
    async (sessionId) => {
      await provider.respond(providerRequest('hello', { sessionId }), never);
      await provider.respond(providerRequest('hello', { sessionId }), never);
      const sessions = standIn.calls.map(({ request }) => String(request['session']));
      expect(sessions[0]).toMatch(/\/sessions\/[A-Za-z0-9_-]{36}$/);
      expect(sessions[1]).toBe(sessions[0]);
    },
  );

  it('takes a key named __proto__ for a key', async () => {
    const payload = { fields: { ['__proto__']: { stringValue: 'x' }, polluted: { boolValue: true } } };
    const answer =
      engine === 'dialogflow-es'
        ? { fulfillmentMessages: [{ payload }] }
        : { responseMessages: [{ payload }] };
    standIn.replay([{ serverAnswer: { queryResult: answer } }]);
    const { warnings } = await provider.respond(providerRequest('hello'), never);
    expect(warnings).toEqual([expect.objectContaining({ code: 'unknown-message-type' })]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads an enum value that is newer than the client, which comes as a number', async () => {
    const answer =
      engine === 'dialogflow-es'
        ? { fulfillmentMessages: [{ platform: 99, text: { text: ['new'] } }, { text: { text: ['Hi'] } }] }
        : { responseMessages: [{ responseType: 99, text: { text: ['Hi'] } }], match: { matchType: 99 } };
    standIn.replay([{ serverAnswer: { queryResult: answer } }]);
    const { replies, intent } = await provider.respond(providerRequest('hello'), never);
    expect(replies).toEqual([{ kind: 'text', text: 'Hi' }]);
    expect(intent).toBeUndefined();
  });

  it('tells the reason by Google’s fixed word, and none of the service’s own words', async () => {
    standIn.fault({
      code: 7,
      details: 'Dialogflow API is disabled in hotel-secret-project',
      reason: 'SERVICE_DISABLED',
    });
    const error = await provider.respond(providerRequest('hello'), never).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('ENGINE_FORBIDDEN');
    expect(String(error)).toContain('(SERVICE_DISABLED)');
    expect(String(error)).not.toContain('hotel-secret-project');
  });
});

function parametersOf(engine: DialogflowEngine, { calls }: DialogflowStandIn): unknown {
  const params = record(calls[0]?.request['queryParams']);
  if (engine === 'dialogflow-cx') return params['parameters'];
  const contexts = params['contexts'];
  return Array.isArray(contexts) ? record(contexts[0])['parameters'] : undefined;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
