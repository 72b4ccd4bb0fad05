/** What the confidence policy would do with utterances whose understanding is known. Pure. */
import type { BotPolicy, ConfidencePolicy } from '../model/bot.ts';
import type { NluResult } from '../model/nlu-result.ts';
import { CLARIFIED_PREFIX } from '../turn/clarified-choice.ts';
import { judgeUnderstanding } from '../turn/judge-understanding.ts';

export interface Sample {
  readonly nlu: NluResult;
  /** The intent that is right. `null`: none of the bot's. Absent: nobody said. */
  readonly label?: string | null;
}

/** Utterances by what would become of them. */
export interface Tally {
  readonly answered: number;
  readonly clarified: number;
  /** Not understood, which calls people after so many in a row; or people were asked for. */
  readonly handedOver: number;
  /** Of the labelled ones: answered, and the intent was the right one, or not. */
  readonly right: number;
  readonly wrong: number;
  /** Asked back, and the right intent was among the candidates, or not. */
  readonly helpful: number;
  readonly vain: number;
  /** Handed over although the bot knows the intent, or rightly so. */
  readonly givenUp: number;
  readonly spared: number;
}

const empty: Tally = {
  answered: 0,
  clarified: 0,
  handedOver: 0,
  right: 0,
  wrong: 0,
  helpful: 0,
  vain: 0,
  givenUp: 0,
  spared: 0,
};

export interface TriedThresholds {
  readonly answer: number;
  readonly clarify: number;
}

export function tallySamples(samples: readonly Sample[], policy: BotPolicy, engine: string): Tally {
  const sum: Record<keyof Tally, number> = { ...empty };
  for (const sample of samples) for (const name of fateOf(sample, policy, engine)) sum[name] += 1;
  return sum;
}

/** The policy with other thresholds for this engine; those of single intents stay. */
export function withThresholds(policy: BotPolicy, engine: string, tried: TriedThresholds): BotPolicy {
  const { answer: _answer, clarify: _clarify, ...own } = policy.confidence.engines.get(engine) ?? {};
  const engines = new Map([...policy.confidence.engines, [engine, own] as const]);
  const confidence: ConfidencePolicy = { ...policy.confidence, ...tried, engines };
  return { ...policy, confidence };
}

function fateOf({ nlu, label }: Sample, policy: BotPolicy, engine: string): readonly (keyof Tally)[] {
  const judgement = judgeUnderstanding(nlu, policy, engine);
  switch (judgement.kind) {
    case 'understood':
      return ['answered', ...ifLabelled(label, nlu.intent?.name === label, 'right', 'wrong')];
    case 'unsure': {
      const offered = judgement.candidates.some(({ value }) => value === `${CLARIFIED_PREFIX}${label}`);
      return ['clarified', ...ifLabelled(label, offered, 'helpful', 'vain')];
    }
    case 'person-asked':
      return ['handedOver', ...ifLabelled(label, nlu.intent?.name === label, 'right', 'wrong')];
    case 'person-needed':
    case 'missed':
      return ['handedOver', ...ifLabelled(label, label === null, 'spared', 'givenUp')];
  }
}

function ifLabelled(
  label: string | null | undefined,
  good: boolean,
  yes: keyof Tally,
  no: keyof Tally,
): readonly (keyof Tally)[] {
  return label === undefined ? [] : [good ? yes : no];
}
