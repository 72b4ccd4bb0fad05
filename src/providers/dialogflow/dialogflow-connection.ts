import type { CallOptions, ClientOptions } from 'google-gax';
import { GatewayError } from '../../core/model/gateway-error.ts';
import { withDeadline } from '../guard/deadline.ts';
import { clientOptions } from './client-options.ts';
import { dialogflowError } from './dialogflow-error.ts';
import type { DialogflowSettings } from './dialogflow-settings.ts';
import { readCredentials } from './read-credentials.ts';

/** What the session clients of both packages have. */
export interface SessionClient {
  initialize(): Promise<unknown>;
  close(): Promise<void>;
}

export type ClientConstructor<Client extends SessionClient> = new (options: ClientOptions) => Client;

/** A client that is opened again when opening it failed, or when it lost the service. */
export interface DialogflowConnection<Client> {
  /** @throws GatewayError `ENGINE_…` or `CONFIG_…` */
  call<T>(
    what: string,
    signal: AbortSignal,
    ask: (client: Client, options: CallOptions) => Promise<readonly [T, ...unknown[]]>,
  ): Promise<T>;
  close(): Promise<void>;
}

/**
 * One attempt per call. The library's own retries are off: they go on for minutes, they send a question again that may
 * have moved the dialogue, and calls with different deadlines disturb each other's. Repeating is the guard's business.
 *
 * State: the client, open or opening. It is let go when it could not be opened, and when it lost the service: grpc-js
 * waits longer and longer before it connects again and refuses every call meanwhile, a new client connects at once.
 */
export async function createConnection<Client extends SessionClient>(
  Client: ClientConstructor<Client>,
  settings: DialogflowSettings,
  baseFolder: string,
): Promise<DialogflowConnection<Client>> {
  const options: CallOptions = { timeout: settings.timeout_ms, retry: null };
  let opened: Promise<Client> | undefined;
  let closed = false;

  function open(): Promise<Client> {
    opened ??= openClient(Client, settings, baseFolder).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  async function letGo(used: Promise<Client>): Promise<void> {
    // Of many calls that fail together the first does it.
    if (opened === used) opened = undefined;
    await used.then((client) => client.close()).catch(ignore);
  }

  // The first client of a package blocks for half a second: better now than in a customer's turn. Why it could not be
  // opened is told by the first call, which tries again.
  await open().catch(ignore);
  return {
    // REST mode enforces no deadline of its own, and neither mode can be aborted: hence one around all of it.
    call: (what, signal, ask) =>
      withDeadline(signal, settings.timeout_ms, what, async () => {
        if (closed) throw new GatewayError('ENGINE_ABORTED', `${what}: the connection is closed.`);
        const used = open();
        try {
          const [answer] = await ask(await used, options);
          return answer;
        } catch (thrown) {
          const error = dialogflowError(thrown, what);
          if (error.neverSent) await letGo(used);
          throw error;
        }
      }),
    async close() {
      closed = true;
      if (opened) await letGo(opened);
    },
  };
}

function ignore(): void {}

/**
 * A client whose credentials cannot be loaded must not be used nor closed: each rejects a second time where nobody can
 * catch it, which ends the process. `initialize` tells in time.
 */
async function openClient<Client extends SessionClient>(
  Client: ClientConstructor<Client>,
  settings: DialogflowSettings,
  baseFolder: string,
): Promise<Client> {
  const client = new Client(clientOptions(settings, await readCredentials(settings, baseFolder)));
  try {
    // Nothing is sent yet: only credentials are looked for.
    await client.initialize();
  } catch {
    throw new GatewayError(
      'ENGINE_UNAUTHORIZED',
      'there are no credentials for Dialogflow on this machine: give key_file or credentials, or see Google’s "Application Default Credentials".',
    );
  }
  return client;
}
