import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/**
 * The control API acts as customer and agent, so it serves this machine alone: a direct connection from loopback that
 * names a loopback host (a foreign web page that re-binds its name to 127.0.0.1 names its own).
 */
export function isLocal(request: IncomingMessage): boolean {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded'];
  const host = request.headers.host ?? '';
  return (
    forwarded === undefined && LOOPBACK.test(request.socket.remoteAddress ?? '') && LOCAL_HOST.test(host)
  );
}

/** A web page elsewhere can send forms but not JSON without asking first. */
export function isForeignForm(request: IncomingMessage): boolean {
  return request.method !== 'GET' && !request.headers['content-type']?.startsWith('application/json');
}
