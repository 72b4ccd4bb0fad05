import http from 'node:http';
import https from 'node:https';
import { refusedAddress } from './private-address.ts';
import type { VersionProfile } from './version-profiles.ts';

const MAX_HOPS = 10;
/** `MAXIMUM_FILE_UPLOAD_SIZE`. */
const MAX_ANSWER_BYTES = 40 * 1024 * 1024;
const MAX_URL_LENGTH = 2048;

export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `status` null: there was no HTTP answer; `error` says why, or why an answer does not count as success. */
export interface WebhookResult {
  readonly status: number | null;
  readonly error: string | null;
}

export interface WebhookSender {
  /** One attempt. Never rejects. */
  post(request: WebhookPost): Promise<WebhookResult>;
  close(): void;
}

export interface WebhookSenderOptions {
  readonly profile: VersionProfile;
  readonly timeoutMs: number;
  readonly restrictAddresses: boolean;
  readonly keepAlive: boolean;
}

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly bytes: number;
}

export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const agents = {
    http: new http.Agent({ keepAlive: options.keepAlive }),
    https: new https.Agent({ keepAlive: options.keepAlive }),
  };
  const sendOnce = (method: string, url: URL, request: WebhookPost) =>
    exchange(method, url, request, options.timeoutMs, url.protocol === 'https:' ? agents.https : agents.http);
  return {
    async post(request) {
      try {
        return await followAnswers(request, options, sendOnce);
      } catch (error) {
        return { status: null, error: error instanceof Error ? error.message : String(error) };
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

type SendOnce = (method: string, url: URL, request: WebhookPost) => Promise<Answer>;

async function followAnswers(
  request: WebhookPost,
  options: WebhookSenderOptions,
  sendOnce: SendOnce,
): Promise<WebhookResult> {
  let url = readUrl(request.url);
  let method = 'POST';
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const refusal = options.restrictAddresses ? await refusedAddress(url) : undefined;
    if (refusal) return { status: null, error: refusal };
    const answer = await sendOnce(method, url, request);
    const redirected = answer.status >= 300 && answer.status < 400 && answer.location !== undefined;
    const follows = options.profile.followsRedirects || answer.status === 303;
    if (!redirected || !follows) return judge(answer, options.profile);
    // Old clients fetch "see other" with GET; the new one repeats the POST on every hop.
    if (!options.profile.followsRedirects) method = 'GET';
    url = nextHop(url, answer.location);
  }
  return { status: null, error: 'Too many redirects' };
}

function judge(answer: Answer, profile: VersionProfile): WebhookResult {
  if (answer.status < 200 || answer.status > 299) {
    return { status: answer.status, error: `answered ${answer.status}` };
  }
  const tooLarge = profile.limitsAnswerBody && answer.bytes > MAX_ANSWER_BYTES;
  return { status: answer.status, error: tooLarge ? 'The answer is too large' : null };
}

function readUrl(text: string): URL {
  const url = new URL(text);
  const usable = (url.protocol === 'http:' || url.protocol === 'https:') && text.length <= MAX_URL_LENGTH;
  if (!usable) throw new Error('The webhook address is not usable');
  return url;
}

/** Basic credentials in the address do not travel to another origin. */
function nextHop(from: URL, location: string): URL {
  const url = readUrl(new URL(location, from).href);
  if (url.origin === from.origin && !url.username) {
    url.username = from.username;
    url.password = from.password;
  }
  return url;
}

function exchange(
  method: string,
  url: URL,
  request: WebhookPost,
  timeoutMs: number,
  agent: http.Agent | https.Agent,
): Promise<Answer> {
  const withBody = method === 'POST';
  const send = url.protocol === 'https:' ? https.request : http.request;
  const length = withBody ? { 'Content-Length': String(Buffer.byteLength(request.body)) } : {};
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, agent, headers: { ...request.headers, ...length } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, bytes }),
      );
      response.on('error', reject);
    });
    outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error('Timed out')));
    outgoing.on('error', reject);
    outgoing.end(withBody ? request.body : undefined);
  });
}
