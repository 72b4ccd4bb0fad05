import type { z } from 'zod';
import { type Answer, HttpProblem } from '../small-http/http-exchange.ts';
import type { RouteRequest } from '../small-http/route-table.ts';
import type { CodeDesk, Letter } from './code-desk.ts';
import { codeCheckSchema, codeRequestSchema } from './hotel-api-schemas.ts';

export interface CodeContext {
  readonly codes: CodeDesk;
}

export function sendCode({ codes }: CodeContext, request: RouteRequest): Answer {
  const { email } = read(codeRequestSchema, request);
  codes.send(email, keyOf(request));
  return { status: 202, body: { sent: true } };
}

export function verifyCode({ codes }: CodeContext, request: RouteRequest): Answer {
  const { email, code } = read(codeCheckSchema, request);
  codes.verify(email, code, keyOf(request));
  return { status: 200, body: { verified: true } };
}

/** A page for people, JSON for programs: the mailboxes that the playground does not have. */
export function showOutbox({ codes }: CodeContext, request: RouteRequest): Answer {
  const letters = codes.outbox();
  const headers = { 'cache-control': 'no-store' };
  if (!String(request.headers['accept'] ?? '').includes('text/html')) {
    return { status: 200, body: { letters }, headers };
  }
  return { status: 200, raw: { contentType: 'text/html; charset=utf-8', data: pageOf(letters) }, headers };
}

function read<Schema extends z.ZodType>(schema: Schema, request: RouteRequest): z.output<Schema> {
  const parsed = schema.safeParse(request.body.params);
  if (parsed.success) return parsed.data;
  throw new HttpProblem(400, { error: parsed.error.issues[0]?.message ?? 'The request is not valid.' });
}

function keyOf({ headers }: RouteRequest): string | undefined {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}

function pageOf(letters: readonly Letter[]): string {
  const items = letters.map(
    ({ to, subject, text, at }) =>
      `<li><p><b>${escapeHtml(subject)}</b> to ${escapeHtml(to)}, ${new Date(at).toISOString()}</p><p>${escapeHtml(text)}</p></li>`,
  );
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    '<meta http-equiv="refresh" content="3"><title>Outbox of the hotel</title>',
    '<style>body{font:1rem/1.5 system-ui;margin:2rem auto;max-width:40rem;padding:0 1rem}li{margin-bottom:1rem}</style>',
    '<h1>Outbox of the hotel</h1>',
    letters.length === 0 ? '<p>Nothing was sent yet.</p>' : `<ul>${items.join('')}</ul>`,
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
