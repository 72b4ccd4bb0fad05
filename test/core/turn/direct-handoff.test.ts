import { describe, expect, it } from 'vitest';
import { readDays, readSpans } from '../../../src/core/hours/read-hours.ts';
import type { BotPolicy, HandoffCondition, HandoffHours, HandoffRule } from '../../../src/core/model/bot.ts';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import { directHandoff, type HandoffWords } from '../../../src/core/turn/direct-handoff.ts';
import { chooseTarget, type HandoffSituation } from '../../../src/core/turn/handoff-rules.ts';
import { conversation, NOW, policy } from '../../support/builders.ts';
import { templates } from '../../support/flow-talk.ts';

/** Monday, 10:00 UTC: open; in the evening it is not. */
const evening = NOW + 9 * 3_600_000;

const hours: HandoffHours = {
  open: {
    timeZone: 'UTC',
    week: new Map([1, 2, 3, 4, 5].map((day) => [day, [{ from: 540, to: 1050 }]])),
    holidays: new Map(),
  },
  closedText: 'Closed. Back {{hours.next_opening}}.',
  whenClosed: 'open',
};

function rule(when: readonly HandoffCondition[], over: Partial<HandoffRule> = {}): HandoffRule {
  return { when, target: { team: 'hit', labels: [], attributes: {} }, ...over };
}

function bot(over: Partial<BotPolicy['handoff']> = {}): BotPolicy {
  return policy({ handoff: { ...policy().handoff, ...over } });
}

function situation(over: Partial<HandoffSituation> = {}, at: Partial<Conversation> = {}): HandoffSituation {
  return { reason: 'asked', conversation: conversation(at), at: NOW, slots: {}, ...over };
}

const fact = (name: 'reason' | 'intent' | 'inbox' | 'channel' | 'language', ...values: string[]) =>
  ({ kind: 'fact', fact: name, values }) as const;
const pro = { ...conversation().contact, attributes: { plan: 'Pro' } };

describe('a condition of a rule', () => {
  it.each<[string, HandoffCondition, HandoffSituation, boolean]>([
    ['the reason', fact('reason', 'engine', 'asked'), situation(), true],
    ['another reason', fact('reason', 'engine'), situation(), false],
    ['the intent', fact('intent', 'pay'), situation({ intent: { name: 'pay' } }), true],
    ['another intent', fact('intent', 'pay'), situation({ intent: { name: 'book' } }), false],
    ['no intent', fact('intent', 'pay'), situation(), false],
    ['the inbox', fact('inbox', '7'), situation(), true],
    ['another inbox', fact('inbox', '8'), situation(), false],
    ['the channel', fact('channel', 'whatsapp'), situation({}, { channel: 'whatsapp' }), true],
    ['another channel', fact('channel', 'whatsapp'), situation(), false],
    ['the language', fact('language', 'de'), situation({}, { language: 'de' }), true],
    ['a dialect', fact('language', 'de'), situation({}, { language: 'de_AT' }), true],
    ['a language that begins alike', fact('language', 'de'), situation({}, { language: 'den' }), false],
    [
      'the whole of a language for its dialect',
      fact('language', 'de-AT'),
      situation({}, { language: 'de' }),
      false,
    ],
    ["the bot's language where none is known", fact('language', 'en'), situation(), true],
    ['open hours', { kind: 'hours', open: true }, situation(), true],
    ['closed hours', { kind: 'hours', open: false }, situation({ at: evening }), true],
    ['closed hours while open', { kind: 'hours', open: false }, situation(), false],
    ['the day', { kind: 'days', days: readDays('mon') ?? [] }, situation(), true],
    ['another day', { kind: 'days', days: readDays('sat,sun') ?? [] }, situation(), false],
    ['the time', { kind: 'time', spans: readSpans('09:00-11:00') ?? [] }, situation(), true],
    ['another time', { kind: 'time', spans: readSpans('11:00-12:00') ?? [] }, situation(), false],
    ['a time over midnight', { kind: 'time', spans: readSpans('18:00-11:00') ?? [] }, situation(), true],
    [
      'an attribute in any case',
      { kind: 'value', name: 'contact.plan', values: ['pro'] },
      situation({}, { contact: pro }),
      true,
    ],
    [
      'an attribute that is not there',
      { kind: 'value', name: 'contact.plan', values: ['pro'] },
      situation(),
      false,
    ],
    [
      'a number',
      { kind: 'value', name: 'conversation.order', values: [12] },
      situation({}, { attributes: { order: '12' } }),
      true,
    ],
    [
      'a slot',
      { kind: 'value', name: 'slots.hotel', values: ['Park Hotel'] },
      situation({ slots: { hotel: 'Park Hotel' } }),
      true,
    ],
  ])('%s', (_name, condition, found, expected) => {
    const chosen = chooseTarget(bot({ rules: [rule([condition])], hours }), found);
    expect(chosen.target.team === 'hit').toBe(expected);
  });

  it('must hold together with all others', () => {
    const both = rule([fact('reason', 'asked'), fact('inbox', '8')]);
    expect(chooseTarget(bot({ rules: [both] }), situation()).rule).toBeUndefined();
  });
});

describe('the target', () => {
  const all = { team: 'all', priority: 'low', labels: ['bot'], attributes: { by: 'bot' } } as const;

  it('is that of the first rule that holds, on top of what holds for all', () => {
    const first = rule([fact('inbox', '8')]);
    const second = rule([], {
      target: { agent: 'dana', priority: 'high', labels: ['vip', 'bot'], attributes: { why: 'x' } },
    });
    const chosen = chooseTarget(bot({ target: all, rules: [first, second, rule([])] }), situation());
    expect(chosen.target).toEqual({
      agent: 'dana',
      priority: 'high',
      labels: ['bot', 'vip'],
      attributes: { by: 'bot', why: 'x' },
    });
  });

  it('stays the default where the rule names nobody', () => {
    const labelled = rule([], { target: { labels: ['x'], attributes: {} } });
    expect(chooseTarget(bot({ target: all, rules: [labelled] }), situation()).target).toMatchObject({
      team: 'all',
      priority: 'low',
    });
  });

  it('becomes actions in the order in which they help', () => {
    const attributes = { reason: '{{handoff.reason}}', who: '{{contact.name}}', hot: true };
    const target = { team: '3', agent: '7', priority: 'high', labels: ['x'], attributes } as const;
    const named = situation({}, { contact: { ...conversation().contact, name: 'Ada' } });
    expect(directHandoff(bot({ target }), named, templates).actions).toEqual([
      { kind: 'set-attributes', values: { reason: 'asked', who: 'Ada', hot: true } },
      { kind: 'add-labels', labels: ['x'] },
      { kind: 'set-priority', priority: 'high' },
      { kind: 'assign', team: '3', agent: '7' },
    ]);
    expect(directHandoff(bot(), named, templates).actions).toEqual([]);
  });
});

describe('what the customer reads', () => {
  const own = { farewell: 'Rule.' };
  const ofHours = rule([{ kind: 'hours', open: false }], { farewell: 'Night desk.' });

  it.each<[string, Partial<BotPolicy['handoff']>, number, HandoffWords, string]>([
    ["the bot's farewell", {}, NOW, {}, 'A colleague takes over.'],
    ["the rule's", { rules: [rule([], own)] }, NOW, {}, 'Rule.'],
    ["the intent's before the rule's", { rules: [rule([], own)] }, NOW, { wanted: 'Intent.' }, 'Intent.'],
    ['nothing after the engine has spoken', {}, NOW, { wanted: '' }, ''],
    ['the same within the hours', { hours }, NOW, { wanted: 'Intent.' }, 'Intent.'],
    ['that it is closed', { hours }, evening, {}, 'Closed. Back tomorrow 9:00 AM.'],
    [
      'that it is closed, whatever the intent promises',
      { hours },
      evening,
      { wanted: 'One moment!' },
      'Closed. Back tomorrow 9:00 AM.',
    ],
    [
      'that it is closed, whatever a rule for any time says',
      { hours, rules: [rule([], own)] },
      evening,
      {},
      'Closed. Back tomorrow 9:00 AM.',
    ],
    ['the words of a rule for these hours', { hours, rules: [ofHours] }, evening, {}, 'Night desk.'],
    ['nothing when that was said before', { hours }, evening, { closedTold: true }, ''],
    [
      'the farewell when it has opened since',
      { hours },
      NOW,
      { closedTold: true },
      'A colleague takes over.',
    ],
  ])('%s', (_name, over, at, words, expected) => {
    const { farewell } = directHandoff(bot(over), situation({ at }), templates, words);
    expect(farewell.replaceAll('\u202f', ' ')).toBe(expected);
  });

  it('closes the gap of a value that is missing, and says so', () => {
    const directed = directHandoff(bot({ farewell: 'Bye {{contact.name}}' }), situation(), templates);
    expect(directed).toMatchObject({ farewell: 'Bye', missing: ['contact.name'] });
  });

  it('speaks the language of the conversation', () => {
    const german = situation({ at: evening }, { language: 'de' });
    expect(directHandoff(bot({ hours }), german, templates).farewell).toBe('Closed. Back morgen, 09:00.');
  });
});
