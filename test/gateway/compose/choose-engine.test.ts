import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import { chooseEngine } from '../../../src/gateway/compose/choose-engine.ts';
import { conversation } from '../../support/builders.ts';

type When = Readonly<Record<string, readonly (string | number | boolean)[]>>;

function chosen(when: When, over: Partial<Conversation> = {}): boolean {
  const routes = [{ when: new Map(Object.entries(when)), engine: 'other' }];
  return chooseEngine(routes, conversation(over), 'en') === 'other';
}

const contact = (values: Partial<Conversation['contact']>) => ({
  contact: { ...conversation().contact, ...values },
});

describe('a route', () => {
  it.each<[string, When, Partial<Conversation>, boolean]>([
    ['by inbox', { inbox: ['7'] }, {}, true],
    ['by inbox as a number', { inbox: [7] }, {}, true],
    ['by another inbox', { inbox: [8] }, {}, false],
    ['by channel', { channel: ['web-widget'] }, {}, true],
    ['by channel, written otherwise', { channel: ['Web_Widget'] }, {}, true],
    ['by one of several channels', { channel: ['email', 'web-widget'] }, {}, true],
    ['by language', { language: ['de'] }, { language: 'de' }, true],
    ['by language of a region', { language: ['de'] }, { language: 'de-AT' }, true],
    ['by region alone', { language: ['de-AT'] }, { language: 'de' }, false],
    ['by a language that begins alike', { language: ['de'] }, { language: 'den' }, false],
    ['by the language of the bot', { language: ['en'] }, {}, true],
    [
      'by attribute of the contact',
      { 'contact.plan': ['gold'] },
      contact({ attributes: { plan: 'Gold' } }),
      true,
    ],
    ['by a flag', { 'contact.verified': [true] }, contact({ verified: true }), true],
    ['by a number', { 'contact.visits': [3] }, contact({ attributes: { visits: 3 } }), true],
    ['by an attribute that is not there', { 'contact.plan': ['gold'] }, {}, false],
    ['by what every object has', { 'contact.constructor': ['x'] }, {}, false],
    ['by null', { 'contact.plan': ['null'] }, contact({ attributes: { plan: null } }), false],
    [
      'by attribute of the conversation',
      { 'conversation.topic': ['vip'] },
      { attributes: { topic: 'vip' } },
      true,
    ],
    ['by label', { 'conversation.labels': ['vip'] }, { labels: ['new', 'vip'] }, true],
    ['by all conditions', { inbox: [7], language: ['de'] }, { language: 'de' }, true],
    ['by all but one', { inbox: [7], language: ['de'] }, { language: 'fr' }, false],
  ])('%s', (_, when, over, fits) => {
    expect(chosen(when, over)).toBe(fits);
  });

  it('is the first that fits', () => {
    const all = new Map();
    const routes = [
      { when: new Map([['inbox', [8]]]), engine: 'one' },
      { when: all, engine: 'two' },
      { when: all, engine: 'three' },
    ];
    expect(chooseEngine(routes, conversation(), 'en')).toBe('two');
    expect(chooseEngine([], conversation(), 'en')).toBeUndefined();
  });
});
