import { describe, expect, it } from 'vitest';
import type { FlowState } from '../../../src/core/model/state.ts';
import type { FetchRequest, FetchResult } from '../../../src/core/ports/fetcher.ts';
import { down, entity, flowFrom, nlu, talk } from '../../support/flow-talk.ts';

const ok = (body: Extract<FetchResult, { ok: true }>['body']): FetchResult => ({
  ok: true,
  status: 200,
  body,
});

/** "My bookings": only for verified visitors, or with a one-time code. */
const gate = flowFrom({
  name: 'my-bookings',
  settings: { api: 'https://api.test:8443/v1/' },
  slots: {
    email: { type: 'email' },
    code: { type: 'text', pattern: '\\d{6}', errors: { pattern: 'The code has six digits.' } },
    bookings: { type: 'data' },
  },
  steps: {
    known: { branch: [{ when: { 'contact.verified': true }, goto: 'fetch-bookings' }] },
    'ask-email': { ask: { slots: ['email'], ask_email: { text: 'Your e-mail?' } } },
    'send-code': {
      fetch: {
        method: 'POST',
        url: '{{settings.api}}/codes',
        body: { email: '{{slots.email}}' },
        on_failure: 'people',
      },
    },
    'ask-code': { ask: { slots: ['code'], text: 'I sent you a code. What is it?' } },
    'check-code': {
      fetch: {
        method: 'POST',
        url: '{{settings.api}}/codes/{{slots.code}}',
        headers: { 'x-email': '{{slots.email}}' },
        on_status: { '401': 'wrong-code' },
        on_failure: 'people',
      },
    },
    'fetch-bookings': {
      fetch: { url: '{{settings.api}}/bookings', save: { bookings: '$.list' }, on_failure: 'people' },
    },
    show: {
      end: {
        text: 'You have {{#slots.bookings}}{{id}} {{/slots.bookings}}',
        attributes: { bookings: '{{slots.bookings}}', empty: '{{contact.nothing}}', fixed: 1 },
        labels: ['verified'],
        resolve: true,
      },
    },
    'wrong-code': { say: { text: 'That is not the code.' } },
    again: { set: { code: null }, next: 'ask-code' },
    people: {
      handoff: { text: 'A colleague helps.', reason: 'No code for {{contact.name}}', labels: ['code'] },
    },
  },
});

function codeApi(request: FetchRequest): FetchResult {
  if (request.url.endsWith('/codes/111111'))
    return { ok: false, status: 401, code: 'FETCH_FAILED', detail: 'no' };
  return request.url.endsWith('/bookings') ? ok({ list: [{ id: 'HB-1' }, { id: 'HB-2' }] }) : ok(null);
}

describe('a flow behind a one-time code', () => {
  it('lets a verified visitor in at once', () => {
    const view = { contact: { verified: true }, conversation: {} };
    const customer = talk(gate, codeApi, undefined, { view });
    expect(customer.start()).toBe('You have HB-1 HB-2 ');
    expect(customer.actions).toEqual([
      { kind: 'set-attributes', values: { bookings: [{ id: 'HB-1' }, { id: 'HB-2' }], fixed: 1 } },
      { kind: 'add-labels', labels: ['verified'] },
      { kind: 'resolve' },
    ]);
  });

  it('asks again after a wrong code and goes on after the right one', () => {
    const customer = talk(gate, codeApi);
    expect(customer.start()).toBe('Your e-mail?');
    expect(customer.replies).toMatchObject([{ kind: 'ask-email' }]);
    expect(customer.submit({ email: 'anna@example.com' })).toContain('What is it?');
    expect(customer.type('12')).toBe('The code has six digits.\nI sent you a code. What is it?');
    expect(customer.type('111111')).toBe('That is not the code.\nI sent you a code. What is it?');
    expect(customer.type('222222')).toContain('HB-2');
    expect(customer.fetched.map(({ url, headers }) => [url, headers['x-email']])).toContainEqual([
      'https://api.test:8443/v1/codes/222222',
      'anna@example.com',
    ]);
  });

  it('hands over when the code cannot be sent', () => {
    const customer = talk(gate, down);
    customer.start([entity('email', 'x')], 'it is anna@example.com');
    expect(customer.last).toMatchObject({ ended: 'handed-off', handoff: { reasonText: 'No code for Anna' } });
    expect(customer.actions).toEqual([{ kind: 'add-labels', labels: ['code'] }]);
  });

  it.each(['..', '.', 'a/../../x', '1?admin=1'])('keeps "%s" within its place in an address', (code) => {
    const open = flowFrom({
      name: 'open',
      slots: { code: { type: 'text' } },
      steps: {
        ask: { ask: { slots: ['code'], text: '?' } },
        fetch: { fetch: { url: 'http://api.test/codes/{{slots.code}}', on_failure: 'end' } },
        end: { end: {} },
      },
    });
    const customer = talk(open, codeApi);
    customer.start();
    customer.type(code);
    expect(customer.last.ended).toBe('completed');
    for (const { url } of customer.fetched)
      expect(url).toBe(`http://api.test/codes/${encodeURIComponent(code)}`);
  });

  it('knows its hosts', () => {
    expect(new Set(gate.hosts.map(({ host }) => host))).toEqual(new Set(['api.test:8443']));
  });
});

const small = flowFrom({
  name: 'small',
  cancel: { words: ['enough'] },
  wrong_answers: 0,
  slots: {
    from: { type: 'number', entity: 'number', role: 'from', min: 1, max: 9 },
    to: { type: 'number', entity: 'number', role: 'to', after: 'from' },
    size: {
      type: 'choice',
      options: [
        { title: 'Small', value: 's' },
        { title: 'Large', value: 'l' },
      ],
    },
    note: { type: 'text', optional: true },
  },
  steps: {
    from: { ask: { slots: ['from'], text: 'From?' } },
    to: { ask: { slots: ['to'], text: 'To?' } },
    size: { ask: { slots: ['size'], text: 'Size?' } },
    note: { ask: { slots: ['note'], text: 'Note?' } },
    end: {
      end: {
        text: '{{slots.from}}-{{slots.to}} {{shown.size}}{{#slots.note}} {{slots.note}}{{/slots.note}}',
      },
    },
  },
});

describe('questions', () => {
  it('fill slots by the role of an entity, whatever their order', () => {
    const customer = talk(small);
    const said = [entity('number', 7, { role: 'to' }), entity('number', 2, { role: 'from' })];
    expect(customer.start(said)).toBe('Size?');
    expect(customer.state?.slots).toEqual({ from: 2, to: 7 });
  });

  it('fill the slot that is asked for before others of the same entity', () => {
    const flow = flowFrom({
      name: 'backwards',
      slots: { arrive: { type: 'date', entity: 'date' }, leave: { type: 'date', entity: 'date' } },
      steps: {
        leave: { ask: { slots: ['leave'], text: 'Leave?' } },
        arrive: { ask: { slots: ['arrive'], text: 'Arrive?' } },
        end: { end: { text: '{{slots.arrive}} {{slots.leave}}' } },
      },
    });
    const customer = talk(flow);
    customer.start();
    expect(customer.type('sunday', nlu('inform', [entity('date', '2026-11-29')]))).toBe('Arrive?');
    expect(customer.type('friday', nlu('inform', [entity('date', '2026-11-27')]))).toBe(
      '2026-11-27 2026-11-29',
    );
  });

  it('show the options of a choice without being told', () => {
    const customer = talk(small);
    customer.start([entity('number', 2), entity('number', 3)]);
    expect(customer.replies).toEqual([
      {
        kind: 'choices',
        text: 'Size?',
        options: [
          { title: 'Small', value: 's' },
          { title: 'Large', value: 'l' },
        ],
      },
    ]);
    expect(customer.last.offered).toHaveLength(2);
    customer.click('l');
    expect(customer.type('none')).toBe('2-3 Large');
  });

  it('take free words as they are, numbers and all', () => {
    const customer = talk(small);
    customer.start([entity('number', 2), entity('number', 3)]);
    customer.type('large');
    expect(customer.type('Room 4 at 5, {{slots.from}}', nlu('inform', [entity('number', 4)]))).toBe(
      '2-3 Large Room 4 at 5, {{slots.from}}',
    );
  });

  it('go to a person at once when no second try is allowed', () => {
    const customer = talk(small);
    customer.start();
    customer.type('dunno');
    expect(customer.last).toMatchObject({
      ended: 'handed-off',
      handoff: { reasonText: expect.stringMatching(/^One answer at step "from"/) },
    });
  });

  it('end on a word of their own', () => {
    const customer = talk(small);
    customer.start();
    customer.type('Enough.');
    expect(customer.last).toMatchObject({ ended: 'cancelled', replies: [] });
  });
});

describe('values said ahead', () => {
  const flow = flowFrom({
    name: 'ahead',
    slots: {
      rooms: { type: 'data' },
      email: { type: 'email' },
      room: {
        type: 'choice',
        entity: 'room',
        options: [{ each: 'slots.rooms', title: '{{item}}', value: '{{item}}' }],
      },
      guests: { type: 'guests', entity: 'guests', on_change: 'price' },
    },
    steps: {
      guests: { ask: { slots: ['guests'], text: 'How many?' } },
      email: { ask: { slots: ['email'], text: 'E-mail?' } },
      sure: { menu: { text: 'Sure?', options: [{ title: 'Yes', goto: 'rooms' }] } },
      rooms: { fetch: { url: 'http://api.test/rooms', save: { rooms: '$' }, on_failure: 'end' } },
      room: { ask: { slots: ['room'], text: 'Which room?' } },
      price: { say: { text: 'For {{slots.guests}}' } },
      last: { menu: { text: 'Done?', options: [{ title: 'Yes', goto: 'end' }] } },
      end: { end: { text: '{{slots.email}}' } },
    },
  });
  const api = () => ok(['Blue', 'Red']);

  it('wait until there is something to choose from', () => {
    const customer = talk(flow, api);
    customer.start([entity('guests', 2)]);
    customer.type('a@b.de, and the blue room', nlu('inform', [entity('room', 'blue')]));
    expect(customer.state).toMatchObject({ step: 'sure', wrongAnswers: 0, heard: { room: 'blue' } });
    expect(customer.type('yes')).toBe('For 2\nDone?');
    expect(customer.state?.slots).toMatchObject({ room: 'Blue' });
  });

  it('do not carry a correction past a question that was not put yet', () => {
    const customer = talk(flow, api);
    customer.start([entity('guests', 2)]);
    customer.type('a@b.de');
    customer.type('no, we are three', nlu('inform', [entity('guests', 3)]));
    expect(customer.state).toMatchObject({ step: 'sure', slots: { guests: 3 } });
    customer.type('yes');
    customer.type('red');
    expect(customer.type('four of us', nlu('inform', [entity('guests', 4)]))).toBe('For 4\nDone?');
  });
});

describe('a correction', () => {
  it('does not step over a menu that was not answered yet', () => {
    const flow = flowFrom({
      name: 'gate',
      slots: { guests: { type: 'guests', entity: 'guests', on_change: 'price' } },
      steps: {
        guests: { ask: { slots: ['guests'], text: 'How many?' } },
        rules: { menu: { text: 'Do you accept the rules?', options: [{ title: 'Yes', goto: 'price' }] } },
        price: { say: { text: 'For {{slots.guests}}' } },
        last: { menu: { text: 'Done?', options: [{ title: 'Yes', goto: 'end' }] } },
        end: { end: {} },
      },
    });
    const customer = talk(flow);
    customer.start([entity('guests', 2)]);
    expect(customer.type('three', nlu('inform', [entity('guests', 3)]))).toBe('Do you accept the rules?');
    customer.click('yes');
    expect(customer.type('four', nlu('inform', [entity('guests', 4)]))).toBe('For 4\nDone?');
  });
});

describe('a flow without digressions', () => {
  it('keeps every understood answer for itself', () => {
    const flow = flowFrom({
      name: 'strict',
      digressions: false,
      slots: { a: { type: 'number' } },
      steps: { ask: { ask: { slots: ['a'], text: '?' } }, end: { end: {} } },
    });
    const customer = talk(flow);
    customer.start();
    expect(customer.match('is breakfast included?', nlu('ask_facilities'))).toBe('exact');
    expect(customer.match('is breakfast included?')).toBe('none');
  });
});

describe('a state that no longer fits', () => {
  const state: FlowState = {
    flow: 'small',
    step: 'a-step-of-last-week',
    slots: { from: 2, to: 5, colour: 'red' },
    wrongAnswers: 2,
    startedAt: 1,
    asking: 'colour',
    passed: ['from', 'end'],
  };

  it('starts again with the answers that the flow still knows', () => {
    const customer = talk(small, down, state);
    expect(customer.type('hello')).toBe('Size?');
    expect(customer.state).toMatchObject({
      step: 'size',
      slots: { from: 2, to: 5 },
      wrongAnswers: 0,
      startedAt: 1,
    });
    expect(customer.state?.passed).toEqual(['from', 'to', 'size']);
    expect(customer.last.note).toContain('not in the flow any more');
  });

  it('does the same when the step has become another kind', () => {
    const customer = talk(small, down, { ...state, step: 'end' });
    expect(customer.type('hello')).toBe('Size?');
  });
});

describe('loops that no check foresees', () => {
  const looping = (work: unknown) =>
    flowFrom({
      name: 'loop',
      slots: { a: { type: 'text' } },
      steps: {
        ask: { ask: { slots: ['a'], text: '?' } },
        work,
        pick: {
          branch: [
            { when: { 'slots.a': 'clear' }, goto: 'empty' },
            { when: { 'slots.a': 'end' }, goto: 'end' },
          ],
        },
        round: { goto: 'ask' },
        empty: { set: { a: null }, next: 'ask' },
        end: { end: {} },
      },
    });
  const fetch = { fetch: { url: 'http://api.test/', on_failure: 'pick' } };

  it.each([
    ['with a fetch', fetch],
    ['without one', { set: {} }],
  ])('end with a person, %s', (_what, work) => {
    const customer = talk(looping(work), down);
    customer.start();
    customer.type('round and round');
    expect(customer.last).toMatchObject({ ended: 'handed-off' });
  });

  it('are not mistaken for a long talk', () => {
    const customer = talk(looping(fetch), down);
    customer.start();
    for (let times = 0; times < 30; times += 1) customer.type('clear');
    expect(customer.state?.step).toBe('ask');
    customer.type('end');
    expect(customer.last.ended).toBe('completed');
  });
});
