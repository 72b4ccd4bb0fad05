import { createRequire } from 'node:module';
import protobuf from 'protobufjs';
import { cxAnswer, cxMatch, esAnswer } from './dialogflow-answers.ts';
import {
  createDialogflowHotelBot,
  type DialogflowHotelBot,
  type HotelAnswer,
} from './dialogflow-hotel-bot.ts';
import {
  type GrpcCall,
  GrpcError,
  type GrpcFailure,
  type GrpcServer,
  startGrpcServer,
} from './grpc-server.ts';

export interface DialogflowStandIn extends GrpcServer {
  readonly bot: DialogflowHotelBot;
  /** Answers the next requests with these, each once and in order, before the bot is asked. */
  replay(answers: readonly (GrpcFailure | { readonly serverAnswer: unknown })[]): void;
  /** Requests of one session that were under way at the same time, at most. */
  mostAtOnce(session: string): number;
}

export interface DialogflowStandInOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Default: any that is free. */
  readonly port?: number;
  /** How long a turn takes. */
  readonly turnMs?: number;
  /** Days in words are counted from here. */
  readonly now?: () => Date;
}

/** Dialogflow ES (v2, v2beta1) and CX (v3) on one port, made from the protos of the client packages, with the hotel agent in it. */
export async function startDialogflowStandIn(
  options: DialogflowStandInOptions = {},
): Promise<DialogflowStandIn> {
  const bot = createDialogflowHotelBot(options.now);
  const crowd = countCalls();
  let script: (GrpcFailure | { readonly serverAnswer: unknown })[] = [];

  const server = await startGrpcServer(
    (call) =>
      crowd.during(sessionOf(call), async () => {
        if (options.turnMs) await new Promise((resolve) => setTimeout(resolve, options.turnMs));
        const next = script.shift();
        if (next === undefined) return answer(bot, call);
        if ('serverAnswer' in next) return next.serverAnswer;
        throw new GrpcError(next);
      }),
    { ...options, protos: loadProtos() },
  );
  return {
    ...server,
    bot,
    mostAtOnce: crowd.most,
    replay(answers) {
      script = [...answers];
    },
  };
}

function answer(bot: DialogflowHotelBot, { method, request }: GrpcCall): unknown {
  const session = String(request['session']);
  const input = fields(request['queryInput']);
  const heard = hear(bot, session, input);
  if (method.includes('.v2'))
    return esAnswer(heard, session, String(fields(input['text'])['languageCode'] ?? 'en'));
  if (method.endsWith('/MatchIntent')) return { matches: [cxMatch(heard)] };
  return cxAnswer(heard, String(input['languageCode']), fields(request['queryParams'])['parameters']);
}

/** @throws GrpcError as the service does for an input without a language or without content */
function hear(bot: DialogflowHotelBot, session: string, input: Record<string, unknown>): HotelAnswer {
  const language = input['languageCode'] ?? fields(input['text'] ?? input['event'])['languageCode'];
  if (!language) throw new GrpcError({ code: 3, details: 'Language code is missing.' });
  if (input['event'] || input['intent']) return bot.welcome();
  const { text } = fields(input['text']);
  if (typeof text !== 'string' || text === '')
    throw new GrpcError({ code: 3, details: 'Input text not set.' });
  return bot.hear(session, text);
}

function sessionOf({ request }: GrpcCall): string {
  return String(request['session']).split('/').at(-1) ?? '';
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

let protos: readonly protobuf.Root[] | undefined;

/** Reading them takes a second, so once per process. */
function loadProtos(): readonly protobuf.Root[] {
  const require = createRequire(import.meta.url);
  protos ??= ['@google-cloud/dialogflow', '@google-cloud/dialogflow-cx'].map((name) =>
    protobuf.Root.fromJSON(require(`${name}/build/protos/protos.json`)),
  );
  return protos;
}

function countCalls() {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  return {
    most: (session: string) => most.get(session) ?? 0,
    async during<T>(session: string, task: () => Promise<T>): Promise<T> {
      const count = (now.get(session) ?? 0) + 1;
      now.set(session, count);
      most.set(session, Math.max(count, most.get(session) ?? 0));
      try {
        return await task();
      } finally {
        now.set(session, (now.get(session) ?? 1) - 1);
      }
    },
  };
}
