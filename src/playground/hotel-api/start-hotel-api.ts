import { startServer } from '../start-server.ts';
import { createHotelApi, type HotelApi, type HotelApiOptions } from './hotel-api.ts';

export interface StartedHotelApi extends HotelApi {
  readonly url: string;
  close(): Promise<void>;
}

/** The hotel API on a port of its own, loopback only. `port` 0 (default): any free one. */
export async function startHotelApi(
  options: HotelApiOptions & { readonly port?: number } = {},
): Promise<StartedHotelApi> {
  let api: HotelApi | undefined;
  const server = await startServer((request, response) => void api?.handle(request, response), options.port);
  api = createHotelApi({ publicUrl: server.url, ...options });
  return { ...api, url: server.url, close: () => server.close() };
}
