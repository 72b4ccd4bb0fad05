/** The listener. It opens as soon as the store is open and closes last, since a refused webhook costs a conversation. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { GatewayError } from '../core/model/gateway-error.ts';

/** Longer than the keep-alive of common proxies, so that they never write into a socket that we just closed. */
const KEEP_ALIVE_MS = 75_000;
/** A webhook is small and comes from one data centre or the next. */
const REQUEST_TIMEOUT_MS = 30_000;
/** systemd's socket activation hands over descriptors from 3 on. */
const FIRST_PASSED_DESCRIPTOR = 3;

export interface Listener {
  readonly url: string;
  readonly port: number;
  /** Takes no new connections; resolves when the open requests are answered, or after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/**
 * Listens on `host:port`, or on the socket that systemd passed (LISTEN_FDS), which stays open between two processes,
 * so that a restart refuses nobody.
 */
export async function listen(
  handler: RequestListener,
  at: { readonly host: string; readonly port: number },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Listener> {
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    handler,
  );
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  await opened(server, passedSocket(env) ?? at);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : at.port;
  return { url: `http://${displayHost(at.host)}:${port}`, port, close: (graceMs) => closed(server, graceMs) };
}

function opened(server: Server, at: { fd: number } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const where = 'fd' in at ? `descriptor ${at.fd}` : `${at.host}:${at.port}`;
      reject(
        new GatewayError('LISTEN_FAILED', `cannot listen on ${where}: ${error.message}`, { cause: error }),
      );
    });
    server.listen(at, resolve);
  });
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function passedSocket(env: Readonly<Record<string, string | undefined>>): { fd: number } | undefined {
  const meant = env['LISTEN_PID'] === String(process.pid) && Number(env['LISTEN_FDS']) >= 1;
  return meant ? { fd: FIRST_PASSED_DESCRIPTOR } : undefined;
}

function displayHost(host: string): string {
  if (host === '127.0.0.1' || host === '::1' || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
