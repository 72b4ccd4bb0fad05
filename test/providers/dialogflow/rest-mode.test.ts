import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/core/model/gateway-error.ts';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { createProvider } from '../../../src/providers/registry.ts';
import { common } from '../../support/dialogflow-fixtures.ts';
import { type EngineFault, type EngineServer, startEngineServer } from '../../support/engine-server.ts';
import { providerRequest } from '../../support/provider-requests.ts';

const never = new AbortController().signal;

const answers = {
  'dialogflow-es': {
    queryResult: { fulfillmentText: 'Hi', fulfillmentMessages: [{ text: { text: ['Hi'] } }] },
  },
  'dialogflow-cx': { queryResult: { responseMessages: [{ text: { text: ['Hi'] } }] } },
} as const;

describe.each(['dialogflow-es', 'dialogflow-cx'] as const)('%s over REST', (engine) => {
  let server: EngineServer;
  let provider: Provider;

  beforeEach(async () => {
    server = await startEngineServer(() => ({ status: 200, body: answers[engine] }));
    provider = await open();
  });
  afterEach(async () => {
    await provider.close?.();
    await server.stop();
  });

  function open(): Promise<Provider> {
    const settings = {
      ...common(engine),
      api_endpoint: server.url,
      transport: 'rest',
      timeout_ms: 1_500,
    };
    return createProvider(engine, settings, { clock: Date.now, baseFolder: '.' });
  }

  it('means the same', async () => {
    const context = { contact: { plan: 'gold' } };
    const { replies } = await provider.respond(providerRequest('hello', { context }), never);
    expect(replies).toEqual([{ kind: 'text', text: 'Hi' }]);
    expect(JSON.stringify(server.requests[0]?.body)).toContain('"contact_plan":"gold"');
  });

  const rows: readonly (readonly [string, EngineFault, ErrorCode])[] = [
    ['a silent service, for which the library sets no deadline', { kind: 'hang' }, 'ENGINE_TIMEOUT'],
    ['HTML', { kind: 'html' }, 'ENGINE_BAD_ANSWER'],
    ['half a document', { kind: 'not-json' }, 'ENGINE_BAD_ANSWER'],
    [
      'a login page in the way',
      { kind: 'status', status: 302, headers: { location: '/login' } },
      'ENGINE_BAD_ANSWER',
    ],
    ['a missing role', { kind: 'status', status: 403 }, 'ENGINE_FORBIDDEN'],
    ['a used up quota', { kind: 'status', status: 429 }, 'ENGINE_THROTTLED'],
    ['a lost answer', { kind: 'lost-answer' }, 'ENGINE_UNREACHABLE'],
  ];

  it.each(rows)('%s', async (_, fault, code) => {
    server.fault(fault);
    const error = await provider.respond(providerRequest('hello'), never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, neverSent: false });
  });

  it('knows that a refused connection carried nothing, and connects again', async () => {
    await server.stop();
    const error = await provider.respond(providerRequest('hello'), never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'ENGINE_UNREACHABLE', neverSent: true });
    await server.start();
    const { replies } = await provider.respond(providerRequest('hello'), never);
    expect(replies).toHaveLength(1);
  });
});
