import type { ProviderRequest } from '../../../src/core/ports/provider.ts';
import { type DialogflowEngine, withDialogflow } from '../../support/dialogflow-fixtures.ts';
import type { DialogflowStandIn } from '../../support/dialogflow-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';

const never = new AbortController().signal;

export interface Said {
  readonly settings?: Record<string, unknown>;
  readonly request?: Partial<ProviderRequest>;
  readonly content?: ProviderRequest['content'];
}

/** The result of one turn whose answer is given. `result`: the fields of `queryResult`. */
export async function answered(engine: DialogflowEngine, result: unknown, said: Said = {}) {
  return withDialogflow(engine, said.settings ?? {}, async (provider, standIn) => {
    standIn.replay([{ serverAnswer: { queryResult: result } }]);
    return provider.respond(providerRequest(said.content ?? 'hello', said.request), never);
  });
}

/** What arrived at the service for one turn. */
export async function sent(engine: DialogflowEngine, said: Said = {}): Promise<DialogflowStandIn['calls']> {
  return withDialogflow(engine, said.settings ?? {}, async (provider, standIn) => {
    await provider.respond(providerRequest(said.content ?? 'hello', said.request), never);
    return [...standIn.calls];
  });
}
