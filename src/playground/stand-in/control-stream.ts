import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendAnswer } from '../small-http/http-exchange.ts';
import { isLocal } from './local-only.ts';
import type { StandInEvent } from './platform.ts';
import { shownDelivery, shownRequest } from './show-log.ts';

/** Server-Sent Events for the playground page. */
export interface ControlStream {
  attach(request: IncomingMessage, response: ServerResponse): void;
  send(event: StandInEvent): void;
  close(): void;
}

export function createControlStream(): ControlStream {
  const open = new Set<ServerResponse>();
  return {
    attach(request, response) {
      if (!isLocal(request)) {
        sendAnswer(response, { status: 403, body: { error: 'Loopback only' } });
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': open\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    send(event) {
      if (open.size === 0) return;
      const text = `data: ${JSON.stringify(onTheWire(event))}\n\n`;
      for (const response of open) response.write(text);
    },
    close() {
      for (const response of open) response.end();
      open.clear();
    },
  };
}

function onTheWire(event: StandInEvent): unknown {
  const head = { type: event.type, conversation_id: event.conversationId };
  switch (event.type) {
    case 'message':
    case 'message-updated':
      return { ...head, message_id: event.messageId };
    case 'conversation':
      return head;
    case 'typing':
      return { ...head, typing: event.typing };
    case 'request':
      return { ...head, request: shownRequest(event.request) };
    case 'delivery':
      return { ...head, delivery: shownDelivery(event.delivery) };
  }
}
