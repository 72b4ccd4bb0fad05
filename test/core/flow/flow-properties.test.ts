import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchAnswer } from '../../../src/core/flow/match-answer.ts';
import { type FlowInput, type FlowMove, stepFlow } from '../../../src/core/flow/step-flow.ts';
import type { Json } from '../../../src/core/model/json.ts';
import { emptyNluResult, type NluResult } from '../../../src/core/model/nlu-result.ts';
import type { FlowState } from '../../../src/core/model/state.ts';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import type { FetchRequest, FetchResult } from '../../../src/core/ports/fetcher.ts';
import { context, hotelApi, hotelFlow } from '../../support/flow-talk.ts';

const flow = hotelFlow();

const json: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 3 })
  .map((value): Json => JSON.parse(JSON.stringify(value)));

/** Good answers, so that runs get far, among anything else. */
const words = fc.oneof(
  fc.constantFrom(
    '1',
    'two',
    'Grand Plaza',
    '2026-12-01',
    '2026-12-01 2026-12-04',
    '2 nights',
    'anna@example.com',
  ),
  fc.constantFrom(
    'yes',
    'change',
    'dates',
    'details',
    'the hotel',
    'cancel',
    '-',
    '',
    '?',
    '{{slots.hotel}}',
    '2020-01-01',
  ),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const fields = fc.constantFrom(
  'name',
  'email',
  'guests',
  'comments',
  'hotel',
  'arrival',
  'hotels',
  '__proto__',
  'x',
);
const values = fc.constantFrom(
  'confirm',
  'change',
  'cancel',
  'hotel',
  'grand-plaza',
  'park-hotel',
  'other-dates',
  'x',
);

const content: fc.Arbitrary<UtteranceContent> = fc.oneof(
  { weight: 4, arbitrary: words.map((text): UtteranceContent => ({ kind: 'text', text })) },
  {
    weight: 3,
    arbitrary: values.map((value): UtteranceContent => ({ kind: 'choice', value, title: value })),
  },
  {
    weight: 2,
    arbitrary: fc.dictionary(fields, words).map((form): UtteranceContent => ({ kind: 'form', values: form })),
  },
  fc.constant<UtteranceContent>({ kind: 'attachment', items: [{ kind: 'image' }] }),
  fc.constant<UtteranceContent>({ kind: 'opened' }),
  fc.constant<UtteranceContent>({ kind: 'event', name: 'reminder', values: {} }),
);

const entity = fc.record({
  name: fc.constantFrom('hotel', 'date', 'guests', 'name', 'email', 'unknown'),
  value: fc.oneof(words, json, fc.integer(), fc.record({ from: words, to: words })),
});

const nlu: fc.Arbitrary<NluResult> = fc
  .record({
    intent: fc.constantFrom('inform', 'affirm', 'deny', 'cancel', 'greet'),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    entities: fc.array(entity, { maxLength: 4 }),
  })
  .map(({ intent, score, entities }) => ({
    intent: { name: intent, score },
    alternatives: [],
    entities,
    replies: [],
    warnings: [],
  }));

const answer: fc.Arbitrary<FlowInput> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), content, nlu }) },
  fc.constant<FlowInput>({ kind: 'resume' }),
);

const badFetch: fc.Arbitrary<FetchResult> = fc.oneof(
  json.map((body): FetchResult => ({ ok: true, status: 200, body })),
  fc.constantFrom(409, 500, undefined).map(
    (status): FetchResult => ({
      ok: false,
      code: 'FETCH_FAILED',
      detail: 'x',
      ...(status !== undefined && { status }),
    }),
  ),
);

const say = (content: UtteranceContent): FlowInput => ({ kind: 'answer', content, nlu: emptyNluResult });

const wayToTheEnd: readonly FlowInput[] = [
  say({ kind: 'choice', value: 'grand-plaza', title: 'Grand Plaza' }),
  say({ kind: 'text', text: '2026-12-01 2026-12-04' }),
  say({ kind: 'form', values: { name: 'Anna', email: 'anna@example.com', guests: '2', comments: '-' } }),
  say({ kind: 'choice', value: 'change', title: 'Change' }),
  say({ kind: 'choice', value: 'nothing', title: 'Nothing after all' }),
  say({ kind: 'choice', value: 'confirm', title: 'Confirm' }),
];

const MOST_FETCHES = 20;

/** Steps until the customer is asked or the flow is over. */
function settle(
  state: FlowState | undefined,
  input: FlowInput,
  fetch: (request: FetchRequest) => FetchResult,
): FlowMove {
  let move = stepFlow(flow, state, input, context);
  for (let fetches = 0; move.fetch; fetches += 1) {
    expect(fetches).toBeLessThan(MOST_FETCHES);
    expect(new URL(move.fetch.url).host).toBe('localhost:8300');
    move = stepFlow(flow, move.state, { kind: 'fetched', result: fetch(move.fetch) }, context);
  }
  return move;
}

function checkMove(move: FlowMove): void {
  expect(JSON.parse(JSON.stringify(move))).toEqual(move);
  for (const reply of move.replies) if (reply.kind === 'text') expect(reply.text.trim()).not.toBe('');
  if (!move.state) {
    expect(move.ended).toBeDefined();
    return;
  }
  expect(['ask', 'menu']).toContain(flow.steps.get(move.state.step)?.kind);
  for (const slot of flow.filledAt.get(move.state.step) ?? []) expect(move.state.slots).toHaveProperty(slot);
}

describe('any talk', () => {
  it('never throws, and every move asks or ends, however far it has come', () => {
    const reached = new Set<string>();
    const depth = fc.integer({ min: 0, max: wayToTheEnd.length });
    const inputs = fc.array(answer, { maxLength: 8 });
    fc.assert(
      fc.property(depth, inputs, fc.array(badFetch, { maxLength: 2 }), fc.nat(6), (far, said, bad, good) => {
        const spoilt = [...Array.from({ length: good }, () => undefined), ...bad];
        const fetch = (request: FetchRequest) => spoilt.shift() ?? hotelApi(request);
        let move = settle(undefined, { kind: 'start', entities: [] }, fetch);
        for (const input of [...wayToTheEnd.slice(0, far), ...said]) {
          checkMove(move);
          if (!move.state) break;
          reached.add(move.state.step);
          move = settle(move.state, input, fetch);
          if (input.kind === 'answer' && move.state) expect(move.replies.length).toBeGreaterThan(0);
        }
        reached.add(move.ended ?? 'open');
      }),
      { numRuns: 500 },
    );
    expect([...reached]).toEqual(
      expect.arrayContaining(['summary', 'summary.change', 'completed', 'handed-off']),
    );
  });

  it('starts with any entities', () => {
    fc.assert(
      fc.property(fc.array(entity, { maxLength: 6 }), words, (entities, text) => {
        checkMove(settle(undefined, { kind: 'start', entities, text }, hotelApi));
      }),
    );
  });

  it('goes on from any state that an older version of the file may have left', () => {
    const slots = fc.dictionary(fc.constantFrom(...flow.slots.keys(), 'gone'), json);
    const state = fc.record({
      flow: fc.constant(flow.name),
      step: fc.constantFrom(...flow.steps.keys(), 'gone', 'constructor'),
      slots,
      wrongAnswers: fc.nat(5),
      startedAt: fc.nat(),
      heard: slots,
      before: slots,
      passed: fc.subarray([...flow.steps.keys(), 'gone']),
      asking: fc.constantFrom(...flow.slots.keys(), 'gone'),
    });
    fc.assert(
      fc.property(state, answer, (from, input) => {
        const move = settle(from, input, hotelApi);
        expect(move.state ?? move.ended).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('judges any answer without changing anything', () => {
    const { state } = settle(undefined, { kind: 'start', entities: [] }, hotelApi);
    fc.assert(
      fc.property(content, nlu, (said, understood) => {
        const before = JSON.stringify(state);
        if (state)
          expect(['exact', 'text', 'none']).toContain(matchAnswer(flow, state, said, understood, context));
        expect(JSON.stringify(state)).toBe(before);
      }),
    );
  });
});
