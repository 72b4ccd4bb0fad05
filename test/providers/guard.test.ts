import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ErrorCode, GatewayError } from '../../src/core/model/gateway-error.ts';
import { emptyNluResult } from '../../src/core/model/nlu-result.ts';
import { guarded } from '../contract/provider/guarded.ts';
import { providerRequest } from '../support/provider-requests.ts';
import {
  answers,
  fails,
  hangs,
  ignoresItsSignal,
  type Reaction,
  scriptedProvider,
} from '../support/scripted-provider.ts';

const never = new AbortController().signal;
const hello = providerRequest('hello');
const coded = (code: ErrorCode, options = {}) => new GatewayError(code, 'in a test', options);

async function codeOf(answer: Promise<unknown>): Promise<string> {
  const outcome = await answer.catch((error: unknown) => error);
  return outcome instanceof GatewayError ? outcome.code : 'answered';
}

describe('deadline', () => {
  it('ends a call whose engine ignores its signal', async () => {
    const engine = scriptedProvider();
    engine.react(ignoresItsSignal);
    const { provider } = guarded(engine, { timeoutMs: 20 });
    expect(await codeOf(provider.respond(hello, never))).toBe('ENGINE_TIMEOUT');
  });

  it('tells the engine to stop', async () => {
    const engine = scriptedProvider();
    const reasons: unknown[] = [];
    engine.react((request, signal) => {
      signal.addEventListener('abort', () => reasons.push(signal.reason));
      return hangs(request, signal);
    });
    await codeOf(guarded(engine, { timeoutMs: 20 }).provider.respond(hello, never));
    expect(reasons).toEqual([expect.objectContaining({ code: 'ENGINE_TIMEOUT' })]);
  });

  it('is counted anew for a call that waited for its session', async () => {
    const engine = scriptedProvider();
    const slow = providerRequest('slow');
    engine.react((request, signal) => (request === slow ? ignoresItsSignal : answers)(request, signal));
    const { provider } = guarded(engine, { timeoutMs: 40 });
    const first = codeOf(provider.respond(slow, never));
    const second = provider.respond(hello, never);
    expect(await first).toBe('ENGINE_TIMEOUT');
    expect(await second).toEqual(emptyNluResult);
  });
});

describe('abort', () => {
  it('ends the wait at once, also of a call that stands in the queue, and that call is never made', async () => {
    const engine = scriptedProvider();
    engine.react(hangs);
    const { provider } = guarded(engine);
    const [first, second] = [new AbortController(), new AbortController()];
    const running = codeOf(provider.respond(providerRequest('one'), first.signal));
    const waiting = codeOf(provider.respond(providerRequest('two'), second.signal));
    second.abort();
    expect(await waiting).toBe('ENGINE_ABORTED');
    first.abort();
    expect(await running).toBe('ENGINE_ABORTED');
    engine.react(answers);
    await provider.respond(providerRequest('three'), never);
    expect(engine.asked.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'one' },
      { kind: 'text', text: 'three' },
    ]);
  });
});

describe('one request at a time', () => {
  /** Answers when let go, in any order. */
  function gated(): { readonly reaction: Reaction; open(text: string): void } {
    const gates = new Map<string, () => void>();
    return {
      reaction: ({ content }) =>
        new Promise((resolve) =>
          gates.set(content.kind === 'text' ? content.text : '', () => resolve(emptyNluResult)),
        ),
      open: (text) => gates.get(text)?.(),
    };
  }

  it('holds for one session, not across sessions, and not for mere understanding', async () => {
    const engine = scriptedProvider();
    const gate = gated();
    engine.react(gate.reaction);
    const { provider } = guarded(engine);
    const asked = () => engine.asked.map(({ content }) => (content.kind === 'text' ? content.text : ''));
    const all = [
      provider.respond(providerRequest('first'), never),
      provider.respond(providerRequest('second'), never),
      provider.respond(providerRequest('elsewhere', { sessionId: 'other' }), never),
      provider.respond(providerRequest('aside', { purpose: 'understand' }), never),
    ];
    expect(asked()).toEqual(['first', 'elsewhere', 'aside']);
    gate.open('first');
    await all[0];
    await vi.waitFor(() => expect(asked()).toContain('second'));
    for (const text of ['second', 'elsewhere', 'aside']) gate.open(text);
    await Promise.all(all);
  });

  it('is not enforced on an engine that does not need it', async () => {
    const engine = scriptedProvider({ oneAtATime: false });
    const gate = gated();
    engine.react(gate.reaction);
    const { provider } = guarded(engine);
    const all = ['one', 'two'].map((text) => provider.respond(providerRequest(text), never));
    expect(engine.asked).toHaveLength(2);
    for (const text of ['one', 'two']) gate.open(text);
    await Promise.all(all);
  });

  it('goes on after a failure', async () => {
    const engine = scriptedProvider();
    engine.react(fails(coded('ENGINE_REJECTED')));
    const { provider } = guarded(engine);
    const first = codeOf(provider.respond(hello, never));
    const second = codeOf(provider.respond(hello, never));
    expect(await Promise.all([first, second])).toEqual(['ENGINE_REJECTED', 'ENGINE_REJECTED']);
  });
});

describe('repetition', () => {
  const rows: readonly (readonly [what: string, error: GatewayError, repeatable: boolean, calls: number])[] =
    [
      ['a request that was never sent', coded('ENGINE_UNREACHABLE', { neverSent: true }), false, 2],
      ['a request that may have arrived', coded('ENGINE_UNREACHABLE'), false, 1],
      ['a failure of an engine where that is harmless', coded('ENGINE_FAILED'), true, 2],
      ['a failure of an engine where it is not', coded('ENGINE_FAILED'), false, 1],
      ['wrong credentials', coded('ENGINE_UNAUTHORIZED'), true, 1],
      ['an engine that says when to come back', coded('ENGINE_THROTTLED', { retryAfterMs: 1 }), true, 1],
    ];

  it.each(rows)('%s', async (_, error, repeatable, calls) => {
    const engine = scriptedProvider({ repeatable });
    engine.react(fails(error));
    expect(await codeOf(guarded(engine, { retries: 1 }).provider.respond(hello, never))).toBe(error.code);
    expect(engine.asked).toHaveLength(calls);
  });

  it('is harmless for understanding, whatever the dialogue needs', async () => {
    const engine = scriptedProvider({ repeatable: false });
    let calls = 0;
    engine.react(async () => {
      calls += 1;
      if (calls === 1) throw coded('ENGINE_FAILED');
      return emptyNluResult;
    });
    const request = providerRequest('hello', { purpose: 'understand' });
    expect(await guarded(engine).provider.respond(request, never)).toEqual(emptyNluResult);
  });

  it('does not begin when the pause would not fit before the deadline', async () => {
    const engine = scriptedProvider({ repeatable: true });
    engine.react(fails(coded('ENGINE_FAILED')));
    const { provider } = guarded(engine, { timeoutMs: 500 });
    expect(await codeOf(provider.respond(hello, never))).toBe('ENGINE_FAILED');
    expect(engine.asked).toHaveLength(1);
  });
});

describe('circuit', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const settings = { circuit: { failures: 3, openMs: 10_000 }, retries: 0 };

  async function broken(engine = scriptedProvider()) {
    vi.useFakeTimers({ toFake: ['Date'] });
    engine.react(fails(coded('ENGINE_FAILED')));
    const guard = guarded(engine, settings);
    for (let call = 0; call < 3; call += 1) await codeOf(guard.provider.respond(hello, never));
    return { engine, ...guard };
  }

  const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

  it('opens after outages in a row and spares the engine', async () => {
    const { engine, provider } = await broken();
    expect(provider.circuit()).toBe('open');
    const error = await provider.respond(hello, never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'ENGINE_CIRCUIT_OPEN', retryAfterMs: 10_000 });
    expect(engine.asked).toHaveLength(3);
  });

  it('closes when the engine answers again, and says all of it', async () => {
    const { engine, provider, observations } = await broken();
    pass(10_000);
    engine.react(answers);
    await provider.respond(hello, never);
    expect(provider.circuit()).toBe('closed');
    const states = observations.flatMap((seen) => (seen.kind === 'circuit-changed' ? [seen.state] : []));
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  it('stays open when the probe fails, or is given up by its caller', async () => {
    const { engine, provider } = await broken();
    pass(10_000);
    await codeOf(provider.respond(hello, never));
    expect(provider.circuit()).toBe('open');
    pass(10_000);
    engine.react(hangs);
    const leaving = new AbortController();
    const probe = codeOf(provider.respond(hello, leaving.signal));
    expect(provider.circuit()).toBe('half-open');
    leaving.abort();
    expect(await probe).toBe('ENGINE_ABORTED');
    await vi.waitFor(() => expect(provider.circuit()).toBe('open'));
  });

  it('does not ask for callers who left while they waited for the probe', async () => {
    const { engine, provider } = await broken(scriptedProvider({ oneAtATime: false }));
    pass(10_000);
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.react(async () => {
      await promise;
      return emptyNluResult;
    });
    const probe = provider.respond(hello, never);
    const leaving = new AbortController();
    const waiting = codeOf(provider.respond(hello, leaving.signal));
    leaving.abort();
    expect(await waiting).toBe('ENGINE_ABORTED');
    resolve();
    await probe;
    await provider.respond(hello, never);
    expect(engine.asked).toHaveLength(3 + 2);
  });

  const counted: readonly ErrorCode[] = [
    'ENGINE_UNREACHABLE',
    'ENGINE_TIMEOUT',
    'ENGINE_THROTTLED',
    'ENGINE_NOT_READY',
    'ENGINE_FAILED',
    'ENGINE_BAD_ANSWER',
  ];
  const notCounted: readonly ErrorCode[] = [
    'ENGINE_TLS',
    'ENGINE_UNAUTHORIZED',
    'ENGINE_NOT_FOUND',
    'ENGINE_REJECTED',
    'ENGINE_ANSWER_TOO_LARGE',
    'ENGINE_ABORTED',
  ];

  it.each([
    ...counted.map((code) => [code, 'open'] as const),
    ...notCounted.map((code) => [code, 'closed'] as const),
  ])('%s leaves it %s', async (code, position) => {
    const engine = scriptedProvider();
    engine.react(fails(coded(code)));
    const { provider } = guarded(engine, settings);
    for (let call = 0; call < 3; call += 1) await codeOf(provider.respond(hello, never));
    expect(provider.circuit()).toBe(position);
  });

  it('opens under load when half of the calls fail, though never many in a row', async () => {
    const engine = scriptedProvider();
    const { provider } = guarded(engine, settings);
    for (let call = 0; call < 60 && provider.circuit() === 'closed'; call += 1) {
      engine.react(call % 3 === 2 ? answers : fails(coded('ENGINE_FAILED')));
      await codeOf(provider.respond(hello, never));
    }
    expect(provider.circuit()).toBe('open');
  });
});

describe('what is told', () => {
  it('is the time and the code of each call', async () => {
    const engine = scriptedProvider();
    const { provider, observations } = guarded(engine);
    await provider.respond(hello, never);
    engine.react(fails(coded('ENGINE_REJECTED')));
    await codeOf(provider.respond(hello, never));
    const call = {
      kind: 'engine-answered',
      bot: 'hotel',
      engine: 'scripted',
      durationMs: expect.any(Number),
    };
    expect(observations).toEqual([
      { ...call, code: undefined },
      { ...call, code: 'ENGINE_REJECTED' },
    ]);
  });

  it('is only the class of an error that nobody foresaw', async () => {
    const engine = scriptedProvider();
    engine.react(fails(new Error('POST https://engine/?token=secret failed')));
    const error = await guarded(engine)
      .provider.respond(hello, never)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'ENGINE_FAILED',
      message: 'ENGINE_FAILED: the scripted engine failed unexpectedly (Error).',
      cause: undefined,
    });
  });
});

describe('the rest of the port', () => {
  it('passes through, with reset only where there is one', async () => {
    const engine = scriptedProvider();
    expect(guarded(engine).provider.reset).toBeUndefined();
    const done: string[] = [];
    const full = {
      ...engine,
      reset: async (sessionId: string) => {
        done.push(`reset ${sessionId}`);
      },
      close: async () => {
        done.push('closed');
      },
    };
    const { provider } = guarded(full);
    await provider.reset?.('s', never);
    await provider.close?.();
    expect(done).toEqual(['reset s', 'closed']);
  });

  it('turns a check that fails or hangs into a finding', async () => {
    const engine = scriptedProvider();
    const hanging = { ...engine, check: () => new Promise<never>(() => {}) };
    const findings = await guarded(hanging, { timeoutMs: 20 }).provider.check(never);
    expect(findings).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringContaining('ENGINE_TIMEOUT') }),
    ]);
  });

  it('says in a check that the circuit is open', async () => {
    const engine = scriptedProvider();
    engine.react(fails(coded('ENGINE_FAILED')));
    const { provider } = guarded(engine, { circuit: { failures: 1, openMs: 10_000 } });
    await codeOf(provider.respond(hello, never));
    expect(await provider.check(never)).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('is open') }),
    );
  });
});
