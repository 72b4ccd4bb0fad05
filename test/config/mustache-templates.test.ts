import { describe, expect, it } from 'vitest';
import { createMustacheTemplates } from '../../src/config/mustache-templates.ts';

const templates = createMustacheTemplates();
const view = {
  slots: { hotel: 'Sea & Sun <Inn>', guests: 2, none: null },
  tags: ['a', 'b'],
  rows: [{ id: 1 }],
};

describe('mustache templates', () => {
  it('inserts values as they are, without HTML escapes', () => {
    expect(templates.render('{{slots.hotel}} for {{slots.guests}}', view, 'text')).toEqual({
      text: 'Sea & Sun <Inn> for 2',
      missing: [],
    });
  });

  it.each(['{{slots.hotel}}', '{{{slots.hotel}}}', '{{&slots.hotel}}'])(
    'percent-encodes %s in URLs',
    (tag) => {
      expect(templates.render(`/h/${tag}?x=1`, view, 'url').text).toBe('/h/Sea%20%26%20Sun%20%3CInn%3E?x=1');
    },
  );

  it('names the values that the view does not have', () => {
    expect(templates.render('{{slots.date}}/{{slots.none}}/{{slots.hotel}}', view, 'text')).toEqual({
      text: '//Sea & Sun <Inn>',
      missing: ['slots.date', 'slots.none'],
    });
  });

  it('does not count the condition of a section as missing', () => {
    const template = '{{#slots.date}}on {{slots.date}}{{/slots.date}}{{^slots.date}}some day{{/slots.date}}';
    expect(templates.render(template, view, 'text')).toEqual({ text: 'some day', missing: [] });
  });

  it('says lists and objects readably', () => {
    expect(templates.render('{{tags}} {{slots}}', { tags: ['a', 'b'], slots: { a: 1 } }, 'text').text).toBe(
      'a, b {"a":1}',
    );
  });

  it('lists the names that a template uses', () => {
    expect(templates.names('{{a.b}} {{#rows}}{{id}} {{slots.hotel}} {{.}}{{/rows}} {{a.b}}')).toEqual([
      'a.b',
      'rows',
      'slots.hotel',
    ]);
  });

  it('needs what it inserts, unless a section of that name guards it', () => {
    expect(templates.needs('{{a.b}} {{#slots.c}}{{slots.c}} {{d.e}} {{f}}{{/slots.c}}')).toEqual([
      'a.b',
      'd.e',
    ]);
    expect(templates.needs('{{^slots.c}}{{slots.d}}{{/slots.c}}')).toEqual(['slots.d']);
  });

  it.each(['{{#open}}', '{{unclosed', '{{> partial}}'])('refuses %s', (template) => {
    expect(() => templates.names(template)).toThrow();
  });
});
