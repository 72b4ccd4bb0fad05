import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPersonalDataFinder } from '../../../src/config/find-personal-data.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { ProviderRequest } from '../../../src/core/ports/provider.ts';
import { hideInTrace, keepPrivate, masksAfter } from '../../../src/core/privacy/engine-privacy.ts';
import { createMasker, unmask } from '../../../src/core/privacy/masker.ts';
import { nlu } from '../../support/builders.ts';
import { providerRequest } from '../../support/provider-requests.ts';

const find = createPersonalDataFinder(['email', 'phone', 'card'], 'DE');
const masker = (before = {}) => createMasker({ find }, before);

const word = fc.string({ unit: fc.constantFrom(...'abcxyz'), minLength: 1, maxLength: 8 });
const email = fc.tuple(word, word).map(([name, host]) => `${name}@${host}.example`);
const phone = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((number) => `+49 30 ${number}`);
const card = fc.constantFrom('4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005');
const personal = fc.oneof(email, phone, card);
/** Personal data between harmless words, and things that look like placeholders. */
const sentence = fc
  .array(fc.oneof(word, personal, fc.constantFrom('<email-1>', '<phone-7>', '😀', 'müßig')), {
    maxLength: 12,
  })
  .map((parts) => parts.join(' , '));

describe('createMasker', () => {
  it('what is masked reads back as it was', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const fresh = masker();
        const { text: masked } = fresh.mask(text);
        expect(unmask(masked, fresh.masks())).toBe(text);
      }),
    );
  });

  it('lets no personal data through', () => {
    fc.assert(
      fc.property(fc.array(personal, { minLength: 1, maxLength: 6 }), word, (values, between) => {
        const { text } = masker().mask(values.join(` ${between} `));
        for (const value of values) expect(text).not.toContain(value);
      }),
    );
  });

  it('leaves everything else as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (find(text).length > 0) return;
        expect(masker().mask(text).text).toBe(text);
      }),
    );
  });

  it('calls the same value the same, in later turns too', () => {
    fc.assert(
      fc.property(personal, personal, (one, other) => {
        const first = masker();
        const said = first.mask(`${one} and ${other}`).text;
        const later = masker(first.masks());
        expect(later.mask(`${one} and ${other}`).text).toBe(said);
        expect(later.masks()).toEqual(first.masks());
      }),
    );
  });

  it('tells where an offset lies in the original', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const { text: masked, originalOffset } = masker().mask(text);
        expect(originalOffset(0, 'start')).toBe(0);
        expect(originalOffset(masked.length, 'end')).toBe(text.length);
      }),
    );
    const { originalOffset } = masker().mask('Sam: sam@example.com, bye');
    expect([5, 14, 16].map((offset) => originalOffset(offset, 'start'))).toEqual([5, 20, 22]);
    expect([originalOffset(7, 'start'), originalOffset(7, 'end')]).toEqual([5, 20]);
  });

  it('does not know a placeholder of another conversation', () => {
    expect(unmask('to <email-2> and <email-1>', { '<email-1>': 'a@b.example' })).toBe(
      'to <email-2> and a@b.example',
    );
  });
});

describe('keepPrivate', () => {
  const policy = { find };
  const request = (over: Partial<ProviderRequest> = {}) =>
    providerRequest('write to sam@example.com', {
      context: { contact: { email: 'sam@example.com' } },
      ...over,
    });

  it('hides words and context, and reads entities, slots and replies back', () => {
    const { request: sent, read } = keepPrivate(request(), policy, undefined);
    expect(sent.content).toEqual({ kind: 'text', text: 'write to <email-1>' });
    expect(sent.context).toEqual({ contact: { email: '<email-1>' } });
    const answer: NluResult = nlu({
      entities: [{ name: 'email', value: '<email-1>', text: '<email-1>', start: 9, end: 18 }],
      slots: { mail: { to: ['<email-1>'] } },
      replies: [
        { kind: 'text', text: 'I write to <email-1>.' },
        {
          kind: 'choices',
          text: 'Right?',
          options: [{ title: 'Yes, <email-1>', value: '/ok{"to":"<email-1>"}' }],
        },
      ],
      handoff: { note: 'Call <email-1>' },
    });
    expect(read(answer)).toEqual({
      ...answer,
      entities: [{ name: 'email', value: 'sam@example.com', text: 'sam@example.com', start: 9, end: 24 }],
      slots: { mail: { to: ['sam@example.com'] } },
      replies: [
        { kind: 'text', text: 'I write to sam@example.com.' },
        {
          kind: 'choices',
          text: 'Right?',
          options: [{ title: 'Yes, sam@example.com', value: '/ok{"to":"sam@example.com"}' }],
        },
      ],
      handoff: { note: 'Call sam@example.com' },
    });
  });

  it.each<[ProviderRequest['content']]>([
    [{ kind: 'choice', value: 'sam@example.com', title: 'To sam@example.com' }],
    [{ kind: 'form', values: { email: 'sam@example.com' } }],
    [{ kind: 'event', name: 'reminder', values: { to: ['sam@example.com'] } }],
    [
      {
        kind: 'attachment',
        items: [{ kind: 'contact', title: 'sam@example.com' }],
        caption: 'sam@example.com',
      },
    ],
  ])('hides it in %j', (content) => {
    const { request: sent } = keepPrivate(request({ content }), policy, undefined);
    expect(JSON.stringify(sent)).not.toContain('sam@example.com');
  });

  it('remembers for later turns what it showed in this one', () => {
    const masks = masksAfter(request().content, request().context, policy, undefined);
    expect(masks).toEqual({ '<email-1>': 'sam@example.com' });
    const later = keepPrivate(providerRequest('yes, to that one'), policy, masks);
    expect(later.read(nlu({ replies: [{ kind: 'text', text: 'To <email-1>!' }] })).replies).toEqual([
      { kind: 'text', text: 'To sam@example.com!' },
    ]);
  });

  it('touches nothing where nothing is to be masked', () => {
    const { request: sent } = keepPrivate(request(), {}, undefined);
    expect(sent).toEqual(request());
  });
});

describe('hideInTrace', () => {
  it('leaves placeholders in words, entities, slots and reasons', () => {
    const trace = {
      id: 't',
      event: 'customer-spoke',
      at: 0,
      durationMs: 1,
      decision: 'answered',
      reason: 'the engine asked for a person: call +49 30 901820',
      utterance: 'I am sam@example.com',
      alternatives: [],
      entities: [{ name: 'email', value: 'sam@example.com' }],
      answeredBy: { kind: 'nobody' },
      warnings: [],
      steps: [{ at: 0, step: 'flow-stepped', detail: { slots: { email: 'sam@example.com' } } }],
    } as const;
    const hidden = JSON.stringify(hideInTrace(trace, { find }, { '<email-1>': 'sam@example.com' }));
    expect(hidden).not.toContain('sam@example.com');
    expect(hidden).not.toContain('901820');
    expect(hidden).toContain('I am <email-1>');
  });
});
