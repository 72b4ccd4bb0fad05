/** Late replies of a bot of one's own, over real HTTP: signed, or not heard. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  HTTP_BOT_SECRET,
  HTTP_BOT_TOKEN,
  type HttpBotStandIn,
  lateReplyHeaders,
  startHttpBotStandIn,
} from '../support/http-bot-stand-in.ts';
import { type RunningGateway, startRunningGateway } from '../support/running-gateway.ts';

const OLDER_SECRET = 'secret-that-is-rotated-out';

describe('a bot of one’s own', () => {
  let bot: HttpBotStandIn;
  let running: RunningGateway;
  let id: number;
  let session_id: string | undefined;

  beforeEach(async () => {
    bot = await startHttpBotStandIn();
    running = await startRunningGateway(`
provider: generic-http
generic-http:
  url: "${bot.url}"
  secrets: [${HTTP_BOT_SECRET}, ${OLDER_SECRET}]
  token: ${HTTP_BOT_TOKEN}
  callback: { path_secret: path-secret-1 }
`);
    id = running.standIn.createConversation().id;
    running.standIn.customerSays(id, 'my name is Robin');
    await running.heard(id, 'You are Robin.');
    session_id = (await running.store().state(`bot:1:${id}`))?.session.id;
  });
  afterEach(async () => {
    await running.close();
    await bot.stop();
  });

  interface Post {
    readonly atMs?: number;
    readonly secret?: string;
    readonly path?: string;
    readonly headers?: Record<string, string>;
  }

  async function post(message: unknown, { atMs = Date.now(), secret, path, headers }: Post = {}) {
    const body = typeof message === 'string' ? message : JSON.stringify(message);
    const answer = await fetch(`${running.url()}${path ?? '/engines/bot/generic-http/path-secret-1'}`, {
      method: 'POST',
      headers: headers ?? lateReplyHeaders(body, atMs, secret),
      body,
    });
    return { status: answer.status, body: await answer.json() };
  }

  const late = (over: object = {}) => ({
    version: 1,
    session_id,
    id: 'parcel-1',
    replies: [{ kind: 'text', text: 'Your parcel is here.' }],
    ...over,
  });

  it('says something by itself, once', async () => {
    expect(await post(late())).toEqual({ status: 200, body: { status: 'accepted' } });
    expect(await post(late())).toEqual({ status: 200, body: { status: 'duplicate' } });
    expect((await post(late({ id: 'parcel-2', replies: [{ kind: 'text', text: 'Two!' }] }))).status).toBe(
      200,
    );
    await running.heard(id, 'Two!');
    expect(running.said(id).slice(1)).toEqual(['Your parcel is here.', 'Two!']);
  });

  it('hands over by itself', async () => {
    await post(late({ handoff: { note: 'customs' } }));
    await running.standIn.waitFor(() => running.standIn.conversation(id).status === 'open');
    expect(running.said(id)).toContain('Your parcel is here.');
  });

  it('may sign with either secret while one is rotated out', async () => {
    expect((await post(late(), { secret: OLDER_SECRET })).status).toBe(200);
  });

  it('is heard by nobody without the right signature, clock and address', async () => {
    const wrong: readonly [Post, string][] = [
      [{ secret: 'another-secret-of-16' }, 'signature-wrong'],
      [{ atMs: Date.now() - 301_000 }, 'timestamp-outside-window'],
      [{ atMs: Date.now() + 302_000 }, 'timestamp-outside-window'],
      [{ headers: {} }, 'signature-missing'],
      [{ headers: { ...lateReplyHeaders('another body', Date.now()) } }, 'signature-wrong'],
      [
        { headers: { ...lateReplyHeaders('', Date.now()), 'x-gateway-signature': 'sha256=00' } },
        'signature-wrong',
      ],
      [{ path: '/engines/bot/generic-http' }, 'lock-closed'],
      [{ path: '/engines/bot/generic-http/path-secret-2' }, 'lock-closed'],
    ];
    for (const [over, reason] of wrong) {
      expect(await post(late(), over)).toEqual({ status: 401, body: { status: 'refused', reason } });
    }
    expect(running.said(id)).toHaveLength(1);
  });

  it('is told what is wrong with what it says, by place', async () => {
    const wrong: readonly [unknown, number, string][] = [
      ['not json', 422, 'not-readable:body'],
      [late({ version: 2 }), 422, 'not-readable:version'],
      [late({ id: '' }), 422, 'not-readable:id'],
      [late({ replies: 'hello' }), 422, 'not-readable:replies'],
      [late({ replies: [{ kind: 'text' }] }), 422, 'not-readable:replies.0.text'],
      [late({ session_id: 'bot-1-9999-abc' }), 404, 'unknown-session'],
      [late({ session_id: '../../etc' }), 404, 'unknown-session'],
    ];
    for (const [message, status, reason] of wrong) {
      expect(await post(message)).toEqual({ status, body: { status: 'refused', reason } });
    }
  });
});
