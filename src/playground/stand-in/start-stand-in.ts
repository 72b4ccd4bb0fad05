import { type RunningServer, startServer } from '../start-server.ts';
import { createStandIn, type StandIn } from './stand-in.ts';
import type { StandInOptions } from './stand-in-options.ts';

export interface StartedStandIn extends Omit<StandIn, 'close'> {
  /** `http://127.0.0.1:<port>`: the `chatwoot.url` of the gateway. */
  readonly url: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** A stand-in on a port of its own, loopback only. `port` 0 (default): any free one. */
export async function startStandIn(
  options: StandInOptions & { readonly port?: number } = {},
): Promise<StartedStandIn> {
  let standIn: StandIn | undefined;
  const server: RunningServer = await startServer(
    (request, response) => void standIn?.handle(request, response),
    options.port,
  );
  const created = createStandIn({ publicUrl: server.url, ...options });
  standIn = created;
  return {
    ...created,
    url: server.url,
    async close() {
      created.close();
      await server.close();
    },
  };
}
