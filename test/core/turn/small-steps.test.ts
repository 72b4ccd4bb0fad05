import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityCondition } from '../../../src/core/model/bot.ts';
import { backoffMs } from '../../../src/core/queue/backoff.ts';
import { offeredBy } from '../../../src/core/turn/conclude-turn.ts';
import { engineContext, templateView } from '../../../src/core/turn/engine-context.ts';
import { matchRules } from '../../../src/core/turn/match-rule.ts';
import { sessionId } from '../../../src/core/turn/session.ts';
import { conversation, NOW, policy } from '../../support/builders.ts';

describe('matchRules', () => {
  const entities = [
    { name: 'room_type', value: 'Suite' },
    { name: 'guests', value: 2 },
  ];
  it.each<[string, EntityCondition, boolean]>([
    ['text in any case', { kind: 'equals', entity: 'room_type', values: ['suite'] }, true],
    ['one of several', { kind: 'equals', entity: 'room_type', values: ['twin', 'SUITE'] }, true],
    ['a number as text', { kind: 'equals', entity: 'guests', values: ['2'] }, true],
    ['another value', { kind: 'equals', entity: 'room_type', values: ['twin'] }, false],
    ['a value of nothing', { kind: 'equals', entity: 'date', values: ['x'] }, false],
    ['presence', { kind: 'present', entity: 'guests', present: true }, true],
    ['absence', { kind: 'present', entity: 'date', present: false }, true],
    ['absence of what is there', { kind: 'present', entity: 'guests', present: false }, false],
  ])('%s', (_name, condition, holds) => {
    const rule = { when: [condition], answer: { kind: 'flow', flow: 'f' } } as const;
    expect(matchRules([rule], entities)).toHaveLength(holds ? 1 : 0);
  });
});

describe('sessionId', () => {
  it('fits every engine, whatever the names', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), fc.nat(), (bot, account, id, seconds) => {
        const made = sessionId(conversation({ bot, account: `${account}`, id: `${id}` }), seconds * 1000);
        expect(made).toMatch(/^[A-Za-z0-9_-]{1,36}$/);
        expect(made).toContain(`-${account}-${id}-`);
      }),
    );
  });

  it('differs from start to start', () => {
    expect(sessionId(conversation(), NOW)).not.toBe(sessionId(conversation(), NOW + 1_000));
  });
});

describe('backoffMs', () => {
  const backoff = { firstMs: 500, longestMs: 30_000 };
  it('grows, is jittered in full, and is bounded', () => {
    expect(backoffMs(backoff, 1, 1)).toBe(500);
    expect(backoffMs(backoff, 3, 1)).toBe(2_000);
    expect(backoffMs(backoff, 3, 0)).toBe(0);
    expect(backoffMs(backoff, 500, 1)).toBe(30_000);
  });
  it('never comes before the other side asked for', () => {
    expect(backoffMs(backoff, 1, 0, 7_000)).toBe(7_000);
  });
});

describe('offeredBy', () => {
  it('keeps options in the order shown, over several replies', () => {
    const options = offeredBy([
      { kind: 'text', text: 'Hi' },
      {
        kind: 'cards',
        text: '',
        cards: [
          {
            title: 'A',
            actions: [
              { kind: 'choice', text: 'Take A', value: 'a' },
              { kind: 'link', text: 'More', url: 'https://a.example' },
            ],
          },
        ],
      },
      { kind: 'choices', text: 'Which?', options: [{ title: 'B', value: 'b' }] },
    ]);
    expect(options).toEqual([
      { title: 'Take A', value: 'a' },
      { title: 'B', value: 'b' },
    ]);
  });
});

describe('engineContext', () => {
  const known = conversation({
    contact: {
      id: '9',
      name: 'Ada',
      email: 'ada@example.com',
      verified: true,
      blocked: false,
      attributes: { plan: 'pro', secret: 'x' },
    },
    attributes: { order_id: 'A1' },
    pageUrl: 'https://shop.example/cart',
  });
  it('lets out what is listed and nothing else', () => {
    const listed = policy({
      context: { contact: ['plan', 'absent'], conversation: ['order_id', 'page_url'] },
    });
    expect(engineContext(known, listed)).toEqual({
      contact: { plan: 'pro' },
      conversation: { order_id: 'A1', page_url: 'https://shop.example/cart' },
    });
    expect(engineContext(known, policy())).toEqual({ contact: {}, conversation: {} });
  });
  it('shows templates what they may say to the customer', () => {
    expect(templateView(known)).toMatchObject({ contact: { name: 'Ada' }, conversation: { order_id: 'A1' } });
  });
});
