import { describe, expect, it } from 'vitest';
import { emptyNluResult } from '../../../src/core/model/nlu-result.ts';
import { down, entity, hotelApi, hotelFlow, nlu, type Talk, talk } from '../../support/flow-talk.ts';

const flow = hotelFlow();
const details = { name: 'Anna Schmidt', email: 'anna@example.com', guests: '2', comments: '-' };

/** A talk that has come to the summary, by clicking where that is possible. */
function atSummary(): Talk {
  const customer = talk(flow);
  customer.start();
  customer.click('grand-plaza');
  customer.type('2026-12-01 to 2026-12-03');
  customer.submit(details);
  expect(customer.state?.step).toBe('summary');
  return customer;
}

describe('the hotel booking', () => {
  it('is booked by clicking', () => {
    const customer = talk(flow);
    expect(customer.start()).toContain('Which of our hotels');
    const [cards] = customer.replies;
    expect(cards).toMatchObject({
      kind: 'cards',
      cards: [
        {
          title: 'Grand Plaza',
          imageUrl: 'http://localhost:8300/hotel-api/images/grand-plaza.svg',
          actions: [{ kind: 'choice', value: 'grand-plaza' }],
        },
        { title: 'Sea View Inn' },
        { title: 'Park Hotel' },
      ],
    });
    expect(customer.last.offered?.map(({ title }) => title)).toEqual([
      'Grand Plaza',
      'Sea View Inn',
      'Park Hotel',
    ]);

    expect(customer.click('grand-plaza')).toContain('When would you like to stay?');
    expect(customer.type('2026-12-01 to 2026-12-03')).toContain('details');
    expect(customer.replies).toMatchObject([
      {
        kind: 'form',
        fields: [
          { name: 'name', default: 'Anna' },
          { name: 'email' },
          { name: 'guests' },
          { name: 'comments' },
        ],
      },
    ]);

    const summary = customer.submit({ ...details, comments: 'A quiet room.' });
    expect(summary).toContain('**Hotel:** Grand Plaza');
    expect(summary).toMatch(/\*\*Arrival:\*\* Tuesday,? 1 December 2026/);
    expect(summary).toMatch(/\*\*Departure:\*\* Thursday,? 3 December 2026/);
    expect(summary).toContain('**Nights:** 2');
    expect(summary).toContain('**Comments:** A quiet room.');
    expect(summary).toContain('220 EUR');
    expect(customer.last.offered?.map(({ value }) => value)).toEqual(['confirm', 'change', 'cancel']);

    const done = customer.click('confirm');
    expect(done).toContain('**HB-482101**');
    expect(customer.last).toMatchObject({ ended: 'completed' });
    expect(customer.state).toBeUndefined();
    expect(customer.actions).toEqual([
      { kind: 'set-attributes', values: { booking_number: 'HB-482101', hotel: 'Grand Plaza' } },
    ]);
    expect(customer.fetched.at(-1)).toEqual({
      method: 'POST',
      url: 'http://localhost:8300/hotel-api/bookings',
      headers: {},
      timeoutMs: 10_000,
      idempotencyKey: 'turn-5/book',
      body: {
        hotel_id: 'grand-plaza',
        arrival: '2026-12-01',
        departure: '2026-12-03',
        guests: 2,
        name: 'Anna Schmidt',
        email: 'anna@example.com',
        comments: 'A quiet room.',
      },
    });
  });

  it('is booked by typing, one answer after another', () => {
    const customer = talk(flow);
    customer.start();
    customer.type('2');
    expect(customer.state?.slots).toMatchObject({ hotel: 'sea-view-inn' });
    expect(customer.type('friday', nlu('inform', [entity('date', '2026-11-27')]))).toContain(
      'what day will you leave',
    );
    expect(customer.type('two nights')).toContain('a few details');
    expect(customer.state?.slots).toMatchObject({ arrival: '2026-11-27', departure: '2026-11-29' });
    expect(customer.type('Anna Schmidt')).toContain('Which e-mail address');
    expect(customer.type('anna@example.com')).toContain('How many guests');
    expect(customer.type('three')).toContain('anything else');
    const summary = customer.type('none');
    expect(summary).toContain('**Guests:** 3');
    expect(summary).not.toContain('Comments');
    expect(customer.type('Yes please!')).toContain('HB-482101');
    expect(customer.last.ended).toBe('completed');
  });

  it('skips what one sentence has said already', () => {
    const customer = talk(flow);
    const said = [entity('hotel', 'Grand Plaza'), entity('guests', 2), entity('date', '2026-11-27')];
    expect(customer.start(said, 'Book the Grand Plaza for two on Friday for three nights')).toContain(
      'details',
    );
    expect(customer.state?.slots).toMatchObject({
      hotel: 'grand-plaza',
      guests: 2,
      arrival: '2026-11-27',
      departure: '2026-11-30',
    });
    const [form] = customer.replies;
    expect(form?.kind === 'form' && form.fields.map(({ name }) => name)).toEqual([
      'name',
      'email',
      'comments',
    ]);
  });

  it('asks for the departure alone when the arrival was said', () => {
    const customer = talk(flow);
    const said = [entity('hotel', 'Grand Plaza'), entity('date', '2026-11-27')];
    expect(customer.start(said)).toBe('And what day will you leave? You can also say "two nights".');
  });

  it('asks for the hotel with the reason when the one that was said does not exist', () => {
    const customer = talk(flow);
    expect(customer.start([entity('hotel', 'Ritz')])).toContain('I do not know a hotel of that name');
    expect(customer.state).toMatchObject({ step: 'choose-hotel', wrongAnswers: 0 });
  });

  it.each([
    ['the number', '1'],
    ['the number in words', 'one'],
    ['its place', 'the first one'],
    ['the title in any case', 'gRAND plaza.'],
    ['a part of the title', 'plaza'],
    ['the title among words', "I'd like the Grand Plaza please"],
  ])('takes the hotel by %s', (_how, text) => {
    const customer = talk(flow);
    customer.start();
    customer.type(text);
    expect(customer.state).toMatchObject({ step: 'choose-dates', slots: { hotel: 'grand-plaza' } });
  });

  it('says why a hotel is not free, and offers other dates or another hotel', () => {
    const customer = talk(flow);
    customer.start([entity('hotel', 'park hotel')]);
    const refusal = customer.type('2026-12-01 2026-12-03');
    expect(refusal).toContain('The Park Hotel is fully booked on these days.');
    customer.click('other-dates');
    expect(customer.state?.step).toBe('choose-dates');
    expect(customer.state?.slots).not.toHaveProperty('arrival');
    customer.type('2026-12-05 2026-12-06');
    customer.type('another hotel');
    expect(customer.state?.step).toBe('choose-hotel');
    customer.click('sea-view-inn');
    expect(customer.state?.step).toBe('details');
  });

  it('hands over with an apology when the API is down', () => {
    const customer = talk(flow, down);
    expect(customer.start()).toContain("I'm sorry, our booking system does not answer");
    expect(customer.last).toMatchObject({ ended: 'handed-off', handoff: { reasonText: expect.any(String) } });
    expect(customer.last.note).toContain('fetch-hotels failed');
  });

  it('takes an answer of the API without what it needs as a failure', () => {
    const customer = talk(flow, () => ({ ok: true, status: 200, body: { other: 1 } }));
    customer.start();
    expect(customer.last.ended).toBe('handed-off');
    expect(customer.last.note).toContain('no usable hotels');
  });

  it('offers a way on when the room was taken in the last moment', () => {
    const customer = talk(flow, (request) =>
      request.method === 'POST'
        ? { ok: false, status: 409, code: 'FETCH_FAILED', detail: 'taken' }
        : hotelApi(request),
    );
    customer.start([entity('hotel', 'grand plaza')]);
    customer.type('2026-12-01 2026-12-03');
    customer.submit(details);
    expect(customer.click('confirm')).toContain('has no room for you');
    expect(customer.state?.step).toBe('not-free');
  });
});

describe('corrections', () => {
  it('takes a correction at the summary, checks again and comes back', () => {
    const customer = atSummary();
    const summary = customer.type('make it three guests', nlu('inform', [entity('guests', 3)]));
    expect(summary).toContain('**Guests:** 3');
    expect(summary).toContain('230 EUR');
    expect(customer.fetched.at(-1)?.url).toContain('guests=3');
    expect(customer.state?.step).toBe('summary');
  });

  it('asks for the departure again when the new arrival is after it', () => {
    const customer = atSummary();
    const asked = customer.type(
      'change the arrival to friday',
      nlu('inform', [entity('date', '2026-12-04')]),
    );
    expect(asked).toContain('what day will you leave');
    expect(customer.type('3 nights')).toMatch(/Monday,? 7 December 2026/);
  });

  it('takes two dates as arrival and departure', () => {
    const customer = atSummary();
    const dates = [entity('date', '2026-12-10'), entity('date', '2026-12-12')];
    customer.type('rather from the 10th to the 12th', nlu('inform', dates));
    expect(customer.state).toMatchObject({
      step: 'summary',
      slots: { arrival: '2026-12-10', departure: '2026-12-12' },
    });
  });

  it('takes two dates as both even when only the departure is asked for', () => {
    const customer = talk(flow);
    customer.start([entity('hotel', 'grand plaza'), entity('date', '2026-12-01')]);
    expect(customer.state?.asking).toBe('departure');
    customer.type('2026-12-10 to 2026-12-12');
    expect(customer.state).toMatchObject({
      step: 'details',
      slots: { arrival: '2026-12-10', departure: '2026-12-12' },
    });
  });

  it('takes a click on an older question as a correction', () => {
    const customer = atSummary();
    expect(customer.click('sea-view-inn')).toContain('**Hotel:** Sea View Inn');
  });

  it('checks a good correction even when another in the same answer is refused', () => {
    const customer = atSummary();
    const said = [entity('guests', 3), entity('email', 'nope')];
    const summary = customer.type('three guests and my mail is nope', nlu('inform', said));
    expect(summary).toMatch(/^That does not look like an e-mail address/);
    expect(summary).toContain('230 EUR');
    expect(customer.state).toMatchObject({
      step: 'summary',
      slots: { guests: 3, email: 'anna@example.com' },
    });
  });

  it('refuses a correction that will not do, and stays', () => {
    const customer = atSummary();
    expect(customer.type('nine guests', nlu('inform', [entity('guests', 9)]))).toContain(
      'Our rooms take up to 4 guests.',
    );
    expect(customer.state).toMatchObject({ step: 'summary', wrongAnswers: 1, slots: { guests: 2 } });
  });

  it('does not take a repetition for a correction', () => {
    const customer = atSummary();
    customer.type('yes, two guests', nlu('affirm', [entity('guests', 2)]));
    expect(customer.last.ended).toBe('completed');
  });

  it.each([
    ['hotel', 'choose-hotel'],
    ['dates', 'choose-dates'],
    ['details', 'details'],
  ])('changes the %s and returns to the summary', (what, step) => {
    const customer = atSummary();
    expect(customer.click('change')).toContain('What would you like to change?');
    customer.click(what);
    expect(customer.state?.step).toBe(step);
    if (what === 'hotel') customer.click('sea-view-inn');
    if (what === 'dates') customer.type('2026-12-20 2026-12-22');
    if (what === 'details') {
      expect(customer.replies).toMatchObject([
        { fields: [{ default: 'Anna Schmidt' }, { default: 'anna@example.com' }, { default: '2' }, {}] },
      ]);
      customer.submit({ ...details, guests: '4' });
    }
    expect(customer.state?.step).toBe('summary');
  });

  it('does not go back to a step that lacks what it needs', () => {
    const customer = talk(flow);
    customer.start([entity('hotel', 'park hotel')]);
    customer.type('2026-12-01 2026-12-03');
    customer.click('other-dates');
    customer.click('sea-view-inn');
    expect(customer.state).toMatchObject({ step: 'choose-dates', slots: { hotel: 'sea-view-inn' } });
  });

  it('never jumps ahead: a value said early is kept for its question', () => {
    const customer = talk(flow);
    customer.start();
    customer.type('for two people', nlu('inform', [entity('guests', 2)]));
    expect(customer.state).toMatchObject({ step: 'choose-hotel', wrongAnswers: 0, slots: { guests: 2 } });
  });
});

describe('wrong answers', () => {
  it('are asked again with the reason, twice, then a person helps', () => {
    const customer = talk(flow);
    customer.start([entity('hotel', 'grand plaza')]);
    expect(customer.type('2020-01-01')).toMatch(
      /^Wednesday,? 1 January 2020 is already behind us.*\n.*When would you like to stay/,
    );
    expect(customer.type('dunno')).toContain('could not read that as a date');
    customer.type('whatever');
    expect(customer.last).toMatchObject({ ended: 'handed-off' });
    expect(customer.last.handoff?.reasonText).toContain('choose-dates');
  });

  it('do not count once an answer was good', () => {
    const customer = talk(flow);
    customer.start([entity('hotel', 'grand plaza')]);
    customer.type('dunno');
    customer.type('hm');
    customer.type('2026-12-01');
    expect(customer.state).toMatchObject({ wrongAnswers: 0, asking: 'departure' });
    expect(customer.type('2026-11-30')).toMatch(
      /The departure has to be after the arrival on Tuesday,? 1 December 2026\./,
    );
    expect(customer.state).toMatchObject({ wrongAnswers: 1, asking: 'departure' });
  });

  it('do not count once a way was chosen', () => {
    const customer = atSummary();
    expect(customer.type('hm')).toContain('Please choose one of the three');
    customer.click('change');
    expect(customer.state).toMatchObject({ step: 'summary.change', wrongAnswers: 0 });
  });

  it('in a form leave the good values alone', () => {
    const customer = talk(flow);
    customer.start([entity('hotel', 'grand plaza')]);
    customer.type('2026-12-01 2026-12-03');
    expect(customer.submit({ ...details, email: 'nope' })).toContain('does not look like an e-mail address');
    expect(customer.replies.at(-1)).toMatchObject({ kind: 'form', fields: [{ name: 'email' }] });
    customer.type('anna@example.com');
    expect(customer.state?.step).toBe('summary');
  });

  it('are not the fields that a form left out: it comes again with these', () => {
    const customer = talk(flow);
    customer.start([entity('hotel', 'grand plaza')]);
    customer.type('2026-12-01 2026-12-03');
    customer.submit({ name: 'Anna Schmidt', guests: '2' });
    expect(customer.replies).toMatchObject([
      { kind: 'form', fields: [{ name: 'email' }, { name: 'comments' }] },
    ]);
    expect(customer.state?.wrongAnswers).toBe(0);
  });

  it('do not bring the pictures again', () => {
    const customer = talk(flow);
    customer.start();
    expect(customer.type('hm')).toBe(
      'Sorry, I do not know a hotel of that name. These are our hotels.\nWhich hotel would you like?',
    );
    expect(customer.replies).toMatchObject([{ kind: 'choices', options: [{}, {}, {}] }]);
  });

  it('cannot be a click on an option that is not there', () => {
    const customer = talk(flow);
    customer.start();
    customer.click('ritz');
    expect(customer.state).toMatchObject({ step: 'choose-hotel', wrongAnswers: 1 });
  });
});

/** Talks that have come to each step that waits. */
const everywhere: readonly (readonly [string, () => Talk])[] = [
  [
    'choose-hotel',
    () => {
      const customer = talk(flow);
      customer.start();
      return customer;
    },
  ],
  [
    'choose-dates',
    () => {
      const customer = talk(flow);
      customer.start([entity('hotel', 'grand plaza')]);
      return customer;
    },
  ],
  [
    'not-free',
    () => {
      const customer = talk(flow);
      customer.start([entity('hotel', 'park hotel')]);
      customer.type('2026-12-01 2026-12-03');
      return customer;
    },
  ],
  [
    'details',
    () => {
      const customer = talk(flow);
      customer.start([entity('hotel', 'grand plaza')]);
      customer.type('2026-12-01 2026-12-03');
      return customer;
    },
  ],
  ['summary', atSummary],
  [
    'summary.change',
    () => {
      const customer = atSummary();
      customer.click('change');
      return customer;
    },
  ],
];

describe.each(everywhere)('at %s', (step, arrive) => {
  it.each([
    ['the word', 'Cancel!', emptyNluResult],
    ['other words', 'never mind, please', emptyNluResult],
    ['the intent', "I don't want this any more", nlu('cancel')],
  ])('%s cancels', (_how, text, understood) => {
    const customer = arrive();
    expect(customer.state?.step).toBe(step);
    expect(customer.match(text, understood)).toBe('exact');
    expect(customer.type(text, understood)).toContain('nothing is booked');
    expect(customer.last.ended).toBe('cancelled');
  });

  it('a doubtful intent does not cancel', () => {
    const customer = arrive();
    customer.type('hmm well then', nlu('cancel', [], 0.3));
    expect(customer.last.ended).toBeUndefined();
  });

  it('a question in the middle is a digression, after which the question is put again', () => {
    const customer = arrive();
    expect(
      customer.match('is breakfast included?', nlu('ask_facilities', [entity('facility', 'breakfast')])),
    ).not.toBe('exact');
    const before = customer.state;
    const again = customer.resume();
    expect(again).toMatch(/^Now, back to your booking\./);
    expect(again.length).toBeGreaterThan(40);
    expect(customer.state).toEqual(before);
  });
});

describe('how well an answer fits', () => {
  it.each([
    ['choose-hotel', 'Sea View Inn', nlu('inform', [entity('hotel', 'Sea View Inn')]), 'exact'],
    ['choose-hotel', 'the plaza', emptyNluResult, 'exact'],
    [
      'choose-hotel',
      'is there parking at the Sea View Inn?',
      nlu('ask_facilities', [entity('hotel', 'Sea View Inn')]),
      'text',
    ],
    ['choose-hotel', 'hello', nlu('greet'), 'none'],
    ['choose-dates', 'friday', nlu('inform', [entity('date', '2026-11-27')]), 'exact'],
    [
      'choose-dates',
      'we would all love to come on friday',
      nlu('book_hotel', [entity('date', '2026-11-27')]),
      'exact',
    ],
    ['choose-dates', '2026-12-01 until 2026-12-04', emptyNluResult, 'exact'],
    ['choose-dates', '2026-12-01 and by the way there will be three of us', emptyNluResult, 'text'],
    ['details', 'Anna Schmidt', emptyNluResult, 'text'],
    ['details', 'Anna Schmidt', nlu('inform'), 'exact'],
    ['details', 'Anna Schmidt', nlu('inform', [], 0.3), 'text'],
    ['details', 'change my booking', nlu('change_booking'), 'text'],
    ['choose-hotel', 'no idea', nlu('deny'), 'exact'],
    ['details', 'Anna Schmidt', nlu('inform', [entity('name', 'Anna Schmidt')]), 'exact'],
    ['summary', 'yes', emptyNluResult, 'exact'],
    ['summary', 'sounds wonderful to me', nlu('affirm'), 'exact'],
    ['summary', 'what does it cost?', nlu('ask_price'), 'none'],
  ] as const)('%s: "%s"', (step, text, understood, fit) => {
    const arrive = everywhere.find(([name]) => name === step)?.[1];
    expect(arrive?.().match(text, understood)).toBe(fit);
  });
});
