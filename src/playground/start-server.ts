import http from 'node:http';

export interface RunningServer {
  readonly url: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** A plain HTTP server on loopback. `port` 0: any free one. @throws Error when the port is taken */
export function startServer(handler: http.RequestListener, port = 0): Promise<RunningServer> {
  const server = http.createServer(handler);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `http://127.0.0.1:${bound}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
