import type { Middleware } from 'koa';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { Gateway } from '../gateway.ts';
import { createHotelApi, type HotelApi } from './hotel-api/hotel-api.ts';
import { createLoopbackGuard } from './loopback-guard.ts';
import { mountOnKoa } from './mount-on-koa.ts';
import { createPlaygroundRoutes } from './playground-routes.ts';
import { createStandIn, type StandIn } from './stand-in/stand-in.ts';

export const STAND_IN_PREFIX = '/stand-in';
export const HOTEL_API_PREFIX = '/hotel-api';

/** Trying a bot without Chatwoot: the page, a stand-in for Chatwoot, and the sample's hotel service. Loopback only. */
export interface Playground {
  readonly standIn: StandIn;
  readonly hotelApi: HotelApi;
  /** For `createGateway`. */
  extraRoutes(gateway: Gateway): Middleware;
  /** Sends the stand-in's webhooks to the gateway at this port. */
  attach(port: number): void;
  close(): void;
}

export function createPlayground(config: GatewayConfig): Playground {
  const bots = [...config.bots.values()];
  const publicUrl = config.http.publicUrl ?? `http://localhost:${config.http.port}`;
  const standIn = createStandIn({
    publicUrl: `${publicUrl}${STAND_IN_PREFIX}`,
    firstId: idsOfThisRun(),
    bots: bots.map(({ name, chatwoot }) => ({
      name,
      token: chatwoot.token,
      secret: chatwoot.secrets[0] ?? null,
    })),
    inboxes: bots.map(({ name }) => ({ name: `Website of ${name}`, bot: name })),
  });
  const hotelApi = createHotelApi({ publicUrl: `${publicUrl}${HOTEL_API_PREFIX}` });
  return {
    standIn,
    hotelApi,
    extraRoutes(gateway) {
      const page = createPlaygroundRoutes({
        store: gateway.store,
        bots: gateway.bots,
        switchEngine: async (bot, engine) => gateway.switchEngine(bot, engine),
        standInPrefix: STAND_IN_PREFIX,
      });
      return inOrder([
        guarded(STAND_IN_PREFIX, mountOnKoa(STAND_IN_PREFIX, standIn.handle)),
        guarded(HOTEL_API_PREFIX, mountOnKoa(HOTEL_API_PREFIX, hotelApi.handle)),
        page,
      ]);
    },
    attach(port) {
      for (const { name, chatwoot } of bots) {
        const secret = chatwoot.pathSecret === undefined ? '' : `/${chatwoot.pathSecret}`;
        standIn.setOutgoingUrl(`http://127.0.0.1:${port}/webhooks/chatwoot/${name}${secret}`, name);
      }
    },
    close: () => standIn.close(),
  };
}

/**
 * The stand-in forgets everything with the process, the gateway's store does not: conversations and messages of a new
 * run must not be taken for those of the last. Seconds count faster than anybody chats.
 */
function idsOfThisRun(): number {
  return Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 1000);
}

function guarded(prefix: string, middleware: Middleware): Middleware {
  const guard = createLoopbackGuard();
  return (context, next) => {
    const ours = context.path === prefix || context.path.startsWith(`${prefix}/`);
    return ours ? guard(context, () => Promise.resolve(middleware(context, next))) : next();
  };
}

function inOrder(middlewares: readonly Middleware[]): Middleware {
  return (context, next) =>
    middlewares.reduceRight<() => Promise<unknown>>(
      (rest, middleware) => () => Promise.resolve(middleware(context, rest)),
      next,
    )();
}
