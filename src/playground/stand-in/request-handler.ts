import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, HttpProblem, notFound, readBytes, sendAnswer } from '../small-http/http-exchange.ts';
import { parseBody } from '../small-http/request-body.ts';
import type { RouteRequest } from '../small-http/route-table.ts';
import { answerControl } from './control-routes.ts';
import type { ControlStream } from './control-stream.ts';
import type { FaultAction } from './faults.ts';
import { answerFile } from './file-routes.ts';
import type { Platform } from './platform.ts';
import { railsJson } from './rails-json.ts';
import { createRateLimit } from './rate-limit.ts';
import type { LoggedRequest } from './request-log.ts';
import { answerRest } from './rest-routes.ts';
import type { StandIn } from './stand-in.ts';
import { answerWidget } from './widget-routes.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HandlerDeps {
  readonly platform: Platform;
  readonly standIn: () => StandIn;
  readonly stream: ControlStream;
}

/** Serves all of the stand-in over HTTP. Never rejects. */
export function createRequestHandler(deps: HandlerDeps): RequestHandler {
  const rateLimit = createRateLimit(deps.platform.world);
  return async (request, response) => {
    try {
      const url = new URL(request.url ?? '/', 'http://stand-in');
      if (url.pathname.startsWith('/control/')) return await serveControl(deps, request, response, url);
      const limited = rateLimit(request.socket.remoteAddress ?? '');
      if (limited) return sendAnswer(response, limited, railsJson);
      await serveApi(deps.platform, request, response, url);
    } catch (error) {
      sendFailure(response, error);
    }
  };
}

function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  sendAnswer(response, error instanceof HttpProblem ? error.answer : failureAnswer(error));
}

function failureAnswer(error: unknown): Answer {
  const text = error instanceof Error ? error.message : String(error);
  return { status: 500, body: { status: 500, error: text } };
}

async function serveControl(
  deps: HandlerDeps,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (url.pathname === '/control/stream') return deps.stream.attach(request, response);
  const routed = await readRequest(request, url);
  sendAnswer(response, await answerControl(deps.standIn(), request, routed));
}

async function serveApi(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = request.method ?? 'GET';
  const fault = platform.faults.forRequest(method, url.pathname);
  const routed = await readRequest(request, url);
  if (fault === 'drop-before') {
    log(platform, routed, url, 0, null);
    response.destroy();
    return;
  }
  if (typeof fault === 'object' && 'delayMs' in fault) await pause(platform, fault.delayMs);
  const answer = await answerApi(platform, routed, fault);
  log(platform, routed, url, fault === 'drop-after' ? 0 : answer.status, readable(answer));
  if (fault === 'drop-after') {
    response.destroy();
    return;
  }
  if (typeof fault === 'object' && 'delayAnswerMs' in fault) await pause(platform, fault.delayAnswerMs);
  sendAnswer(response, answer, railsJson);
}

async function answerApi(
  platform: Platform,
  request: RouteRequest,
  fault: FaultAction | undefined,
): Promise<Answer> {
  if (typeof fault === 'object' && 'status' in fault) return faultAnswer(fault);
  try {
    const answer =
      (await answerWidget(platform, request)) ??
      (await answerRest(platform, request)) ??
      answerFile(platform.world, request);
    if (!answer) throw notFound();
    return answer;
  } catch (error) {
    if (error instanceof HttpProblem) return error.answer;
    throw error;
  }
}

function faultAnswer(fault: Extract<FaultAction, { status: number }>): Answer {
  const { status, headers, body } = fault;
  const contentType = headers?.['content-type'] ?? 'text/html';
  if (typeof body === 'string') return { status, headers, raw: { contentType, data: body } };
  return { status, headers, ...(body === undefined ? {} : { body }) };
}

const pause = (platform: Platform, delayMs: number) =>
  new Promise<void>((resolve) => platform.later(delayMs, resolve));

async function readRequest(request: IncomingMessage, url: URL): Promise<RouteRequest> {
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: await parseBody(request.headers['content-type'], await readBytes(request)),
  };
}

const CONVERSATION_PATH = /\/conversations\/(\d+)/;

function log(platform: Platform, request: RouteRequest, url: URL, status: number, response: unknown): void {
  const id = CONVERSATION_PATH.exec(request.path)?.[1];
  const conversationId = id === undefined ? null : Number(id);
  const entry: LoggedRequest = {
    at: platform.world.now(),
    method: request.method,
    path: `${url.pathname}${url.search}`,
    conversationId,
    body: request.body.logged,
    status,
    response,
  };
  platform.notify({ type: 'request', conversationId, request: entry });
}

function readable(answer: Answer): unknown {
  if (answer.raw) return typeof answer.raw.data === 'string' ? answer.raw.data : '<file>';
  return answer.body ?? null;
}
