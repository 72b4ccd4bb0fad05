import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileFlow } from '../../../src/core/flow/compile-flow.ts';
import { flowFileSchema } from '../../../src/core/flow/flow-schema.ts';
import { flowFrom, hotelFlow, templates } from '../../support/flow-talk.ts';

interface Parts {
  readonly slots?: unknown;
  readonly steps?: Record<string, unknown>;
  readonly [key: string]: unknown;
}

const slots = { city: { type: 'text', ask: 'City?' }, room: { type: 'data' } };
const end = { end: { text: 'Bye' } };
const ask = { ask: { slots: ['city'], text: 'Which city?' } };
const fetch = { fetch: { url: 'http://api.test/rooms', save: { room: '$' }, on_failure: 'end' } };

function problemsOf(parts: Parts) {
  const file = flowFileSchema.parse({ name: 'f', slots, ...parts });
  return compileFlow(file, { templates }).problems.map(({ path, message, hint }) => ({
    at: path.join('.'),
    message,
    hint,
  }));
}

describe('the checks of a flow', () => {
  it('find nothing wrong with the sample', () => {
    const flow = hotelFlow();
    expect(flow.hosts.map(({ host }) => host)).toEqual(Array.from({ length: 4 }, () => 'localhost:8300'));
    expect([...(flow.filledAt.get('summary') ?? [])]).toEqual(
      expect.arrayContaining([
        'hotel',
        'arrival',
        'departure',
        'availability',
        'name',
        'email',
        'guests',
        'comments',
      ]),
    );
  });

  it.each<[string, Parts, string, string | RegExp, string | RegExp]>([
    [
      'an unknown step in goto',
      { steps: { ask, jump: { goto: 'ennd' }, end } },
      'steps.jump.goto',
      'There is no step "ennd".',
      'Did you mean "end"?',
    ],
    [
      'an unknown step in next',
      { steps: { ask: { ...ask, next: 'x1234' }, end } },
      'steps.ask.next',
      'There is no step "x1234".',
      'There are: ask, end.',
    ],
    [
      'an unknown step in a branch',
      { steps: { ask, b: { branch: [{ when: { 'slots.city': 'x' }, goto: 'nowhere' }] }, end } },
      'steps.b.branch.0.goto',
      /no step "nowhere"/,
      /There are/,
    ],
    [
      'an unknown step in a menu',
      { steps: { m: { menu: { text: '?', options: [{ title: 'A', goto: 'endd' }] } }, end } },
      'steps.m.menu.options.0.goto',
      /no step "endd"/,
      /"end"/,
    ],
    [
      'an unknown step in on_status',
      { steps: { f: { fetch: { ...fetch.fetch, on_status: { '409': 'en' } } }, end } },
      'steps.f.fetch.on_status.409',
      /no step "en"/,
      /"end"/,
    ],
    [
      'an unknown step in on_change',
      { slots: { city: { type: 'text', on_change: 'asks' } }, steps: { ask, end } },
      'slots.city.on_change',
      /no step "asks"/,
      /"ask"/,
    ],
    [
      'an unknown slot in ask',
      { steps: { ask: { ask: { slots: ['citi'], text: '?' } }, end } },
      'steps.ask.ask.slots.0',
      'There is no slot "citi".',
      'Did you mean "city"?',
    ],
    [
      'an unknown slot in save',
      { steps: { f: { fetch: { ...fetch.fetch, save: { rom: '$' } } }, end } },
      'steps.f.fetch.save.rom',
      /no slot "rom"/,
      /"room"/,
    ],
    [
      'an unknown slot in set',
      { steps: { s: { set: { towns: 'x' } }, end } },
      'steps.s.set.towns',
      /no slot "towns"/,
      /There are/,
    ],
    [
      'an unknown slot in clear',
      { steps: { ask, m: { menu: { text: '?', options: [{ title: 'A', clear: ['cty'], goto: 'ask' }] } } } },
      'steps.m.menu.options.0.clear.0',
      /no slot "cty"/,
      /"city"/,
    ],
    [
      'an unknown slot in a text',
      { steps: { ask, end: { end: { text: 'In {{slots.citty}}' } } } },
      'steps.end.end.text',
      /no slot "citty"/,
      /"city"/,
    ],
    [
      'an unknown slot in a condition',
      { steps: { ask, b: { branch: [{ when: { 'slots.cit': 'x' }, goto: 'end' }] }, end } },
      'steps.b.branch.0.when.slots.cit',
      /no slot "cit"/,
      /"city"/,
    ],
    [
      'an unknown setting',
      {
        steps: { f: { fetch: { ...fetch.fetch, url: '{{settings.api}}/x' } }, end },
        settings: { apis: 'http://a.test' },
      },
      'steps.f.fetch.url',
      /no setting "api"/,
      /"apis"/,
    ],
    [
      'an unknown first name',
      { steps: { ask, end: { end: { text: '{{slot.city}}' } } } },
      'steps.end.end.text',
      /no name "slot"/,
      /"slots"/,
    ],
    [
      'item outside of each',
      { steps: { ask, end: { end: { text: '{{item.name}}' } } } },
      'steps.end.end.text',
      /no name "item"/,
      /./,
    ],
    [
      'a step that cannot be reached',
      { steps: { ask: { ...ask, next: 'end' }, lost: { say: { text: 'Hi' } }, end } },
      'steps.lost',
      'The step "lost" cannot be reached.',
      /goto/,
    ],
    [
      'a slot used too early in a text',
      { steps: { hi: { say: { text: 'In {{slots.city}}' } }, ask, end } },
      'steps.hi.say.text',
      /slot "city" is used at step "hi" before/,
      /\{\{#slots.city\}\}/,
    ],
    [
      '… shown',
      { steps: { hi: { say: { text: 'In {{shown.city}}' } }, ask, end } },
      'steps.hi.say.text',
      /slot "city"/,
      /./,
    ],
    [
      '… in an address',
      { steps: { f: { fetch: { ...fetch.fetch, url: 'http://api.test/{{slots.city}}' } }, ask, end } },
      'steps.f.fetch.url',
      /slot "city"/,
      /./,
    ],
    [
      '… in a body',
      { steps: { f: { fetch: { ...fetch.fetch, body: { a: [{ b: '{{slots.city}}' }] } } }, ask, end } },
      'steps.f.fetch.body.a.0.b',
      /slot "city"/,
      /./,
    ],
    [
      '… in a header',
      { steps: { f: { fetch: { ...fetch.fetch, headers: { 'x-a': '{{slots.city}}' } } }, ask, end } },
      'steps.f.fetch.headers.x-a',
      /slot "city"/,
      /./,
    ],
    [
      '… in a condition',
      { steps: { b: { branch: [{ when: { 'slots.city': 'x' }, goto: 'end' }] }, ask, end } },
      'steps.b.branch.0.when.slots.city',
      /slot "city"/,
      /./,
    ],
    [
      '… in a list',
      {
        steps: {
          m: { say: { cards: { text: 'x', items: [{ each: 'slots.room', title: '{{item.name}}' }] } } },
          f: fetch,
          end,
        },
      },
      'steps.m.say.cards.items.0.each',
      /slot "room"/,
      /./,
    ],
    [
      '… on one way only',
      {
        steps: {
          m: {
            menu: {
              text: '?',
              options: [
                { title: 'A', goto: 'ask' },
                { title: 'B', goto: 'hi' },
              ],
            },
          },
          ask,
          hi: { say: { text: '{{slots.city}}' } },
          end,
        },
      },
      'steps.hi.say.text',
      /slot "city"/,
      /./,
    ],
    [
      '… when the fetch failed',
      {
        steps: {
          f: { fetch: { ...fetch.fetch, on_failure: 'hi' } },
          hi: { say: { text: '{{slots.room}}' } },
          end,
        },
      },
      'steps.hi.say.text',
      /slot "room"/,
      /./,
    ],
    [
      '… after it was emptied',
      { steps: { ask, s: { set: { city: null } }, hi: { say: { text: '{{slots.city}}' } }, end } },
      'steps.hi.say.text',
      /slot "city"/,
      /./,
    ],
    [
      '… in what is said on cancelling',
      { cancel: { reply: { text: 'Not {{slots.city}}' } }, steps: { ask, end } },
      'cancel.reply.text',
      /any step/,
      /./,
    ],
    [
      'bad template syntax',
      { steps: { ask, end: { end: { text: '{{#slots.city}}' } } } },
      'steps.end.end.text',
      /not valid/,
      /./,
    ],
    [
      'a fetch without a branch for failure',
      { steps: { f: { fetch: { url: 'http://api.test' } }, end } },
      'steps.f.fetch',
      /when it fails/,
      /on_failure/,
    ],
    [
      'a host that is not fixed',
      { steps: { ask, f: { fetch: { ...fetch.fetch, url: 'http://{{slots.city}}.test/' } }, end } },
      'steps.f.fetch.url',
      /fixed host/,
      /./,
    ],
    [
      'a host that goes on in a template',
      { steps: { ask, f: { fetch: { ...fetch.fetch, url: 'http://api.test{{slots.city}}' } }, end } },
      'steps.f.fetch.url',
      /fixed host/,
      /./,
    ],
    [
      'a round without a question',
      {
        steps: {
          a: { say: { text: 'a' } },
          b: { branch: [{ when: { 'slots.city': { exists: true } }, goto: 'end' }] },
          c: { goto: 'a' },
          end,
        },
      },
      'steps.a',
      'The steps a → b → c → a go round without asking the customer anything.',
      /menu/,
    ],
    [
      'a round past a question that is answered',
      {
        steps: {
          ask,
          b: { branch: [{ when: { 'slots.city': 'x' }, goto: 'end' }] },
          c: { goto: 'ask' },
          end,
        },
      },
      'steps.ask',
      /ask → b → c → ask/,
      /empty a slot/,
    ],
    ['no end', { steps: { ask } }, 'steps.ask', /runs out of steps/, /end:/],
    [
      'a next without meaning',
      { steps: { ask, end: { ...end, next: 'ask' } } },
      'steps.end.next',
      /never used/,
      /./,
    ],
    [
      'asking for data',
      { steps: { ask: { ask: { slots: ['room'], text: '?' } }, end } },
      'steps.ask.ask.slots.0',
      /cannot be asked/,
      /./,
    ],
    [
      'a form without a field for a slot',
      {
        slots: { ...slots, zip: { type: 'text', ask: 'Zip?' } },
        steps: {
          ask: {
            ask: { slots: ['city', 'zip'], form: { text: 'f', fields: [{ name: 'city', label: 'City' }] } },
          },
          end,
        },
      },
      'steps.ask.ask.form',
      /no field for the slot "zip"/,
      /name: zip/,
    ],
    [
      'a field without a slot',
      {
        steps: {
          ask: {
            ask: {
              slots: ['city'],
              form: {
                text: 'f',
                fields: [
                  { name: 'city', label: 'City' },
                  { name: 'cty', label: 'x' },
                ],
              },
            },
          },
          end,
        },
      },
      'steps.ask.ask.form',
      /"cty"/,
      /"city"/,
    ],
    [
      'two slots at once without questions of their own',
      {
        slots: { ...slots, zip: { type: 'text' } },
        steps: { ask: { ask: { slots: ['city', 'zip'], text: '?' } }, end },
      },
      'slots.zip',
      /no question of its own/,
      /ask:/,
    ],
    [
      'a choice without options',
      { slots: { city: { type: 'choice' } }, steps: { ask, end } },
      'slots.city',
      /no options/,
      /each/,
    ],
    [
      'a rule that means nothing',
      { slots: { city: { type: 'text', future: true } }, steps: { ask, end } },
      'slots.city.future',
      /means nothing/,
      /date/,
    ],
    [
      'an order of unlike types',
      { slots: { city: { type: 'text' }, day: { type: 'date', after: 'city' } }, steps: { ask, end } },
      'slots.day.after',
      /cannot come after/,
      /same type/,
    ],
    [
      'an order upside down',
      {
        slots: { city: { type: 'text' }, b: { type: 'date', after: 'a' }, a: { type: 'date' } },
        steps: { ask, end },
      },
      'slots.b.after',
      /must stand above/,
      /./,
    ],
    [
      'a pattern that is none',
      { slots: { city: { type: 'text', pattern: '(' } }, steps: { ask, end } },
      'slots.city.pattern',
      /Unterminated|Invalid/,
      /regular expression/,
    ],
    [
      'a round past a question that is emptied elsewhere',
      {
        steps: {
          ask,
          b: { branch: [{ when: { 'slots.city': 'x' }, goto: 'm' }] },
          c: { goto: 'ask' },
          m: { menu: { text: '?', options: [{ title: 'A', clear: ['city'], goto: 'end' }] } },
          end,
        },
      },
      'steps.ask',
      /go round/,
      /./,
    ],
  ])('find %s', (_what, parts, at, message, hint) => {
    const problems = problemsOf(parts);
    const found = problems.find((problem) => problem.at === at);
    expect(problems).toContainEqual(found);
    expect(found?.message).toMatch(message);
    expect(found?.hint).toMatch(hint);
  });

  it('find nothing wrong with the example of the guide', () => {
    const guide = readFileSync(new URL('../../../docs/flows.md', import.meta.url), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    expect(flowFrom(parse(example)).name).toBe('call-back');
  });

  it('report everything at once', () => {
    const steps = {
      hi: { say: { text: '{{slots.citi}}' } },
      f: { fetch: { url: '/rooms' } },
      end: { goto: 'x' },
    };
    expect(problemsOf({ steps }).map(({ at }) => at)).toEqual([
      'steps.f.fetch',
      'steps.f.fetch.url',
      'steps.end.goto',
      'steps.hi.say.text',
    ]);
  });

  it.each<[string, Parts]>([
    [
      'a section that guards a slot',
      { steps: { hi: { say: { text: '{{#slots.city}}In {{slots.city}}{{/slots.city}}' } }, ask, end } },
    ],
    [
      'a reply with a fallback',
      { steps: { hi: { say: { text: 'In {{slots.city}}', fallback: 'Hi' } }, ask, end } },
    ],
    [
      'a default of a field',
      {
        steps: {
          ask: {
            ask: {
              slots: ['city'],
              form: { text: 'f', fields: [{ name: 'city', label: 'City', default: '{{slots.city}}' }] },
            },
          },
          end,
        },
      },
    ],
    [
      'a slot that a condition knows',
      {
        steps: {
          m: {
            menu: {
              text: '?',
              options: [
                { title: 'A', goto: 'b' },
                { title: 'B', goto: 'ask' },
              ],
            },
          },
          b: { branch: [{ when: { 'slots.city': { exists: true } }, goto: 'hi' }] },
          ask,
          hi: { say: { text: '{{slots.city}}' } },
          end,
        },
      },
    ],
    [
      'a round through a menu',
      {
        steps: {
          ask,
          m: {
            menu: {
              text: '?',
              options: [
                { title: 'Again', goto: 'm' },
                { title: 'B', goto: 'end' },
              ],
            },
          },
          end,
        },
      },
    ],
    [
      'a round that empties its slot',
      {
        steps: {
          ask,
          b: { branch: [{ when: { 'slots.city': 'x' }, goto: 'end' }] },
          c: { set: { city: null } },
          d: { goto: 'ask' },
          end,
        },
      },
    ],
    [
      'other roots of the caller',
      { steps: { ask, end: { end: { text: '{{contact.name}} {{conversation.id}}' } } } },
    ],
  ])('allow %s', (_what, parts) => {
    expect(problemsOf(parts)).toEqual([]);
  });
});

describe('the schema of a flow file', () => {
  const issuesOf = (file: unknown) => {
    const read = flowFileSchema.safeParse(file);
    return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { name: 'f', steps: { end }, triggers: [] }, /Unrecognized key: "triggers"/],
    [
      'a step without a kind',
      { name: 'f', steps: { a: { next: 'a' } } },
      /^steps\.a: needs exactly one of say, ask/,
    ],
    [
      'a step with two kinds',
      { name: 'f', steps: { a: { ...ask, ...end } } },
      /^steps\.a: needs exactly one of/,
    ],
    [
      'nothing said',
      { name: 'f', steps: { a: { say: {} } } },
      /^steps\.a\.say: needs exactly one of text, choices/,
    ],
    [
      'two things said',
      { name: 'f', steps: { a: { say: { text: 'a', pause_ms: 10 } } } },
      /^steps\.a\.say: needs exactly one/,
    ],
    ['no steps', { name: 'f', steps: {} }, /^steps: needs at least one step/],
    ['a step name with a dot', { name: 'f', steps: { 'a.b': end } }, /letters, digits/],
    [
      'an option that leads nowhere',
      { name: 'f', steps: { a: { menu: { text: 'x', options: [{ title: 'A' }] } } } },
      /either `goto` or `cancel: true`/,
    ],
  ])('refuses %s', (_what, file, message) => {
    expect(issuesOf(file).join('\n')).toMatch(message);
  });
});
