import { createHmac } from 'node:crypto';
import {
  type EngineAnswer,
  type EngineServer,
  type SeenRequest,
  startEngineServer,
} from './engine-server.ts';

export const HTTP_BOT_SECRET = 'shared-secret-of-the-bot';
export const HTTP_BOT_TOKEN = 'bearer-token-of-the-bot';

export interface HttpBotStandIn extends EngineServer {
  /** Answers with this from now on, instead of talking. */
  answerWith(answer: EngineAnswer | undefined): void;
  /** Turns of one session that were under way at the same time, at most. */
  mostAtOnce(sessionId: string): number;
}

/** A bot as a customer would write one, which believes nobody without a signature. */
export async function startHttpBotStandIn(): Promise<HttpBotStandIn> {
  let fixed: EngineAnswer | undefined;
  const now = new Map<string, number>();
  const most = new Map<string, number>();

  async function turn(request: SeenRequest): Promise<EngineAnswer> {
    if (!isSigned(request)) return { status: 401, body: { error: 'not signed' } };
    const body = fields(request.body);
    const session = String(body['session_id']);
    const count = (now.get(session) ?? 0) + 1;
    now.set(session, count);
    most.set(session, Math.max(count, most.get(session) ?? 0));
    await new Promise((resolve) => setImmediate(resolve));
    now.set(session, count - 1);
    return fixed ?? { status: 200, body: talk(body) };
  }

  const server = await startEngineServer(turn);
  return {
    ...server,
    answerWith(answer) {
      fixed = answer;
    },
    mostAtOnce: (sessionId) => most.get(sessionId) ?? 0,
  };
}

function isSigned({ headers, text }: SeenRequest): boolean {
  if (headers.authorization !== `Bearer ${HTTP_BOT_TOKEN}`) return false;
  return headers['x-gateway-signature'] === signed(text, String(headers['x-gateway-timestamp']));
}

function signed(text: string, timestamp: string, secret = HTTP_BOT_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`;
}

/** What a bot sends with a late reply. */
export function lateReplyHeaders(text: string, atMs: number, secret?: string): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000));
  return { 'x-gateway-timestamp': timestamp, 'x-gateway-signature': signed(text, timestamp, secret) };
}

function talk(body: Record<string, unknown>): unknown {
  if (body['purpose'] === 'check') return {};
  const content = fields(body['content']);
  const told = /^my name is (\w+)/.exec(String(content['text']))?.[1];
  const name = told ?? fields(body['session'])['name'];
  if (body['purpose'] === 'understand') return { intent: { name: 'inform', score: 0.9 } };
  return {
    intent: { name: told ? 'inform' : 'ask', score: 0.9 },
    replies: [{ kind: 'text', text: `You are ${name ?? 'nobody'}.` }],
    ...(name ? { session: { name } } : {}),
  };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
