import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelProfiles } from '../../src/chatwoot/channel-profiles.ts';
import { readRequest } from '../../src/chatwoot/chatwoot-request.ts';
import { planCalls } from '../../src/chatwoot/plan-calls.ts';
import type { Card, Reply } from '../../src/core/model/reply.ts';
import type { Action } from '../../src/core/model/turn.ts';
import { conversation } from '../support/builders.ts';
import { bodyOf, contentsOf, outcome, plainOf, plan, requestOf, TURN_ID } from './outcomes.ts';

const options = [
  { title: 'Grand Plaza', value: 'grand-plaza' },
  { title: 'Sea View Inn', value: 'sea-view' },
];
const marked = (number: number, more: object = {}) => ({
  ...more,
  gateway_call_id: `${TURN_ID}/${number}`,
});

describe('replies in the widget', () => {
  it('text', () => {
    expect(plan([{ kind: 'text', text: 'Hello **you**' }])).toEqual([
      {
        id: `${TURN_ID}/1`,
        name: 'message',
        request: {
          account: '1',
          conversation: '312',
          endpoint: 'messages',
          body: { content: 'Hello **you**', message_type: 'outgoing', content_attributes: marked(1) },
        },
        repeatable: false,
        optional: false,
      },
    ]);
  });

  it('blank text is no message', () => {
    expect(plan([{ kind: 'text', text: ' \n' }])).toEqual([]);
  });

  it('choices become buttons; the headline stays as it is', () => {
    const [call] = plan([{ kind: 'choices', text: 'Which hotel?', options }]);
    expect(bodyOf(call)).toEqual({
      content: 'Which hotel?',
      message_type: 'outgoing',
      content_type: 'input_select',
      content_attributes: marked(1, { items: options }),
    });
    expect(plainOf(call)).toBe('Which hotel?\n1. Grand Plaza\n2. Sea View Inn');
  });

  it('descriptions of options stand above the buttons, since their keys are refused', () => {
    const described = options.map((option) => ({ ...option, description: 'by the sea' }));
    const [call] = plan([{ kind: 'choices', text: 'Which?', options: described }]);
    expect(bodyOf(call)).toMatchObject({
      content: 'Which?\n- Grand Plaza – by the sea\n- Sea View Inn – by the sea',
      content_attributes: { items: options },
    });
  });

  it('choices without text still have a headline, and without options are text', () => {
    expect(contentsOf(plan([{ kind: 'choices', text: '', options }]))).toEqual([
      'Grand Plaza · Sea View Inn',
    ]);
    expect(bodyOf(plan([{ kind: 'choices', text: 'Hm.', options: [] }])[0])).not.toHaveProperty(
      'content_type',
    );
  });

  it('a form: its text goes ahead, agents read the labels, optional fields can be left', () => {
    const calls = plan([
      {
        kind: 'form',
        text: 'Your details, please',
        submitLabel: 'Send',
        fields: [
          { name: 'name', label: 'Name', kind: 'text', pattern: '.+', patternError: 'Too short' },
          { name: 'mail', label: 'E-mail', kind: 'email', required: false, placeholder: 'you@example.org' },
          { name: 'room', label: 'Room', kind: 'select', options: [{ title: 'Suite', value: 's' }] },
          { name: 'none', label: 'None', kind: 'select', options: [] },
          { name: 'comments', label: 'Comments', kind: 'text-area', required: false },
        ],
      },
    ]);
    expect(contentsOf(calls)).toEqual([
      'Your details, please',
      '- Name\n- E-mail\n- Room\n- None\n- Comments',
    ]);
    expect(bodyOf(calls[1])).toEqual({
      content: contentsOf(calls)[1],
      message_type: 'outgoing',
      content_type: 'form',
      content_attributes: {
        gateway_call_id: `${TURN_ID}/2`,
        button_label: 'Send',
        items: [
          {
            name: 'name',
            type: 'text',
            label: 'Name',
            required: true,
            pattern: '.+',
            pattern_error: 'Too short',
          },
          { name: 'mail', type: 'email', label: 'E-mail', required: false, placeholder: 'you@example.org' },
          {
            name: 'room',
            type: 'select',
            label: 'Room',
            required: true,
            options: [{ label: 'Suite', value: 's' }],
          },
          { name: 'none', type: 'text', label: 'None', required: true },
          { name: 'comments', type: 'text_area', label: 'Comments', required: false, default: '-' },
        ],
      },
    });
  });

  it('an article', () => {
    const items = [{ title: 'Parking', url: 'https://example.org/p', description: 'Where to' }];
    const calls = plan([{ kind: 'article', text: 'Read this', items }]);
    expect(contentsOf(calls)).toEqual(['Read this', '- Parking – Where to: https://example.org/p']);
    expect(bodyOf(calls[1])).toMatchObject({
      content_type: 'article',
      content_attributes: {
        items: [{ title: 'Parking', description: 'Where to', link: 'https://example.org/p' }],
      },
    });
  });

  it('an e-mail box', () => {
    expect(bodyOf(plan([{ kind: 'ask-email', text: 'Your e-mail?' }])[0])).toMatchObject({
      content: 'Your e-mail?',
      content_type: 'input_email',
    });
  });

  it('media is uploaded, named when it has no caption, with the link as the plain form', () => {
    const url = 'https://img.example.org/rooms/grand%20plaza.png?size=1';
    const [call] = plan([{ kind: 'media', url, mediaType: 'image' }]);
    expect(requestOf(call)['upload']).toEqual({ url, mediaType: 'image' });
    expect(bodyOf(call)['content']).toBe('grand plaza.png');
    expect(plainOf(call)).toBe(url);
    expect(plainOf(plan([{ kind: 'media', url, mediaType: 'image', caption: 'Look' }])[0])).toBe(
      `Look\n${url}`,
    );
  });

  it('a pause delays what comes next, within reason, and nothing when nothing comes', () => {
    const calls = plan([
      { kind: 'text', text: 'One' },
      { kind: 'pause', milliseconds: 1_000 },
      { kind: 'text', text: '' },
      { kind: 'pause', milliseconds: 60_000 },
      { kind: 'text', text: 'Two' },
      { kind: 'pause', milliseconds: 500 },
    ]);
    expect(calls.map(({ pauseBeforeMs }) => pauseBeforeMs)).toEqual([undefined, 5_000]);
  });
});

describe('cards', () => {
  const linked: Card = {
    title: 'Grand Plaza',
    description: 'In town',
    imageUrl: 'https://img.example.org/gp.png',
    actions: [
      { kind: 'link', text: 'Map', url: 'https://example.org/map' },
      { kind: 'choice', text: 'Book', value: 'grand-plaza' },
    ],
  };
  const pictured: Card = {
    title: 'Sea View Inn',
    imageUrl: 'https://img.example.org/sv.png',
    actions: [{ kind: 'choice', text: 'Book', value: 'sea-view' }],
  };
  const bare: Card = { title: 'Park Hotel', description: 'Green', actions: [] };

  it('keep their links; choices become buttons below, named after their cards when they sound alike', () => {
    const calls = plan([{ kind: 'cards', text: 'Which one?', cards: [linked, pictured] }]);
    expect(calls).toHaveLength(2);
    expect(bodyOf(calls[0])).toMatchObject({
      content: '- **Grand Plaza** – In town\n  Map: https://example.org/map\n- **Sea View Inn**',
      content_type: 'cards',
      content_attributes: {
        items: [
          {
            title: 'Grand Plaza',
            description: 'In town',
            media_url: 'https://img.example.org/gp.png',
            actions: [{ type: 'link', text: 'Map', uri: 'https://example.org/map' }],
          },
          {
            title: 'Sea View Inn',
            actions: [{ type: 'link', text: 'Sea View Inn ↗', uri: 'https://img.example.org/sv.png' }],
          },
        ],
      },
    });
    expect(bodyOf(calls[1])).toMatchObject({
      content: 'Which one?',
      content_type: 'input_select',
      content_attributes: { items: options },
    });
  });

  it('without choices have their text ahead, since the widget hides the content of cards', () => {
    const [link] = linked.actions;
    const cards = [{ ...linked, actions: link ? [link] : [] }];
    const calls = plan([{ kind: 'cards', text: 'Our hotels', cards }]);
    expect(contentsOf(calls)[0]).toBe('Our hotels');
    expect(bodyOf(calls[1])['content_type']).toBe('cards');
  });

  it('with neither link nor picture are told, since a card needs a button that works', () => {
    const calls = plan([{ kind: 'cards', text: 'Our hotels', cards: [bare] }]);
    expect(contentsOf(calls)).toEqual(['Our hotels', '- **Park Hotel** – Green']);
    expect(calls.every((call) => bodyOf(call)['content_type'] === undefined)).toBe(true);
  });

  it('and articles never hold an address that a browser would run', () => {
    const script = 'javascript:alert(1)';
    const actions = [{ kind: 'link', text: 'Go', url: script } as const];
    const calls = plan([
      {
        kind: 'cards',
        text: 'x',
        cards: [
          { title: 'A', imageUrl: script, actions },
          { ...linked, actions },
        ],
      },
      { kind: 'article', text: 'x', items: [{ title: 'B', url: script }] },
    ]);
    expect(JSON.stringify(calls.map((call) => bodyOf(call)['content_attributes']))).not.toContain(
      'javascript',
    );
  });

  it('never hold a postback', () => {
    expect(
      JSON.stringify(plan([{ kind: 'cards', text: '', cards: [linked, pictured, bare] }])),
    ).not.toContain('postback');
  });

  it('with two choices each name card and choice', () => {
    const twice = [pictured, linked].map((card) => ({
      ...card,
      actions: [...card.actions, { kind: 'choice', text: 'Ask', value: `ask ${card.title}` } as const],
    }));
    const calls = plan([{ kind: 'cards', text: 'x', cards: twice }]);
    expect(bodyOf(calls[1])).toMatchObject({
      content_attributes: {
        items: [
          { title: 'Sea View Inn: Book' },
          { title: 'Sea View Inn: Ask' },
          { title: 'Grand Plaza: Book' },
          { title: 'Grand Plaza: Ask' },
        ],
      },
    });
  });

  it('and choices of one turn are numbered through in words, as they are remembered', () => {
    const replies: readonly Reply[] = [
      { kind: 'cards', text: 'Hotels', cards: [linked, pictured] },
      { kind: 'choices', text: 'Or', options: [{ title: 'Cancel', value: 'cancel' }] },
    ];
    expect(contentsOf(plan(replies, { channel: 'sms' }))).toEqual([
      'Hotels\n- Grand Plaza – In town\n  Map: https://example.org/map\n- Sea View Inn\n1. Grand Plaza\n2. Sea View Inn',
      'Or\n3. Cancel',
    ]);
    expect(plan(replies).map(plainOf).slice(1)).toEqual([
      'Hotels\n1. Grand Plaza\n2. Sea View Inn',
      'Or\n3. Cancel',
    ]);
  });
});

describe('other channels', () => {
  it.each([
    ['whatsapp', 'input_select'],
    ['telegram', 'input_select'],
    ['facebook', undefined],
    ['line', undefined],
    ['instagram', undefined],
    ['sms', undefined],
    ['twilio-sms', undefined],
    ['email', undefined],
    ['api', undefined],
    ['no-such-channel', undefined],
  ])('%s shows choices as %s', (channel, expected) => {
    const [call] = plan([{ kind: 'choices', text: 'Which?', options }], { channel });
    expect(bodyOf(call)['content_type']).toBe(expected);
    if (!expected) expect(bodyOf(call)['content']).toBe('Which?\n1. Grand Plaza\n2. Sea View Inn');
  });

  it.each([
    ['a title that is too long', [{ title: 'A title of more than twenty', value: 'a' }]],
    [
      'too many options',
      Array.from({ length: 11 }, (_, index) => ({ title: `T${index}`, value: `v${index}` })),
    ],
    ['a value that is too long', [{ title: 'A', value: 'ä'.repeat(101) }]],
  ])('WhatsApp gets numbered text for %s', (_name, many) => {
    const [call] = plan([{ kind: 'choices', text: 'Which?', options: many }], { channel: 'whatsapp' });
    expect(bodyOf(call)['content_type']).toBeUndefined();
  });

  it('forms, articles and e-mail boxes are told', () => {
    const calls = plan(
      [
        { kind: 'form', text: 'Details', fields: [{ name: 'n', label: 'Name', kind: 'text' }] },
        { kind: 'article', text: 'Read', items: [{ title: 'A', url: 'https://a.example' }] },
        { kind: 'ask-email', text: 'E-mail?' },
      ],
      { channel: 'whatsapp' },
    );
    expect(contentsOf(calls)).toEqual(['Details\n- Name', 'Read\n- A: https://a.example', 'E-mail?']);
  });

  it('media that a channel cannot carry is a link', () => {
    const media = {
      kind: 'media',
      url: 'https://x.example/a.pdf',
      mediaType: 'file',
      caption: 'Plan',
    } as const;
    const [call] = plan([media], { channel: 'tiktok' });
    expect(requestOf(call)['upload']).toBeUndefined();
    expect(bodyOf(call)['content']).toBe('Plan\nhttps://x.example/a.pdf');
  });

  it('long text comes in pieces that fit', () => {
    const text = Array.from({ length: 100 }, (_, index) => `Sentence number ${index} is here.`).join(' ');
    const calls = plan([{ kind: 'text', text }], { channel: 'instagram' });
    expect(calls.length).toBeGreaterThan(2);
    expect(contentsOf(calls).join(' ')).toBe(text);
    for (const content of contentsOf(calls)) expect(String(content).length).toBeLessThanOrEqual(1_000);
  });
});

describe('markers', () => {
  it('also go into source_id for 4.2, in the inboxes where that does not stop the delivery', () => {
    const sourceOf = (channel: string, features: readonly 'markers'[]) =>
      bodyOf(plan([{ kind: 'text', text: 'Hi' }], { channel, features })[0])['source_id'];
    expect(sourceOf('web-widget', [])).toBe(`gateway-call:${TURN_ID}/1`);
    expect(sourceOf('api', [])).toBe(`gateway-call:${TURN_ID}/1`);
    expect(sourceOf('web-widget', ['markers'])).toBeUndefined();
    for (const { key, sourceIdMarker } of channelProfiles) {
      expect(sourceOf(key, []) !== undefined).toBe(sourceIdMarker);
    }
  });
});

describe('actions', () => {
  const people = conversation({ attributes: { plan: 'gold', hotel: 'old' }, labels: ['vip'] });
  const act = (actions: readonly Action[]) => planCalls(outcome({ actions }), people);

  it('merge attributes, within limits', () => {
    const [call] = act([
      { kind: 'set-attributes', values: { hotel: 'new', long: 'x'.repeat(2_000) } },
      { kind: 'set-attributes', values: { big: 123_456_789_012 } },
    ]);
    const body = bodyOf(call)['custom_attributes'];
    expect(body).toMatchObject({ plan: 'gold', hotel: 'new', big: '123456789012' });
    expect(body).toMatchObject({ long: `${'x'.repeat(1_499)}…` });
    expect(call).toMatchObject({ name: 'attributes', repeatable: true, optional: false });
    expect(act([{ kind: 'set-attributes', values: {} }])).toEqual([]);
  });

  it('add labels to those there, as decoration', () => {
    const [call] = act([{ kind: 'add-labels', labels: ['billing', 'vip', ' '] }]);
    expect(bodyOf(call)).toEqual({ labels: ['vip', 'billing'] });
    expect(call?.optional).toBe(true);
  });

  it('assign team and agent, each with a note for agents in its place', () => {
    const calls = act([{ kind: 'assign', team: '4', agent: 'Dana' }]);
    expect(calls.map(({ request }) => readRequest(request)?.assign)).toEqual([
      { kind: 'team', name: '4' },
      { kind: 'agent', name: 'Dana' },
    ]);
    expect(readRequest(calls[1]?.plainRequest ?? null)).toMatchObject({
      endpoint: 'messages',
      body: { private: true, content: 'This conversation is meant for agent “Dana”.' },
    });
  });

  it('close last', () => {
    const names = act([
      { kind: 'resolve' },
      { kind: 'note', text: 'Done' },
      { kind: 'set-priority', priority: 'low' },
    ]);
    expect(names.map(({ name }) => name)).toEqual(['note', 'priority', 'status']);
    expect(bodyOf(names.at(-1))).toEqual({ status: 'resolved' });
  });
});

describe('a handoff', () => {
  const calls = planCalls(
    outcome({
      replies: [{ kind: 'text', text: 'One moment.' }],
      handoff: {
        reason: 'asked',
        farewell: 'A colleague takes over.',
        note: 'Asked for a person, {{score}}',
      },
      actions: [
        { kind: 'resolve' },
        { kind: 'assign', team: '4' },
        { kind: 'set-priority', priority: 'high' },
        { kind: 'add-labels', labels: ['handoff'] },
        { kind: 'set-attributes', values: { hotel: 'x' } },
      ],
    }),
    conversation(),
  );

  it('goes in order and opens last, and does not close', () => {
    expect(calls.map(({ name }) => name)).toEqual([
      'message',
      'message',
      'note',
      'attributes',
      'labels',
      'priority',
      'assignment',
      'status',
    ]);
    expect(bodyOf(calls.at(-1))).toEqual({ status: 'open' });
  });

  it('does not depend on its decoration', () => {
    expect(calls.map(({ optional }) => optional)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('writes a private note that Liquid leaves alone', () => {
    expect(bodyOf(calls[2])).toMatchObject({
      private: true,
      content: 'Asked for a person, {% raw %}{{{% endraw %}score}}',
    });
  });
});

describe('whatever is said', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', ' ', '{{a}}', '{% x %}'),
  );
  const option = fc.record({ title: text, value: text, description: fc.option(text, { nil: undefined }) });
  const option2 = option.map(({ description, ...rest }) =>
    description === undefined ? rest : { ...rest, description },
  );
  const action = fc.oneof(
    fc.record({ kind: fc.constant('link' as const), text, url: fc.webUrl() }),
    fc.record({ kind: fc.constant('choice' as const), text, value: text }),
  );
  const card = fc
    .record({ title: text, image: fc.boolean(), actions: fc.array(action, { maxLength: 3 }) })
    .map(({ title, image, actions }) => ({
      title,
      actions,
      ...(image && { imageUrl: 'https://i.example/1.png' }),
    }));
  const reply: fc.Arbitrary<Reply> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text }),
    fc.record({ kind: fc.constant('choices' as const), text, options: fc.array(option2, { maxLength: 12 }) }),
    fc.record({ kind: fc.constant('cards' as const), text, cards: fc.array(card, { maxLength: 4 }) }),
    fc.record({ kind: fc.constant('media' as const), url: text, mediaType: fc.constant('file' as const) }),
    fc.record({ kind: fc.constant('pause' as const), milliseconds: fc.nat() }),
  );
  const allowed: Readonly<Record<string, readonly string[]>> = {
    input_select: ['title', 'value'],
    cards: ['title', 'description', 'media_url', 'actions'],
  };

  it('is what Chatwoot accepts: content, known keys, items, actions, length', () => {
    fc.assert(
      fc.property(
        fc.array(reply, { maxLength: 5 }),
        fc.constantFrom(...channelProfiles.map(({ key }) => key)),
        (replies, channel) => {
          for (const call of plan(replies, { channel })) {
            const body = bodyOf(call);
            expect(String(body['content']).trim()).not.toBe('');
            expect(String(body['content']).length).toBeLessThanOrEqual(150_000);
            const type = body['content_type'];
            if (type === undefined) continue;
            const { items } = JSON.parse(JSON.stringify(body['content_attributes'])) as { items: object[] };
            expect(items.length).toBeGreaterThan(0);
            for (const item of items) {
              expect(allowed[String(type)]).toEqual(expect.arrayContaining(Object.keys(item)));
              if (type === 'cards')
                expect(item).toMatchObject({ actions: [expect.anything(), ...rest(item)] });
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  function rest(item: object): readonly unknown[] {
    return 'actions' in item && Array.isArray(item.actions) ? item.actions.slice(1) : [];
  }
});
