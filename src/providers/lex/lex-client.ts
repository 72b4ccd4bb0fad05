import { gunzipSync } from 'node:zlib';
import {
  DeleteSessionCommand,
  GetSessionCommand,
  LexRuntimeV2Client,
  PutSessionCommand,
  type PutSessionCommandInput,
  RecognizeTextCommand,
  type SessionState,
} from '@aws-sdk/client-lex-runtime-v2';
import { GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';
import { readEngineValue } from '../shared/engine-http.ts';
import type { LexAttributes } from './lex-attributes.ts';
import { lexError } from './lex-error.ts';
import type { LexSettings } from './lex-settings.ts';
import { createLexTransport } from './lex-transport.ts';
import { type LexAnswer, lexAnswerSchema, lexPutAnswerSchema } from './lex-wire.ts';
import { repeatRefused } from './repeat-refused.ts';

/** A session of one locale. */
export interface LexPlace {
  readonly localeId: string;
  readonly sessionId: string;
}

export interface LexQuestion {
  readonly text: string;
  /** Absent: Lex keeps what it has. */
  readonly sessionAttributes?: LexAttributes | undefined;
  readonly requestAttributes: LexAttributes;
}

export interface LexStart {
  readonly sessionState: SessionState;
  readonly requestAttributes?: LexAttributes;
}

/** The calls that we make, one method each. All throw GatewayError `ENGINE_…`. */
export interface LexClient {
  recognize(place: LexPlace, question: LexQuestion, signal: AbortSignal): Promise<LexAnswer>;
  /** PutSession: sets the state of a session and lets Lex go on from there, without an utterance. */
  start(place: LexPlace, start: LexStart, signal: AbortSignal): Promise<LexAnswer>;
  /** Undefined: there is no such session (or no such bot: Lex says the same of both). */
  session(place: LexPlace, signal: AbortSignal): Promise<LexAnswer | undefined>;
  /** Also when there is none. */
  forget(place: LexPlace, signal: AbortSignal): Promise<void>;
  close(): void;
}

export function createLexClient(settings: LexSettings, clock: () => number): LexClient {
  const sdk = createSdk(settings);
  const bot = { botId: settings.bot_id, botAliasId: settings.bot_alias_id };

  async function call<T>(what: string, signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    const once = () =>
      send().catch((error: unknown) => Promise.reject(lexError(error, what, signal, clock())));
    try {
      return await repeatRefused(once, settings.retries, signal);
    } catch (error) {
      throw lexError(error, what, signal, clock());
    }
  }

  return {
    recognize: (place, { text, sessionAttributes, requestAttributes }, signal) =>
      call('Lex text', signal, async () => {
        const sessionState = sessionAttributes && { sessionState: { sessionAttributes } };
        const input = { ...bot, ...place, text, ...sessionState, requestAttributes };
        return readAnswer(
          await sdk.send(new RecognizeTextCommand(input), { abortSignal: signal }),
          'Lex text',
        );
      }),
    start: (place, start, signal) =>
      call('Lex session', signal, async () => {
        const input = { ...bot, ...place, ...start, responseContentType: 'text/plain; charset=utf-8' };
        return put(sdk, input, signal, settings.max_answer_bytes);
      }),
    session: (place, signal) =>
      call('Lex session', signal, async () => {
        const command = new GetSessionCommand({ ...bot, ...place });
        return readAnswer(await sdk.send(command, { abortSignal: signal }), 'Lex session');
      }).catch(unlessAbsent),
    async forget(place, signal) {
      const command = new DeleteSessionCommand({ ...bot, ...place });
      await call('Lex session', signal, () => sdk.send(command, { abortSignal: signal })).catch(unlessAbsent);
    },
    close: () => sdk.destroy(),
  };
}

/** One attempt: the SDK would also repeat what may have been heard already. */
function createSdk(settings: LexSettings): LexRuntimeV2Client {
  const { region, endpoint, profile, access_key_id, secret_access_key, session_token } = settings;
  return new LexRuntimeV2Client({
    maxAttempts: 1,
    requestHandler: createLexTransport({
      timeoutMs: settings.timeout_ms,
      maxBytes: settings.max_answer_bytes,
    }),
    ...(region && { region }),
    ...(endpoint && { endpoint }),
    ...(profile && { profile }),
    ...(access_key_id &&
      secret_access_key && {
        credentials: {
          accessKeyId: access_key_id,
          secretAccessKey: secret_access_key,
          ...(session_token && { sessionToken: session_token }),
        },
      }),
  });
}

async function put(
  sdk: LexRuntimeV2Client,
  input: PutSessionCommandInput,
  signal: AbortSignal,
  maxBytes: number,
): Promise<LexAnswer> {
  const { audioStream, ...output } = await sdk.send(new PutSessionCommand(input), { abortSignal: signal });
  // Empty for text, but the connection is free again only when it was read.
  await audioStream?.transformToByteArray();
  const packed = readEngineValue(output, lexPutAnswerSchema, 'Lex session');
  return readAnswer(
    {
      sessionId: packed.sessionId,
      messages: unpack(packed.messages, maxBytes),
      sessionState: unpack(packed.sessionState, maxBytes),
      requestAttributes: unpack(packed.requestAttributes, maxBytes),
    },
    'Lex session',
  );
}

/** @throws GatewayError ENGINE_BAD_ANSWER */
function unpack(header: string | null | undefined, maxBytes: number): unknown {
  if (!header) return undefined;
  try {
    const json = gunzipSync(Buffer.from(header, 'base64'), { maxOutputLength: maxBytes }).toString('utf8');
    return JSON.parse(json) as unknown;
  } catch {
    throw new GatewayError('ENGINE_BAD_ANSWER', 'Lex session: a header cannot be unpacked.');
  }
}

/** The client makes an answer without any content out of everything that is JSON, whoever said it. */
function readAnswer(output: unknown, what: string): LexAnswer {
  const answer = readEngineValue(output, lexAnswerSchema, what);
  if (answer.sessionId || answer.sessionState || answer.interpretations) return answer;
  throw new GatewayError('ENGINE_BAD_ANSWER', `${what}: the answer has nothing of Lex in it.`);
}

function unlessAbsent(error: unknown): undefined {
  if (!isGatewayError(error, 'ENGINE_NOT_FOUND')) throw error;
}
