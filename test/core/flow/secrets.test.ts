import { describe, expect, it } from 'vitest';
import { compileFlow } from '../../../src/core/flow/compile-flow.ts';
import { flowFileSchema } from '../../../src/core/flow/flow-schema.ts';
import { awaitedSecret, findSecret, withoutSecrets } from '../../../src/core/flow/secrets.ts';
import { flowFrom, nlu, talk, templates } from '../../support/flow-talk.ts';

const code = { type: 'text', secret: true, pattern: '\\d{6}' };
const check = {
  fetch: {
    method: 'POST',
    url: 'http://codes.example/verify',
    body: { email: '{{slots.email}}', code: '{{slots.code}}' },
    proves: '{{slots.email}}',
    on_status: { '422': 'ask-code' },
    on_failure: 'people',
  },
};
const steps = {
  'ask-email': { ask: { slots: ['email'], text: 'Which address?' } },
  'ask-code': { ask: { slots: ['code'], text: 'The code?' } },
  check,
  done: { end: { text: 'Thank you, {{identity.value}}.' } },
  people: { handoff: { reason: 'No answer.' } },
};
const file = { name: 'confirm', slots: { email: { type: 'email' }, code }, steps };

const right = '123456';
const service = ({ body }: { body?: unknown }) =>
  JSON.stringify(body).includes(right)
    ? ({ ok: true, status: 200, body: {} } as const)
    : ({ ok: false, status: 422, code: 'FETCH_REFUSED', detail: '422' } as const);

function problemsOf(over: object): readonly string[] {
  const { problems } = compileFlow(flowFileSchema.parse({ ...file, ...over }), { templates });
  return problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a flow that checks a code', () => {
  it('proves the address with the right code, and says so to the steps that follow', () => {
    const confirm = talk(flowFrom(file), service);
    confirm.start();
    confirm.type('sam@example.com');
    expect(confirm.type(right)).toBe('Thank you, sam@example.com.');
    expect(confirm.last.proof).toEqual({ kind: 'proved', value: 'sam@example.com' });
  });

  it('asks again for a wrong one, which is used up', () => {
    const confirm = talk(flowFrom(file), service);
    confirm.start();
    confirm.type('sam@example.com');
    expect(confirm.type('000000')).toBe('The code?');
    expect(confirm.last.proof).toEqual({ kind: 'refused' });
    expect(confirm.state?.slots).toEqual({ email: 'sam@example.com' });
  });

  it.each(['0000', 'is it 123?'])(
    'takes %j for a mistyped code, whatever an engine would make of it',
    (text) => {
      const confirm = talk(flowFrom(file), service);
      confirm.start();
      confirm.type('sam@example.com');
      expect(confirm.match(text)).toBe('exact');
      expect(confirm.type(text)).toContain('does not have the right form');
    },
  );

  it('leaves words without a digit to the engine', () => {
    const confirm = talk(flowFrom(file), service);
    confirm.start();
    confirm.type('sam@example.com');
    expect(confirm.match('talk to a human', nlu('talk_to_human'))).toBe('none');
    expect(confirm.match('cancel')).toBe('exact');
  });

  it('says nothing about the visitor when the service is out of order', () => {
    const confirm = talk(flowFrom(file), () => ({
      ok: false,
      status: 503,
      code: 'FETCH_FAILED',
      detail: '',
    }));
    confirm.start();
    confirm.type('sam@example.com');
    confirm.type(right);
    expect(confirm.last.ended).toBe('handed-off');
    expect(confirm.last.proof).toBeUndefined();
  });

  it('keeps no secret in what it leaves behind', () => {
    const flow = flowFrom(file);
    const state = {
      flow: 'confirm',
      step: 'ask-code',
      slots: { email: 'a@b.example', code: right },
      heard: { code: right },
      before: { code: right },
      wrongAnswers: 0,
      startedAt: 0,
    };
    expect(JSON.stringify(withoutSecrets(flow, state))).not.toContain(right);
    expect(awaitedSecret(flow, state)?.name).toBe('code');
    expect(awaitedSecret(flow, { ...state, step: 'ask-email' })).toBeUndefined();
  });
});

describe('findSecret', () => {
  const slot = flowFrom(file).slots.get('code');
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['My code is 123456.', '123456'],
    ['12345', undefined],
    ['1234567', undefined],
    ['', undefined],
  ])('%j holds %j', (text, found) => {
    expect(slot && findSecret(slot, text)).toBe(found);
  });
});

describe('a flow file with a secret', () => {
  it('compiles', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'no pattern',
      { slots: { email: { type: 'email' }, code: { type: 'text', secret: true } } },
      'with a pattern',
    ],
    [
      'an entity',
      { slots: { email: { type: 'email' }, code: { ...code, entity: 'number' } } },
      '`entity` means nothing',
    ],
    [
      'an error text that repeats it',
      { slots: { email: { type: 'email' }, code: { ...code, errors: { pattern: 'Not {{value}}.' } } } },
      'shown or kept',
    ],
    [
      'a reply that shows it',
      { steps: { ...steps, check: { say: { text: 'You said {{slots.code}}.' } } } },
      'shown or kept',
    ],
    [
      'an attribute that keeps it',
      { steps: { ...steps, check: { end: { attributes: { code: '{{slots.code}}' } } } } },
      'shown or kept',
    ],
    [
      'a question for two things',
      { steps: { ...steps, 'ask-code': { ask: { slots: ['code', 'email'], text: '?' } } } },
      'asked for together',
    ],
  ])('is refused with %s', (_name, over, message) => {
    expect(problemsOf(over).join('\n')).toContain(message);
  });

  it('is refused when the code is needed after the customer was asked something else', () => {
    const late = {
      'ask-code': steps['ask-code'],
      'ask-email': steps['ask-email'],
      check,
      done: steps.done,
      people: steps.people,
    };
    expect(problemsOf({ steps: late }).join('\n')).toContain(
      'The slot "code" is used at step "check" before',
    );
  });
});
