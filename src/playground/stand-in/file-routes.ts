import type { Answer } from './http-exchange.ts';
import type { RouteRequest } from './route-table.ts';
import type { World } from './world.ts';

const REDIRECT = /^\/rails\/active_storage\/(?:blobs|representations)\/redirect\/([^/]+)\/([^/]+)$/;
const STORED = /^\/rails\/active_storage\/disk\/([^/]+)\/([^/]+)$/;

/** Attachments: `data_url` redirects to the storage, which needs no token. */
export function answerFile(world: World, request: RouteRequest): Answer | undefined {
  if (request.method !== 'GET') return undefined;
  const redirect = REDIRECT.exec(request.path);
  if (redirect) {
    const location = `${world.publicUrl}/rails/active_storage/disk/${redirect[1]}/${redirect[2]}`;
    return { status: 302, headers: { location } };
  }
  const file = world.files.get(STORED.exec(request.path)?.[1] ?? '');
  return file ? { status: 200, raw: { contentType: file.contentType, data: file.bytes } } : undefined;
}
