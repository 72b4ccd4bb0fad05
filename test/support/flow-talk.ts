/** A flow in conversation: what the customer does goes in, what the bot says comes out. Fetches are answered by a function. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expandVariables } from '../../src/config/expand-variables.ts';
import { createMustacheTemplates } from '../../src/config/mustache-templates.ts';
import { compileFlow, type Flow } from '../../src/core/flow/compile-flow.ts';
import { flowFileSchema } from '../../src/core/flow/flow-schema.ts';
import { matchAnswer } from '../../src/core/flow/match-answer.ts';
import { type FlowContext, type FlowInput, type FlowMove, stepFlow } from '../../src/core/flow/step-flow.ts';
import type { Json } from '../../src/core/model/json.ts';
import { type Entity, emptyNluResult, type NluResult } from '../../src/core/model/nlu-result.ts';
import type { Reply } from '../../src/core/model/reply.ts';
import type { FlowState } from '../../src/core/model/state.ts';
import type { Action } from '../../src/core/model/turn.ts';
import type { UtteranceContent } from '../../src/core/model/utterance.ts';
import type { FetchRequest, FetchResult } from '../../src/core/ports/fetcher.ts';

export const templates = createMustacheTemplates();

/** Compiles a flow written as an object; a problem fails the test. */
export function flowFrom(file: unknown): Flow {
  const { flow, problems } = compileFlow(flowFileSchema.parse(file), { templates });
  if (!flow) throw new Error(JSON.stringify(problems, undefined, 1));
  return flow;
}

/** The sample that ships with the product. */
export function hotelFlow(): Flow {
  const text = readFileSync(new URL('../../config/flows/hotel-booking.yaml', import.meta.url), 'utf8');
  return flowFrom(parse(expandVariables(text, {}).text));
}

/** Sunday, 22 November 2026, noon in Berlin. */
export const NOON = Date.UTC(2026, 10, 22, 11);

export const context: FlowContext = {
  at: NOON,
  timeZone: 'Europe/Berlin',
  language: 'en',
  view: { contact: { name: 'Anna', attributes: {} }, conversation: {} },
  templates,
  turnId: 'turn-1',
};

export const entity = (name: string, value: Json, more: Partial<Entity> = {}): Entity => ({
  name,
  value,
  ...more,
});

export function nlu(intent: string | undefined, entities: readonly Entity[] = [], score = 0.9): NluResult {
  return { ...emptyNluResult, entities, ...(intent !== undefined && { intent: { name: intent, score } }) };
}

export const choice = (value: string): UtteranceContent => ({ kind: 'choice', value, title: value });
export const typed = (text: string): UtteranceContent => ({ kind: 'text', text });

export interface Talk {
  start(entities?: readonly Entity[], text?: string): string;
  click(value: string): string;
  /** `understood`: what an engine made of it. */
  type(text: string, understood?: NluResult): string;
  submit(values: Readonly<Record<string, string>>): string;
  resume(): string;
  match(text: string, understood?: NluResult): 'exact' | 'text' | 'none';
  readonly state: FlowState | undefined;
  readonly last: FlowMove;
  /** Replies of the last turn. */
  readonly replies: readonly Reply[];
  readonly actions: readonly Action[];
  readonly fetched: readonly FetchRequest[];
}

const MOST_MOVES = 50;

/** State goes through JSON between turns, as it does in the store. */
export function talk(
  flow: Flow,
  answer: (request: FetchRequest) => FetchResult = hotelApi,
  from?: FlowState,
  over: Partial<FlowContext> = {},
): Talk {
  let state = from;
  let last: FlowMove | undefined;
  let replies: Reply[] = [];
  let actions: Action[] = [];
  let turns = 0;
  const fetched: FetchRequest[] = [];

  function move(input: FlowInput): string {
    turns += 1;
    const here = { ...context, ...over, turnId: `turn-${turns}` };
    replies = [];
    actions = [];
    for (let next: FlowInput | undefined = input, moves = 0; next; moves += 1) {
      if (moves > MOST_MOVES) throw new Error('The flow fetches without end.');
      last = stepFlow(flow, state, next, here);
      replies.push(...last.replies);
      actions.push(...last.actions);
      state = last.state && JSON.parse(JSON.stringify(last.state));
      if (last.fetch) fetched.push(last.fetch);
      next = last.fetch && { kind: 'fetched', result: answer(last.fetch) };
    }
    return replies.map(replyText).join('\n');
  }
  function must<T>(value: T | undefined): T {
    if (value === undefined) throw new Error('The flow is not running.');
    return value;
  }
  return {
    start: (entities = [], text) => move({ kind: 'start', entities, ...(text !== undefined && { text }) }),
    click: (value) => move({ kind: 'answer', content: choice(value), nlu: emptyNluResult }),
    type: (text, understood = emptyNluResult) =>
      move({ kind: 'answer', content: typed(text), nlu: understood }),
    submit: (values) => move({ kind: 'answer', content: { kind: 'form', values }, nlu: emptyNluResult }),
    resume: () => move({ kind: 'resume' }),
    match: (text, understood = emptyNluResult) =>
      matchAnswer(flow, must(state), typed(text), understood, { ...context, ...over }),
    get state() {
      return state;
    },
    get last() {
      return must(last);
    },
    get replies() {
      return replies;
    },
    get actions() {
      return actions;
    },
    get fetched() {
      return fetched;
    },
  };
}

function replyText(reply: Reply): string {
  switch (reply.kind) {
    case 'media':
      return reply.caption ?? reply.url;
    case 'pause':
      return '';
    default:
      return reply.text;
  }
}

const hotels = [
  { id: 'grand-plaza', name: 'Grand Plaza', description: 'In the centre.', price_from: 140, currency: 'EUR' },
  { id: 'sea-view-inn', name: 'Sea View Inn', description: 'By the sea.', price_from: 95, currency: 'EUR' },
  { id: 'park-hotel', name: 'Park Hotel', description: 'In the green.', price_from: 90, currency: 'EUR' },
].map((hotel) => ({ ...hotel, image_url: `http://localhost:8300/hotel-api/images/${hotel.id}.svg` }));

/** Like the sample's API; the Park Hotel is always full. */
export function hotelApi(request: FetchRequest): FetchResult {
  const url = new URL(request.url);
  const path = url.pathname.replace('/hotel-api', '');
  if (path === '/hotels') return { ok: true, status: 200, body: { hotels } };
  if (request.method === 'POST') return { ok: true, status: 201, body: { booking_number: 'HB-482101' } };
  const stay =
    Date.parse(url.searchParams.get('departure') ?? '') - Date.parse(url.searchParams.get('arrival') ?? '');
  const nights = stay / 86_400_000;
  const full = path.startsWith('/hotels/park-hotel/');
  const price = full ? null : nights * 100 + Number(url.searchParams.get('guests')) * 10;
  const reason = full ? 'The Park Hotel is fully booked on these days.' : null;
  return { ok: true, status: 200, body: { available: !full, price, currency: 'EUR', nights, reason } };
}

export const down = (): FetchResult => ({ ok: false, code: 'FETCH_FAILED', detail: 'refused' });
