import { GatewayError } from '../../core/model/gateway-error.ts';
import type { HttpAnswer } from '../../outbound/http-client.ts';
import { readEngineJson, readEngineValue } from '../shared/engine-http.ts';
import {
  type RasaCallbackMessage,
  type RasaMessage,
  rasaCallbackMessageSchema,
  rasaMessageSchema,
  rasaMessagesSchema,
} from './rasa-wire.ts';

/**
 * The answer of a channel: a JSON list. Channels that stream send one JSON object per line instead, under
 * `text/event-stream` though it is none (rasa/core/channels/rest.py).
 *
 * @throws GatewayError ENGINE_BAD_ANSWER
 */
export function readRasaMessages(answer: HttpAnswer, what: string): readonly RasaMessage[] {
  if (!/^text\/event-stream\b/i.test(answer.headers['content-type'] ?? '')) {
    return readEngineJson(answer, rasaMessagesSchema, what);
  }
  const lines = answer
    .text()
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => readEngineValue(parseLine(line, what), rasaMessageSchema, what));
}

/** Whole lines of a stream, in whatever pieces they come. A line that is none of Rasa's spoils the answer at its end. */
export function readRasaPieces(
  onMessage: (message: RasaMessage) => void,
  what: string,
): (piece: Uint8Array) => void {
  const decoder = new TextDecoder();
  let begun = '';
  return (piece) => {
    const lines = `${begun}${decoder.decode(piece, { stream: true })}`.split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) {
      const message = line.trim() === '' ? undefined : tryLine(line, what);
      if (message) onMessage(message);
    }
  };
}

function tryLine(line: string, what: string): RasaMessage | undefined {
  try {
    return readEngineValue(parseLine(line, what), rasaMessageSchema, what);
  } catch {
    return undefined;
  }
}

function parseLine(line: string, what: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new GatewayError('ENGINE_BAD_ANSWER', `${what}: a line of the stream is not JSON.`);
  }
}

/**
 * One post of the callback channel: the code sends one message, the documentation shows a list; both are read.
 *
 * @throws GatewayError ENGINE_BAD_ANSWER
 */
export function readRasaCallback(body: unknown): readonly RasaCallbackMessage[] {
  const what = 'Rasa callback';
  return [body].flat().map((message) => readEngineValue(message, rasaCallbackMessageSchema, what));
}
