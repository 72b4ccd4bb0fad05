import { createHmac } from 'node:crypto';
import { turnRequestSchema } from '../../src/providers/generic-http/generic-http-wire.ts';
import {
  type EngineAnswer,
  type EngineServer,
  type SeenRequest,
  startEngineServer,
} from './engine-server.ts';
import { type BotMessage, createHotelBot } from './rasa-hotel-bot.ts';
import { type HotelEntity, type HotelParse, parseHotelMessage } from './rasa-hotel-nlu.ts';

export interface HttpHotelStandInOptions {
  /** Shared with the gateway. */
  readonly secret: string;
  /** Default: any free port. */
  readonly port?: number;
}

/** The hotel agent as a bot of one's own: the neutral JSON of `generic-http`, signed. */
export async function startHttpHotelStandIn(options: HttpHotelStandInOptions): Promise<EngineServer> {
  const bot = createHotelBot({ books: false });
  return startEngineServer((request) => {
    if (!isSigned(request, options.secret)) return { status: 401, body: { error: 'not signed' } };
    const read = turnRequestSchema.safeParse(request.body);
    if (!read.success) return { status: 422, body: { error: read.error.message } };
    const { purpose, content, session_id } = read.data;
    if (purpose === 'check') return answer({});
    const text = wordsOf(content);
    const understood = understanding(parseHotelMessage(text));
    if (purpose === 'understand') return answer(understood);
    return answer({ ...understood, ...speech(bot.hear(session_id, text, {})) });
  }, options.port);
}

function answer(body: Readonly<Record<string, unknown>>): EngineAnswer {
  return { status: 200, body };
}

function isSigned({ headers, text }: SeenRequest, secret: string): boolean {
  const signed = createHmac('sha256', secret).update(`${headers['x-gateway-timestamp']}.${text}`);
  return headers['x-gateway-signature'] === `sha256=${signed.digest('hex')}`;
}

type Content = ReturnType<typeof turnRequestSchema.parse>['content'];

function wordsOf(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'choice':
      return content.value;
    case 'form':
      return Object.values(content.values).join(', ');
    case 'attachment':
      return content.caption ?? '';
    case 'opened':
      return 'hello';
    case 'event':
      return '';
  }
}

function understanding({ intent, entities }: HotelParse): Record<string, unknown> {
  if (intent.name === 'nlu_fallback') return { fallback: true };
  return {
    intent: { name: intent.name, score: intent.confidence },
    entities: entities.map(({ entity, value }: HotelEntity) => ({ name: entity, value })),
  };
}

function speech(messages: readonly BotMessage[]): Record<string, unknown> {
  const handsOver = messages.some(({ custom }) => custom?.['handoff']);
  return {
    replies: messages.flatMap(reply),
    ...(handsOver ? { handoff: { note: 'The customer asked for a person.' } } : {}),
  };
}

function reply({ text, buttons }: BotMessage): readonly object[] {
  if (!text) return [];
  if (!buttons) return [{ kind: 'text', text }];
  return [
    { kind: 'choices', text, options: buttons.map(({ title, payload }) => ({ title, value: payload })) },
  ];
}
