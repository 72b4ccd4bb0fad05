import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/** Rasa is not at hand here: what `rasa data validate` and the training would refuse is looked for by reading. */
const project = join(import.meta.dirname, '../../config/samples/hotel-booking/rasa');

const mappingSchema = z.object({
  type: z.enum(['from_entity', 'from_text']),
  entity: z.string().optional(),
  not_intent: z.array(z.string()).default([]),
  conditions: z.array(z.object({ active_loop: z.string(), requested_slot: z.string() })).default([]),
});
const responseSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ title: z.string(), payload: z.string() })).default([]),
});
const domain = z
  .object({
    version: z.literal('3.1'),
    intents: z.array(z.string()),
    entities: z.array(z.string()),
    slots: z.record(z.string(), z.object({ mappings: z.array(mappingSchema) })),
    forms: z.record(z.string(), z.object({ required_slots: z.array(z.string()) })),
    responses: z.record(z.string(), z.array(responseSchema)),
  })
  .parse(read('domain.yml'));
const stepSchema = z.object({
  intent: z.string().optional(),
  action: z.string().optional(),
  active_loop: z.string().nullish(),
});
const { rules } = z
  .object({
    version: z.literal('3.1'),
    rules: z.array(
      z.object({ rule: z.string(), condition: z.array(stepSchema).default([]), steps: z.array(stepSchema) }),
    ),
  })
  .parse(read('data/rules.yml'));

const builtIn = ['action_deactivate_loop', 'action_default_fallback'];
const intents = [...domain.intents, 'nlu_fallback'];
const responses = Object.keys(domain.responses);
const forms = Object.keys(domain.forms);

describe('the Rasa project', () => {
  it('is trained with the file that the embedded engine learns from', () => {
    expect(text('data/nlu.yml')).toBe(readFileSync(join(project, '../nlu.yml'), 'utf8'));
  });

  it('has rules for intents that there are, which do what there is', () => {
    const steps = rules.flatMap((rule) => rule.steps);
    expect(intents).toEqual(expect.arrayContaining(steps.flatMap(({ intent }) => intent ?? [])));
    const actions = steps.flatMap(({ action }) => action ?? []);
    expect([...responses, ...forms, ...builtIn]).toEqual(expect.arrayContaining(actions));
    expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
  });

  it('has one rule for each intent outside the form and one inside, so that no two contradict each other', () => {
    for (const intent of intents.filter((name) => name !== 'book_hotel')) {
      const [outside, inside, ...more] = rules.filter(({ steps }) => steps[0]?.intent === intent);
      expect(outside?.condition, intent).toEqual([{ active_loop: null }]);
      expect(inside?.condition, intent).toEqual([{ active_loop: forms[0] }]);
      expect(more).toEqual([]);
    }
  });

  it('fills slots from entities and answers that there are', () => {
    for (const [slot, { mappings }] of Object.entries(domain.slots)) {
      for (const { entity, not_intent, conditions, type } of mappings) {
        if (entity) expect(domain.entities).toContain(entity);
        expect(intents).toEqual(expect.arrayContaining(not_intent));
        // Otherwise any message at any time would fill it.
        if (type === 'from_text') {
          expect(conditions).toEqual([{ active_loop: forms[0], requested_slot: slot }]);
          expect(not_intent).toContain('talk_to_human');
        }
      }
    }
  });

  it('asks for each slot of its form, and says everything that it has words for', () => {
    const questions = Object.values(domain.forms).flatMap(({ required_slots }) =>
      required_slots.map((slot) => `utter_ask_${slot}`),
    );
    expect(responses).toEqual(expect.arrayContaining(questions));
    const said = rules.flatMap(({ steps }) => steps.flatMap(({ action }) => action ?? []));
    const unsaid = responses.filter((name) => ![...questions, ...said, 'utter_default'].includes(name));
    expect(unsaid).toEqual([]);
  });

  it('has buttons that say intents and entities that there are, in quotes', () => {
    const buttons = Object.values(domain.responses).flatMap((variants) =>
      variants.flatMap((variant) => variant.buttons),
    );
    expect(buttons.length).toBeGreaterThan(3);
    for (const { payload } of buttons) {
      const [, intent = '', values = '{}'] = /^\/(\w+)(\{.*\})?$/.exec(payload) ?? [];
      expect(domain.intents).toContain(intent);
      expect(domain.entities).toEqual(expect.arrayContaining(Object.keys(JSON.parse(values))));
      expect(text('domain.yml')).toContain(`'${payload}'`);
    }
  });

  it('opens the channel by which the gateway comes', () => {
    expect(read('credentials.yml')).toEqual({ rest: null });
    expect(read('endpoints.yml')).toBeNull();
  });
});

function text(name: string): string {
  return readFileSync(join(project, name), 'utf8');
}

function read(name: string): unknown {
  return parse(text(name));
}
