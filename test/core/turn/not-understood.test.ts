import { beforeEach, describe, expect, it } from 'vitest';
import type { BotPolicy } from '../../../src/core/model/bot.ts';
import { GatewayError } from '../../../src/core/model/gateway-error.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { ConversationState } from '../../../src/core/model/state.ts';
import type { Outcome } from '../../../src/core/model/turn.ts';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import { runTurn } from '../../../src/core/turn/run-turn.ts';
import { confidence, customerSays, NOW, nlu, policy } from '../../support/builders.ts';
import { templates } from '../../support/flow-talk.ts';
import { fails, scriptedProvider } from '../../support/scripted-provider.ts';

const signal = new AbortController().signal;
const engine = scriptedProvider();
let state: ConversationState | undefined;

beforeEach(() => {
  state = undefined;
});

/** One turn; the state goes through JSON, as it does in the store. */
async function hear(
  bot: BotPolicy,
  heard: Partial<NluResult> | GatewayError,
  content: string | UtteranceContent = 'hm',
): Promise<Outcome> {
  engine.react(heard instanceof GatewayError ? fails(heard) : async () => nlu(heard));
  const outcome = await runTurn(
    {
      turnId: 't',
      event: customerSays(content),
      ...(state && { state }),
      policy: bot,
      acceptedAt: NOW,
      attempt: 9,
    },
    {
      provider: engine,
      templates,
      signal,
      clock: () => NOW,
      fetch: async () => ({ ok: false, code: 'FETCH_FAILED', detail: 'not here' }),
    },
  );
  state = JSON.parse(JSON.stringify(outcome.state));
  return outcome;
}

const texts = ({ replies }: Outcome) => replies.map((reply) => ('text' in reply ? reply.text : reply.kind));
const words = [{ kind: 'text', text: 'I can help with bookings.' }] as const;

describe("an engine's own words of not understanding", () => {
  it('are said in place of ours, and not when we hand over', async () => {
    const first = await hear(policy(), { fallback: true, replies: words });
    expect(texts(first)).toEqual(['I can help with bookings.']);
    expect(first.trace.answeredBy).toEqual({ kind: 'engine', engine: 'scripted' });
    const second = await hear(policy(), { fallback: true, replies: words });
    expect(texts(second)).toEqual([]);
    expect(second.handoff).toMatchObject({ reason: 'not-understood', farewell: 'A colleague takes over.' });
  });

  it('are not said when we ask back', async () => {
    const asked = await hear(policy(), {
      fallback: true,
      replies: words,
      alternatives: [{ name: 'book', score: 0.5 }],
    });
    expect(texts(asked)).toEqual(['Did you mean:']);
  });

  it('are not said when it only guessed badly', async () => {
    const guessed = await hear(policy(), { intent: { name: 'book', score: 0.1 }, replies: words });
    expect(texts(guessed)).toEqual(['Sorry, what?']);
  });
});

describe('what counts as a miss', () => {
  const count = (over: Partial<BotPolicy['confidence']['count']>) =>
    policy({
      confidence: confidence({ count: { fallback: true, empty: true, engineError: false, ...over } }),
    });

  it.each<[string, BotPolicy, Partial<NluResult>, string | UtteranceContent, string | undefined]>([
    ['a low score', policy(), { intent: { name: 'a', score: 0.1 } }, 'hm', 'low-confidence'],
    ['a fallback', policy(), { fallback: true }, 'hm', 'not-understood'],
    ['a fallback that does not count', count({ fallback: false }), { fallback: true }, 'hm', undefined],
    ['no intent and no words', policy(), {}, 'hm', 'not-understood'],
    ['an intent without an answer', policy(), { intent: { name: 'a', score: 0.9 } }, 'hm', 'not-understood'],
    [
      'an intent without an answer that does not count',
      count({ empty: false }),
      { intent: { name: 'a', score: 0.9 } },
      'hm',
      undefined,
    ],
    ['a picture', policy(), {}, { kind: 'attachment', items: [{ kind: 'image' }] }, 'unsupported-input'],
    [
      'nothing but a low score, where nothing else counts',
      count({ fallback: false, empty: false }),
      { intent: { name: 'a', score: 0.1 } },
      'hm',
      'low-confidence',
    ],
  ])('%s', async (_name, bot, heard, content, reason) => {
    expect((await hear(bot, heard, content)).handoff).toBeUndefined();
    expect((await hear(bot, heard, content)).handoff?.reason).toBe(reason);
  });
});

describe('an engine that fails', () => {
  const down = new GatewayError('ENGINE_UNAUTHORIZED', 'status 401');
  const patient = (over: Partial<BotPolicy['confidence']> = {}) =>
    policy({
      confidence: confidence(over),
      handoff: { ...policy().handoff, onEngineError: 'apologize' },
    });

  it('calls people at once', async () => {
    expect((await hear(policy(), down)).handoff?.reason).toBe('engine-down');
  });

  it('calls people after so many failures in a row', async () => {
    for (const last of [false, false, true]) {
      const outcome = await hear(patient(), down);
      expect(outcome.handoff?.reason).toBe(last ? 'engine-down' : undefined);
      expect(texts(outcome)).toEqual(last ? [] : ['Something is broken.']);
    }
  });

  it('is no miss, and a miss is no failure', async () => {
    await hear(patient(), down);
    await hear(patient(), { fallback: true });
    expect(state).toMatchObject({ misses: 1 });
    expect(state).not.toHaveProperty('engineErrors');
  });

  it('is a miss too where that is wanted', async () => {
    const counted = patient({ count: { fallback: true, empty: true, engineError: true } });
    await hear(counted, { fallback: true });
    expect((await hear(counted, down)).handoff?.reason).toBe('engine-down');
  });
});

describe('the answer to "Did you mean …?"', () => {
  const unsure = {
    intent: { name: 'book', score: 0.5 },
    alternatives: [{ name: 'pay', score: 0.4 }],
    entities: [{ name: 'hotel', value: 'Park' }],
    replies: [{ kind: 'text', text: 'Booking the Park.' }],
  } as const;
  const tap = (intent: string, title = intent): UtteranceContent => ({
    kind: 'choice',
    value: `intent:${intent}`,
    title,
  });

  it("is the engine's own answer when that was about the intent", async () => {
    await hear(policy(), unsure);
    const asked = engine.asked.length;
    expect(texts(await hear(policy(), {}, tap('book')))).toEqual(['Booking the Park.']);
    expect(engine.asked).toHaveLength(asked);
  });

  it('asks the engine by the title when nothing is known of that intent', async () => {
    await hear(policy(), unsure);
    const answered = await hear(
      policy(),
      { replies: [{ kind: 'text', text: 'By card.' }] },
      tap('pay', 'Pay'),
    );
    expect(texts(answered)).toEqual(['By card.']);
    expect(engine.asked.at(-1)?.content).toEqual({ kind: 'text', text: 'Pay' });
  });

  it("never brings the engine's sorry back", async () => {
    const sorry = { ...unsure, fallback: true, replies: words, alternatives: [unsure.intent] };
    await hear(policy(), sorry);
    const answered = await hear(policy(), { replies: [{ kind: 'text', text: 'Which one?' }] }, tap('book'));
    expect(texts(answered)).toEqual(['Which one?']);
  });

  it('is forgotten with the question', async () => {
    await hear(policy(), unsure);
    expect(state?.clarifying).toBeDefined();
    await hear(policy(), { fallback: true });
    expect(state?.clarifying).toBeUndefined();
  });

  it('"something else" needs no engine', async () => {
    await hear(policy(), unsure);
    const asked = engine.asked.length;
    expect(texts(await hear(policy(), unsure, tap('', 'Something else')))).toEqual(['Sorry, what?']);
    expect(engine.asked).toHaveLength(asked);
    expect((await hear(policy(), { fallback: true })).handoff?.reason).toBe('ambiguous');
  });

  it('is people at once where one miss is enough', async () => {
    const strict = policy({ confidence: confidence({ misses: 1 }) });
    await hear(strict, unsure);
    expect((await hear(strict, unsure, tap('', 'Something else'))).handoff?.reason).toBe('ambiguous');
  });
});
