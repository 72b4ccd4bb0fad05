import type { z } from 'zod';
import { GatewayError } from '../../core/model/gateway-error.ts';
import {
  type HttpAnswer,
  type HttpClient,
  type HttpRequest,
  TransportFailure,
} from '../../outbound/http-client.ts';
import { engineErrorFromStatus, engineErrorFromTransport } from './engine-error.ts';

/** A request together with our own words for it, which is all that an error says of it. */
export interface EngineRequest extends HttpRequest {
  /** e.g. `Rasa tracker`. */
  readonly what: string;
}

/** HTTP towards an engine: answers are 2xx and of the expected shape, everything else is a coded error. */
export interface EngineHttp {
  /** @throws GatewayError `ENGINE_…` for every status but 2xx and for every failure on the way. */
  send(request: EngineRequest): Promise<HttpAnswer>;
  /** @throws GatewayError as `send`; `ENGINE_BAD_ANSWER` when the body is not JSON of this shape. */
  sendForJson<T>(request: EngineRequest, schema: z.ZodType<T>): Promise<T>;
}

/** `errorOf` reads an engine's own error bodies, also those that come with 200. */
export function createEngineHttp(
  client: HttpClient,
  clock: () => number,
  errorOf: (
    answer: HttpAnswer,
    what: string,
    now: number,
  ) => GatewayError | undefined = engineErrorFromStatus,
): EngineHttp {
  async function send(request: EngineRequest): Promise<HttpAnswer> {
    const answer = await exchange(client, request);
    const error = errorOf(answer, request.what, clock());
    if (error) throw error;
    return answer;
  }
  return {
    send,
    async sendForJson(request, schema) {
      return readEngineJson(await send(request), schema, request.what);
    },
  };
}

async function exchange(client: HttpClient, request: EngineRequest): Promise<HttpAnswer> {
  try {
    return await client.request(request);
  } catch (error) {
    if (error instanceof TransportFailure) throw engineErrorFromTransport(error, request.what);
    throw error;
  }
}

/** @throws GatewayError ENGINE_BAD_ANSWER; names the first misfit key, never its value. */
export function readEngineJson<T>(answer: HttpAnswer, schema: z.ZodType<T>, what: string): T {
  if (answer.body.length === 0) throw badAnswer(what, 'the body is empty');
  const body = answer.json();
  if (body === undefined) throw badAnswer(what, `the body is not JSON${describeType(answer)}`);
  return readEngineValue(body, schema, what);
}

/** @throws GatewayError ENGINE_BAD_ANSWER */
export function readEngineValue<T>(value: unknown, schema: z.ZodType<T>, what: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.join('.') || 'the body';
  throw badAnswer(what, `${path} is not of the expected shape`);
}

function badAnswer(what: string, why: string): GatewayError {
  return new GatewayError('ENGINE_BAD_ANSWER', `${what}: ${why}.`);
}

/** ` but text/html`: the commonest sign of a proxy in between. The media type only, without its parameters. */
function describeType({ headers }: HttpAnswer): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers['content-type'] ?? '')?.[0];
  return type ? ` (it came as ${type})` : '';
}
