import { z } from 'zod';
import { conversationReportSchema } from '../../core/explain/conversation-report.ts';
import { type Desk, DeskError } from './desk.ts';

const DEADLINE_MS = 15_000;

const keysSchema = z.object({ keys: z.array(z.string()) });
const deadLettersSchema = z.object({
  deadLetters: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      kind: z.enum(['event', 'call']),
      what: z.string(),
      error: z.string(),
      at: z.number(),
      attempts: z.number(),
    }),
  ),
});

/** A running gateway, asked over its routes for operators. Its methods reject with a DeskError that says what to do. */
export function createRemoteDesk(url: string, adminToken: string): Desk {
  const base = url.replace(/\/+$/, '');

  async function ask(method: 'GET' | 'POST', path: string): Promise<Response> {
    const headers = { authorization: `Bearer ${adminToken}` };
    const signal = AbortSignal.timeout(DEADLINE_MS);
    return fetch(`${base}${path}`, { method, headers, signal }).catch((error: unknown) => {
      throw new DeskError(`No gateway answers at ${base}.`, { cause: error });
    });
  }

  async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    const answer = await ask('GET', path);
    if (!answer.ok) throw new DeskError(explainStatus(base, answer.status));
    const body: unknown = await answer.json().catch(() => undefined);
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new DeskError(`${base} is no gateway, or one of another version.`);
    return parsed.data;
  }

  async function act(id: string, what: 'redrive' | 'discard'): Promise<boolean> {
    const path = `/api/dead-letters/${encodeURIComponent(id)}/${what}`;
    const answer = await ask('POST', path);
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.ok) return true;
    // A gateway without an admin token answers 404 to everything, but without a word.
    if (answer.status === 404 && body !== undefined) return false;
    throw new DeskError(explainStatus(base, answer.status));
  }

  return {
    source: `the gateway at ${base}`,
    async find({ id, account, bot }) {
      const query = new URLSearchParams({ id, ...(account && { account }), ...(bot && { bot }) });
      return (await read(`/api/conversations?${query}`, keysSchema)).keys;
    },
    report: (key) => read(`/api/conversations/${encodeURIComponent(key)}/trace`, conversationReportSchema),
    deadLetters: async () => (await read('/api/dead-letters', deadLettersSchema)).deadLetters,
    redrive: (id) => act(id, 'redrive'),
    discard: (id) => act(id, 'discard'),
    close: async () => {},
  };
}

function explainStatus(base: string, status: number): string {
  switch (status) {
    case 401:
      return `${base} refused the admin token. It is read from GATEWAY_ADMIN_TOKEN, or from http.admin_token.`;
    case 404:
      return `${base} has no routes for operators: give it http.admin_token.`;
    default:
      return `${base} answered ${status}.`;
  }
}
