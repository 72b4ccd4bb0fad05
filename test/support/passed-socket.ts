/** What systemd's socket activation does: holds the listening socket, and passes it to each process that it starts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Starts the gateway again whenever it ends; descriptor 3 is the socket in all of them. */
const KEEPER = `while :; do
  sh -c 'echo "keeper: started $$"; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"' gateway "$@"
  echo "keeper: ended $?"
done`;

export interface SocketKeeper {
  readonly url: string;
  /** Process id of the gateway that was started n-th (from 1). */
  started(nth: number): Promise<number>;
  output(): string;
  /** Ends everything. */
  close(): Promise<void>;
}

export async function keepSocket(config: string): Promise<SocketKeeper> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const keeper = spawn('sh', ['-c', KEEPER, 'keeper', process.execPath, main, 'start', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe', descriptorOf(server)],
    detached: true,
  });
  // From here on the socket lives in the keeper alone.
  server.close();
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  keeper.stdout?.on('data', collect);
  keeper.stderr?.on('data', collect);
  return {
    url: `http://127.0.0.1:${port}`,
    async started(nth) {
      for (;;) {
        const found = [...output.matchAll(/keeper: started (\d+)/g)][nth - 1]?.[1];
        if (found !== undefined) return Number(found);
        await Promise.race([once(keeper.stdout ?? keeper, 'data'), once(keeper, 'exit')]);
      }
    },
    output: () => output,
    close: () => endGroup(keeper),
  };
}

/** Node does not tell the descriptor of a server, but libuv's handle has it. */
function descriptorOf(server: object): number {
  const handle: unknown = Object.entries(server).find(([name]) => name === '_handle')?.[1];
  const descriptor = typeof handle === 'object' && handle && 'fd' in handle ? handle.fd : undefined;
  if (typeof descriptor !== 'number') throw new Error('The server has no descriptor.');
  return descriptor;
}

/** The keeper leads a process group of its own, in which the gateway runs. */
async function endGroup(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.pid === undefined) return;
  const ended = once(keeper, 'exit');
  process.kill(-keeper.pid, 'SIGKILL');
  await ended;
}
