import type { Answer } from '../small-http/http-exchange.ts';
import type { RouteRequest } from '../small-http/route-table.ts';
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
  if (!file) return undefined;
  return {
    status: 200,
    raw: { contentType: file.contentType, data: file.bytes },
    // An uploaded page or picture must not run scripts in the playground's origin.
    headers: {
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  };
}
