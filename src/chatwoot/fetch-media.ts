import { createHttpClient, type HttpClient, TransportFailure } from '../outbound/http-client.ts';
import type { ChatwootRequest } from './chatwoot-request.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import { fileName } from './plan-media.ts';

export interface FetchedMedia {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly name: string;
}

/** Fetches what is to be uploaded. Resolves to the reason when it cannot; never rejects. */
export interface MediaFetcher {
  fetch(upload: Upload, signal: AbortSignal): Promise<FetchedMedia | { readonly failed: string }>;
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
  return { fetch: (upload, signal) => fetchMedia(http, upload, signal), close: () => http.close() };
}

type Upload = NonNullable<ChatwootRequest['upload']>;

const UNKNOWN_TYPE = 'application/octet-stream';

/** A picture that turns out to be a web page is a login or an error page. */
function isOfType(contentType: string, mediaType: Upload['mediaType']): boolean {
  return mediaType === 'file' || contentType.startsWith(`${mediaType}/`) || contentType === UNKNOWN_TYPE;
}

async function fetchMedia(
  http: HttpClient,
  { url, mediaType }: Upload,
  signal: AbortSignal,
): Promise<FetchedMedia | { readonly failed: string }> {
  try {
    const answer = await http.request({ method: 'GET', url, signal });
    if (answer.status !== 200) return { failed: `status ${answer.status}` };
    if (answer.body.length === 0) return { failed: 'empty' };
    const contentType = answer.headers['content-type'] ?? UNKNOWN_TYPE;
    if (!isOfType(contentType, mediaType))
      return { failed: `not ${mediaType} but ${contentType.slice(0, 60)}` };
    return { bytes: new Uint8Array(answer.body), contentType, name: fileName(url) };
  } catch (error) {
    return { failed: error instanceof TransportFailure ? error.message : 'fetch failed' };
  }
}
