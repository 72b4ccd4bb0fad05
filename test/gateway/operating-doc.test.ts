/** docs/operating.md names what there is: no metric, route or unit that is not. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayInProcess, startGatewayInProcess } from '../support/gateway-in-process.ts';

const ADMIN = 'admin-token-of-16-characters';
const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const page = read('docs/operating.md');

let running: GatewayInProcess;
beforeAll(async () => {
  running = await startGatewayInProcess(`
http: { host: 127.0.0.1, port: 0, admin_token: ${ADMIN} }
store: { path: ./gateway.db }
chatwoot: { url: "http://127.0.0.1:9", token: t, secrets: [s] }
provider: rasa
rasa: { url: "http://127.0.0.1:9" }
`);
});
afterAll(() => running.close());

const get = (path: string) =>
  fetch(`${running.url}${path}`, { headers: { authorization: `Bearer ${ADMIN}` } });

describe('docs/operating.md', () => {
  it('lists every metric with its type and labels, and no other', async () => {
    const text = await (await get('/metrics')).text();
    const served = [...text.matchAll(/^# TYPE chatwoot_nlu_gateway_(\w+) (\w+)$/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    const told = [...page.matchAll(/^\| `(\w+)` \| (counter|gauge|histogram) \|/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    expect(told.sort()).toEqual(served.sort());
  });

  it('lists routes that answer', async () => {
    const paths = [...page.matchAll(/^\| `GET (\S+)` \|/gm)].map(([, path = '']) =>
      path.replace(':key', 'bot:1:1'),
    );
    expect(paths.length).toBeGreaterThan(4);
    for (const path of paths)
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 200 });
  });

  it('goes with units that stop later than the drain ends', () => {
    const unit = read('deploy/systemd/chatwoot-nlu-gateway.service');
    const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]);
    expect(seconds).toBeGreaterThan(20 + 3);
    expect(unit).toContain('RestartPreventExitStatus=2');
  });
});
