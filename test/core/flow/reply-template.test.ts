import { describe, expect, it } from 'vitest';
import { renderOptions, renderReply, replyTemplateSchema } from '../../../src/core/flow/reply-template.ts';
import { templates } from '../../support/flow-talk.ts';

const view = {
  contact: { name: 'Anna' },
  slots: {
    hotels: [
      { id: 'gp', name: 'Grand Plaza', image: 'http://img.test/a b.png', price: 140 },
      { id: 'sv', name: 'Sea & View', image: 'javascript:alert(1)', price: 95 },
    ],
    none: [],
  },
};

const render = (template: unknown) => renderReply(replyTemplateSchema.parse(template), view, templates);

describe('a reply from its template', () => {
  it.each<[string, unknown, unknown]>([
    ['text', { text: 'Hello {{contact.name}}!' }, { kind: 'text', text: 'Hello Anna!' }],
    [
      'choices, fixed and from a list',
      {
        choices: {
          text: 'Which?',
          options: [
            {
              each: 'slots.hotels',
              title: '{{item.name}}',
              value: '{{item.id}}',
              description: 'from {{item.price}}',
            },
            { title: 'None', value: 'none' },
          ],
        },
      },
      {
        kind: 'choices',
        text: 'Which?',
        options: [
          { title: 'Grand Plaza', value: 'gp', description: 'from 140' },
          { title: 'Sea & View', value: 'sv', description: 'from 95' },
          { title: 'None', value: 'none' },
        ],
      },
    ],
    [
      'cards, without pictures and links that are no web address',
      {
        cards: {
          text: 'Hotels',
          items: [
            {
              each: 'slots.hotels',
              title: '{{item.name}}',
              image_url: '{{item.image}}',
              actions: [
                { text: 'Take', value: '{{item.id}}' },
                { text: 'See', url: 'https://hotels.test/{{item.name}}' },
                { text: 'Bad', url: '{{item.image}}' },
              ],
            },
          ],
        },
      },
      {
        kind: 'cards',
        text: 'Hotels',
        cards: [
          {
            title: 'Grand Plaza',
            imageUrl: 'http://img.test/a%20b.png',
            actions: [
              { kind: 'choice', text: 'Take', value: 'gp' },
              { kind: 'link', text: 'See', url: 'https://hotels.test/Grand%20Plaza' },
              { kind: 'link', text: 'Bad', url: 'http://img.test/a%20b.png' },
            ],
          },
          {
            title: 'Sea & View',
            actions: [
              { kind: 'choice', text: 'Take', value: 'sv' },
              { kind: 'link', text: 'See', url: 'https://hotels.test/Sea%20%26%20View' },
            ],
          },
        ],
      },
    ],
    [
      'a form',
      {
        form: {
          text: 'Details',
          submit_label: 'Go',
          fields: [
            {
              name: 'name',
              label: 'Name',
              default: '{{contact.name}}',
              pattern: '.+',
              pattern_error: 'Name?',
            },
            { name: 'mail', label: 'Mail', kind: 'email', default: '{{contact.email}}', required: false },
          ],
        },
      },
      {
        kind: 'form',
        text: 'Details',
        submitLabel: 'Go',
        fields: [
          {
            name: 'name',
            label: 'Name',
            kind: 'text',
            default: 'Anna',
            required: true,
            pattern: '.+',
            patternError: 'Name?',
          },
          { name: 'mail', label: 'Mail', kind: 'email', required: false },
        ],
      },
    ],
    [
      'an article',
      { article: { text: 'Read', items: [{ title: 'Rules', url: 'https://a.test/' }] } },
      { kind: 'article', text: 'Read', items: [{ title: 'Rules', url: 'https://a.test/' }] },
    ],
    [
      'media',
      { media: { url: 'https://a.test/x.pdf', type: 'file', caption: 'For {{contact.name}}' } },
      { kind: 'media', url: 'https://a.test/x.pdf', mediaType: 'file', caption: 'For Anna' },
    ],
    ['an e-mail box', { ask_email: { text: 'Mail?' } }, { kind: 'ask-email', text: 'Mail?' }],
    ['a pause', { pause_ms: 800 }, { kind: 'pause', milliseconds: 800 }],
    [
      'options of an empty list as text',
      { choices: { text: 'Which?', options: [{ each: 'slots.none', title: 'x', value: 'x' }] } },
      { kind: 'text', text: 'Which?' },
    ],
  ])('%s', (_kind, template, reply) => {
    expect(render(template)).toEqual({ reply, missing: [] });
  });

  it('closes the gap of a value that is not known, and names it', () => {
    expect(render({ text: 'Hello {{contact.first}} , welcome {{contact.last}} !' })).toEqual({
      reply: { kind: 'text', text: 'Hello, welcome!' },
      missing: ['contact.first', 'contact.last'],
    });
  });

  it('says the fallback instead when there is one', () => {
    const template = {
      choices: { text: 'Hi {{contact.first}}', options: [{ title: 'a', value: 'a' }] },
      fallback: 'Hi!',
    };
    expect(render(template)).toEqual({ reply: { kind: 'text', text: 'Hi!' }, missing: ['contact.first'] });
  });

  it('has no options while the list is not known', () => {
    expect(
      renderOptions([{ each: 'slots.rooms', title: '{{item}}', value: '{{item}}' }], view, templates),
    ).toEqual([]);
  });

  it('must be exactly one thing', () => {
    expect(replyTemplateSchema.safeParse({}).success).toBe(false);
    expect(replyTemplateSchema.safeParse({ text: 'a', pause_ms: 5 }).success).toBe(false);
    expect(
      replyTemplateSchema.safeParse({
        cards: { text: 'a', items: [{ title: 'b', actions: [{ text: 'c' }] }] },
      }).success,
    ).toBe(false);
  });
});
