import type { WebhookEventName } from '../../../src/playground/stand-in/serialize-event.ts';
import type { GatewayHouse } from '../../support/gateway-house.ts';
import { settled } from '../../support/settled.ts';

/** What happens around the talk. */
export interface World {
  readonly engine: {
    /** Answers 503: it may be back in a moment. */
    goesDown(): void;
    /** Answers 401: trying again is of no use. */
    refuses(): void;
    comesBack(): void;
    /** Keeps its answers to itself until `answers`. */
    thinks(): void;
    /** Resolves when a question is with it. */
    isAsked(): Promise<void>;
    answers(): void;
    /** What it was asked so far. */
    heard(): readonly string[];
  };
  readonly gateway: {
    restarts(): Promise<void>;
    /** Is switched off for so long, and on again. */
    isAwayFor(minutes: number): Promise<void>;
    /** Resolves when a turn has failed and will be tried again. */
    strugglesOnce(): Promise<void>;
  };
  readonly clock: {
    runs(minutes: number): Promise<void>;
  };
  readonly chatwoot: {
    /** The next event of this kind never leaves it. */
    loses(event: WebhookEventName): void;
    /** Answers calls to this part of its API with 422; all of them, or the first so many. */
    refuses(path: RegExp, times?: number): void;
  };
  readonly house: GatewayHouse;
}

const MINUTE_MS = 60_000;

export function castWorld(house: GatewayHouse): World {
  const { standIn, engine } = house;
  const runs = (minutes: number) => house.travelTo(standIn.now() + minutes * MINUTE_MS);
  return {
    house,
    engine: {
      goesDown: () => engine.fail({ kind: 'status', status: 503 }),
      refuses: () => engine.fail({ kind: 'status', status: 401 }),
      comesBack: () => engine.fail(undefined),
      thinks: engine.hold,
      async isAsked() {
        while (!engine.isAsked()) await engine.nextQuestion();
      },
      answers: engine.release,
      heard: () => engine.asked,
    },
    gateway: {
      restarts: house.restart,
      async isAwayFor(minutes) {
        await settled(house);
        await runs(minutes);
        await house.restart();
      },
      async strugglesOnce() {
        const failed = () => house.observations.some(({ kind }) => kind === 'turn-failed');
        while (!failed()) await new Promise((resolve) => setImmediate(resolve));
      },
    },
    clock: { runs },
    chatwoot: {
      loses: (event) => void standIn.faults.add({ match: { event, nth: 1 }, action: 'lose' }),
      refuses: (path, times = Number.POSITIVE_INFINITY) =>
        void standIn.faults.add({
          match: { method: 'POST', path, times },
          action: { status: 422, headers: { 'content-type': 'application/json' }, body: { error: 'no' } },
        }),
    },
  };
}
