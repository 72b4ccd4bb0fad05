import { describe, expect, it } from 'vitest';
import { type DialogflowEngine, withDialogflow } from '../../support/dialogflow-fixtures.ts';
import type { GrpcFailure } from '../../support/grpc-server.ts';

const never = new AbortController().signal;

function check(
  engine: DialogflowEngine,
  failure: GrpcFailure | undefined,
  settings: Record<string, unknown> = {},
) {
  return withDialogflow(engine, settings, async (provider, standIn) => {
    standIn.fault(failure);
    return provider.check(never);
  });
}

const region = "Please refer to … to find the correct endpoint to access resources located in 'eu'";
const rows: readonly (readonly [string, GrpcFailure, string, RegExp])[] = [
  ['a wrong key', { code: 16, details: 'x' }, 'ENGINE_UNAUTHORIZED', /key_file/],
  ['a missing role', { code: 7, details: 'x' }, 'ENGINE_FORBIDDEN', /Dialogflow API Client/],
  ['another region', { code: 3, details: region }, 'ENGINE_WRONG_REGION', /location/],
];

describe.each(['dialogflow-es', 'dialogflow-cx'] as const)('check of %s', (engine) => {
  it.each(rows)('%s has a code and a way out', async (_, failure, code, hint) => {
    expect(await check(engine, failure)).toEqual([
      { level: 'error', message: expect.stringContaining(code), hint: expect.stringMatching(hint) },
    ]);
  });

  it('an agent of the other product is told', async () => {
    const [finding] = await check(engine, { code: 5, details: 'x' });
    expect(finding?.hint).toContain(engine === 'dialogflow-es' ? 'dialogflow-cx' : 'dialogflow-es');
  });

  it('ends with its caller', async () => {
    await withDialogflow(engine, {}, async (provider) => {
      await expect(provider.check(AbortSignal.abort())).rejects.toMatchObject({ code: 'ENGINE_ABORTED' });
    });
  });

  it('asks beside every dialogue', async () => {
    await withDialogflow(engine, {}, async (provider, standIn) => {
      await provider.check(never);
      expect(standIn.calls).toHaveLength(1);
      expect(standIn.calls[0]?.request['session']).toMatch(/\/sessions\/(gateway-check|[0-9a-f]{36})$/);
    });
  });
});

it('an agent that answers in another language is told', async () => {
  const findings = await withDialogflow('dialogflow-es', { languages: ['de'] }, async (provider, standIn) => {
    standIn.replay([{ serverAnswer: { queryResult: { languageCode: 'en' } } }]);
    return provider.check(never);
  });
  expect(findings).toContainEqual(
    expect.objectContaining({ level: 'warning', message: expect.stringContaining('in de') }),
  );
});
