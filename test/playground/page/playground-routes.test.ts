import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { posix } from 'node:path';
import Koa from 'koa';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createState } from '../../../src/core/model/state.ts';
import type { StoredTrace } from '../../../src/core/ports/store.ts';
import { listPageFiles } from '../../../src/playground/page-files.ts';
import { createPlaygroundRoutes } from '../../../src/playground/playground-routes.ts';

const key = 'hotel:1:7';
const stored: StoredTrace = {
  trace: {
    id: 'turn-1',
    event: 'customer-spoke',
    at: 1000,
    durationMs: 5,
    decision: 'answered',
    reason: 'The mapping of greet.',
    alternatives: [],
    entities: [],
    answeredBy: { kind: 'mapping', intent: 'greet' },
    warnings: [],
    steps: [],
  },
  calls: [],
};

let server: Server;
let origin: string;
let engine = 'embedded';

beforeEach(() => {
  engine = 'embedded';
});

beforeAll(async () => {
  const app = new Koa();
  app.use(
    createPlaygroundRoutes({
      store: {
        traces: async (asked) => (asked === key ? [stored] : []),
        state: async (asked) => (asked === key ? createState('session-1', 1000) : undefined),
      },
      bots: () => [{ name: 'hotel', engines: ['embedded', 'rasa'], engine, defaultEngine: 'embedded' }],
      switchEngine: async (_bot, wanted) => {
        if (wanted === 'rasa') throw new Error('ENGINE_UNREACHABLE: nobody listens there');
        engine = wanted;
      },
      standInPrefix: '/stand-in',
    }),
  );
  app.use((context) => {
    context.body = 'somebody else';
  });
  server = createServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('the page', () => {
  it('comes with a policy that lets nothing in from outside', async () => {
    const response = await fetch(origin);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]{44}'/);
    expect(policy.replaceAll(/http:\/\/(localhost|127\.0\.0\.1):\*/g, '')).not.toMatch(/unsafe|http|\*/);
  });

  it('names no address outside this origin', async () => {
    const html = await (await fetch(origin)).text();
    expect(html).not.toMatch(/(?:src|href)="(?!\/playground\/)/);
  });

  it('gets every module and style that it asks for', async () => {
    const files = listPageFiles();
    const wanted = [...files].flatMap(([name, file]) => importsOf(name, readFileSync(file.path, 'utf8')));
    expect(wanted.length).toBeGreaterThan(50);
    for (const name of wanted) expect(files.has(name), name).toBe(true);
  });

  it.each([
    'app.js',
    'styles/theme.css',
    'icon.svg',
    'lib/preact.js',
    'lib/preact-hooks.js',
    'lib/htm.js',
    'lib/marked.js',
  ])('serves %s', async (name) => {
    const response = await fetch(`${origin}/playground/assets/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^(text\/(javascript|css)|image\/svg\+xml)/);
    expect((await response.text()).length).toBeGreaterThan(100);
  });

  it.each([
    'types.d.ts',
    'jsconfig.json',
    '../playground-routes.ts',
    '..%2fplayground-routes.ts',
    'nothing.js',
    '',
  ])('does not serve %s', async (name) => {
    const response = await rawGet(`/playground/assets/${name}`);
    expect(response.status).toBe(404);
  });

  it('leaves other paths alone', async () => {
    expect(await (await fetch(`${origin}/webhooks/x`)).text()).toBe('somebody else');
  });

  it('answers under loopback names only', async () => {
    expect((await rawGet('/', 'rebound.example')).status).toBe(403);
    expect((await rawGet('/', 'localhost:1')).status).toBe(200);
  });
});

describe('the API', () => {
  it('names the bots and where the stand-in is', async () => {
    const body = await (await fetch(`${origin}/playground/api/bots`)).json();
    expect(body).toEqual({
      standIn: '/stand-in',
      bots: [{ name: 'hotel', engines: ['embedded', 'rasa'], engine: 'embedded', defaultEngine: 'embedded' }],
    });
  });

  it('gives the traces and the state of a conversation', async () => {
    const body = await (await fetch(`${origin}/playground/api/traces/${encodeURIComponent(key)}`)).json();
    expect(body).toEqual({ traces: [stored], state: createState('session-1', 1000) });
  });

  it('knows nothing of a conversation without turns', async () => {
    const body = await (await fetch(`${origin}/playground/api/traces/hotel:1:8`)).json();
    expect(body).toEqual({ traces: [], state: null });
  });

  it('switches the engine', async () => {
    engine = 'rasa';
    const response = await post({ bot: 'hotel', engine: 'embedded' });
    expect(response.status).toBe(200);
    expect(engine).toBe('embedded');
  });

  it('says why an engine could not be switched', async () => {
    const response = await post({ bot: 'hotel', engine: 'rasa' });
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ error: 'ENGINE_UNREACHABLE: nobody listens there' });
  });

  it.each([
    [{ bot: 'nobody', engine: 'rasa' }, 404],
    [{ bot: 'hotel', engine: 'lex' }, 422],
    [{ bot: 'hotel' }, 422],
    [{ bot: 'hotel', engine: 'embedded', also: 1 }, 422],
  ])('refuses %j with %i', async (body, status) => {
    expect((await post(body)).status).toBe(status);
    expect(engine).toBe('embedded');
  });

  it('reads no long body', async () => {
    expect((await post('x'.repeat(20_000))).status).toBe(422);
  });

  it('takes no change from another site', async () => {
    const response = await post({ bot: 'hotel', engine: 'embedded' }, { Origin: 'https://evil.example' });
    expect(response.status).toBe(403);
  });

  it.each([
    ['/playground/api/nothing', 404],
    ['/playground/api/traces/%E0%A4%A', 400],
    ['/playground/api/engine', 405],
  ])('answers %s with %i', async (path, status) => {
    expect((await rawGet(path)).status).toBe(status);
  });
});

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/playground/api/engine`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** `fetch` would tidy up the path and refuse to change the host. */
function rawGet(path: string, host?: string): Promise<{ status: number | undefined }> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { Host: host };
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve({ status: response.statusCode }));
    })
      .once('error', reject)
      .end();
  });
}

/** Page files that a page file refers to by a relative import or by address. */
function importsOf(name: string, text: string): string[] {
  if (name.startsWith('lib/')) return [];
  const relative = [...text.matchAll(/^import .* from '(\.[^']+)';$/gm)].map(([, path]) =>
    posix.join(posix.dirname(name), path ?? ''),
  );
  const absolute = [...text.matchAll(/"\/playground\/assets\/([^"]+)"/g)].map(([, path]) => path ?? '');
  return [...relative, ...absolute];
}
