import { createHttpClient, type HttpClient, TransportFailure } from '../outbound/http-client.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import { fileName } from './plan-media.ts';

export interface FetchedMedia {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly name: string;
}

/** Fetches what is to be uploaded. Resolves to the reason when it cannot; never rejects. */
export interface MediaFetcher {
  fetch(url: string, signal: AbortSignal): Promise<FetchedMedia | { readonly failed: string }>;
  close(): void;
}

/** Only from allowed hosts, without redirects, so that an engine cannot make us fetch from the inner network. */
export function createMediaFetcher(
  settings: Pick<ChatwootSettings, 'timeoutMs' | 'maxMediaBytes' | 'allowedHosts'>,
): MediaFetcher {
  const http = createHttpClient({
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxMediaBytes,
    allowedHosts: settings.allowedHosts,
  });
  return { fetch: (url, signal) => fetchMedia(http, url, signal), close: () => http.close() };
}

async function fetchMedia(
  http: HttpClient,
  url: string,
  signal: AbortSignal,
): Promise<FetchedMedia | { readonly failed: string }> {
  try {
    const answer = await http.request({ method: 'GET', url, signal });
    if (answer.status !== 200) return { failed: `status ${answer.status}` };
    if (answer.body.length === 0) return { failed: 'empty' };
    const contentType = answer.headers['content-type'] ?? 'application/octet-stream';
    return { bytes: new Uint8Array(answer.body), contentType, name: fileName(url) };
  } catch (error) {
    return { failed: error instanceof TransportFailure ? error.message : 'fetch failed' };
  }
}
