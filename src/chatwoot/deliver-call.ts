import type { JsonObject } from '../core/model/json.ts';
import type { Call } from '../core/model/turn.ts';
import type { Delivery } from '../core/ports/channel.ts';
import type { HttpAnswer } from '../outbound/http-client.ts';
import type { ChatwootClient } from './chatwoot-client.ts';
import { type ChatwootRequest, readRequest } from './chatwoot-request.ts';
import type { Directory } from './directory.ts';
import type { MediaFetcher } from './fetch-media.ts';
import { type Judgement, judgeAnswer, judgeFailure } from './judge-answer.ts';
import type { ConversationReader } from './read-live.ts';

export interface DeliverDeps {
  readonly client: ChatwootClient;
  readonly media: MediaFetcher;
  readonly reader: ConversationReader;
  readonly directory: Directory;
  /** Epoch milliseconds. */
  now(): number;
}

const notOurs: Delivery = { kind: 'dead', error: 'TURN_FAILED: the stored call is not one of this channel' };

/** Sends one call. A message that Chatwoot refuses is sent once more as plain text. Never rejects. */
export async function deliverCall(deps: DeliverDeps, call: Call, signal: AbortSignal): Promise<Delivery> {
  const request = readRequest(call.request);
  if (!request) return notOurs;
  const plain = call.plainRequest === undefined ? undefined : readRequest(call.plainRequest);
  if (request.assign && plain) return deliverAssignment(deps, call, request, plain, request.assign, signal);
  if (request.upload && plain) return deliverUpload(deps, call, request, plain, request.upload, signal);
  const body = await mergedBody(deps, request, signal);
  const judged = await attempt(deps, call, request, () =>
    deps.client.post(request, request.endpoint, body, signal),
  );
  return orPlain(deps, call, judged, plain, signal);
}

/** The file goes along; without it the customer gets the link. */
async function deliverUpload(
  deps: DeliverDeps,
  call: Call,
  request: ChatwootRequest,
  plain: ChatwootRequest,
  upload: NonNullable<ChatwootRequest['upload']>,
  signal: AbortSignal,
): Promise<Delivery> {
  const file = await deps.media.fetch(upload, signal);
  if (signal.aborted) return { kind: 'retry', error: 'stopped before it was sent' };
  if ('failed' in file) return sendPlain(deps, call, plain, `sent as a link: ${file.failed}`, signal);
  const judged = await attempt(deps, call, request, () =>
    deps.client.postWithFile(request, request.body, file, signal),
  );
  return orPlain(deps, call, judged, plain, signal);
}

/** An id that Chatwoot does not know takes the conversation from whoever has it, and is answered with null. */
async function deliverAssignment(
  deps: DeliverDeps,
  call: Call,
  request: ChatwootRequest,
  plain: ChatwootRequest,
  assign: NonNullable<ChatwootRequest['assign']>,
  signal: AbortSignal,
): Promise<Delivery> {
  const id = await deps.directory.find(request.account, assign, signal);
  if (signal.aborted) return { kind: 'retry', error: 'stopped before it was sent' };
  const unknown = `told in a note: no ${assign.kind} of this name or id`;
  if (id === undefined) return sendPlain(deps, call, plain, unknown, signal);
  let taken = false;
  const judged = await attempt(deps, call, request, async () => {
    const body = { [assign.kind === 'team' ? 'team_id' : 'assignee_id']: id };
    const answer = await deps.client.post(request, request.endpoint, body, signal);
    taken = answer.json() !== null;
    return answer;
  });
  if (judged.kind === 'sent' && !taken) return sendPlain(deps, call, plain, unknown, signal);
  return orPlain(deps, call, judged, plain, signal);
}

async function orPlain(
  deps: DeliverDeps,
  call: Call,
  judged: Judgement,
  plain: ChatwootRequest | undefined,
  signal: AbortSignal,
): Promise<Delivery> {
  if (judged.kind !== 'refused') return judged;
  if (!plain) return { kind: 'dead', error: judged.error };
  return sendPlain(deps, call, plain, `sent as plain text: ${judged.error}`, signal);
}

async function sendPlain(
  deps: DeliverDeps,
  call: Call,
  plain: ChatwootRequest,
  note: string,
  signal: AbortSignal,
): Promise<Delivery> {
  const judged = await attempt(deps, call, plain, () =>
    deps.client.post(plain, plain.endpoint, plain.body, signal),
  );
  if (judged.kind === 'refused') return { kind: 'dead', error: judged.error };
  return judged.kind === 'sent' ? { ...judged, note } : judged;
}

async function attempt(
  deps: DeliverDeps,
  call: Call,
  request: ChatwootRequest,
  send: () => Promise<HttpAnswer>,
): Promise<Judgement> {
  const answer = await send().catch((error: unknown) => judgeFailure(error, call));
  if ('kind' in answer) return answer;
  const makesMessage = request.endpoint === 'messages';
  return judgeAnswer(answer, { repeatable: call.repeatable, makesMessage }, deps.now());
}

/** What the conversation holds now, with ours added. The snapshot of the turn, when it cannot be read. */
async function mergedBody(
  deps: DeliverDeps,
  request: ChatwootRequest,
  signal: AbortSignal,
): Promise<JsonObject> {
  if (!request.merge) return request.body;
  const { attributes, labels } = request.merge;
  const live = await deps.reader.read(request, signal);
  if (!live) return request.body;
  if (attributes && live.custom_attributes) {
    return { custom_attributes: { ...live.custom_attributes, ...attributes } };
  }
  return labels && live.labels ? { labels: [...new Set([...live.labels, ...labels])] } : request.body;
}
