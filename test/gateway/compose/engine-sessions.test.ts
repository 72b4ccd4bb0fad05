import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/model/json.ts';
import {
  readEngineSessions,
  sessionOf,
  withMain,
  withSessionOf,
} from '../../../src/gateway/compose/engine-sessions.ts';

describe('the sessions of several engines', () => {
  it('are kept apart, whatever they hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, two) => {
        const rasa = JSON.parse(JSON.stringify(one));
        const lex = JSON.parse(JSON.stringify(two));
        const both = withMain(withSessionOf(withSessionOf(undefined, 'rasa', rasa), 'lex', lex), 'rasa');
        expect(sessionOf(both, 'rasa')).toEqual(rasa);
        expect(sessionOf(both, 'lex')).toEqual(lex);
        expect(sessionOf(both, 'embedded')).toBeUndefined();
        expect(readEngineSessions(both).main).toBe('rasa');
        expect(sessionOf(withSessionOf(both, 'rasa', null), 'lex')).toEqual(lex);
      }),
    );
  });

  it.each<Json | undefined>([undefined, null, 1, 'x', [], {}, { of: 1 }, { main: 2, of: {} }])(
    'begin empty from %j',
    (data) => {
      expect(readEngineSessions(data)).toEqual({ of: {} });
      expect(sessionOf(data, 'constructor')).toBeUndefined();
    },
  );
});
