/** A turn outside any flow: ask the engine, judge what it understood, answer by rule, flow or the engine's own words. */
import { intentTitle } from '../model/bot.ts';
import type { NluResult } from '../model/nlu-result.ts';
import { askEngine, askedEngine } from './ask-engine.ts';
import { barAtGate } from './at-gate.ts';
import { isDeclined } from './clarified-choice.ts';
import { askForCode, beginFlow } from './drive-flow.ts';
import { type Judgement, judgeUnderstanding, named } from './judge-understanding.ts';
import { matchRules } from './match-rule.ts';
import { clarify, engineDown, missed, nothing } from './not-understood.ts';
import { chooseRule, sayAnswer } from './say-rule.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

export async function answerFreely(turn: CustomerTurn): Promise<Verdict> {
  if (isUnaskedForm(turn)) return unaskedForm;
  if (isUnreadable(turn)) return missed(turn, 'nothing in the message can be read', 'unreadable');
  if (isDeclined(turn.content)) return missed(turn, 'none of the intents asked for is meant', 'declined');
  const understanding = await askEngine(turn, 'converse');
  if (understanding.kind === 'down') return engineDown(turn, understanding.error);
  const { nlu } = understanding;
  const judgement = judgeUnderstanding(nlu, turn.policy, askedEngine(turn));
  turn.trace.step('judged', {
    judgement: judgement.kind,
    why: judgement.why,
    fallback: nlu.fallback ?? false,
    spoke: nlu.replies.length > 0,
    // The score had no say.
    settled: Boolean(nlu.expectsAnswer || nlu.handoff || nlu.silent),
  });
  return { ...(await act(turn, judgement, nlu)), nlu };
}

async function act(turn: CustomerTurn, judgement: Judgement, nlu: NluResult): Promise<Verdict> {
  switch (judgement.kind) {
    case 'person-asked':
      return personAsked(turn, judgement.why, nlu);
    case 'person-needed':
      return personNeeded(turn, judgement.why, nlu);
    case 'unsure':
      return clarify(turn, judgement);
    case 'missed':
      return missed(turn, judgement.why, judgement.cause, nlu);
    case 'understood':
      return answer(turn, judgement.why, nlu);
  }
}

export function personAsked(turn: CustomerTurn, why: string, nlu: NluResult): Verdict {
  const rules = matchRules(turn.policy.intents.get(nlu.intent?.name ?? '') ?? [], nlu.entities);
  const rule = rules.find(({ answer }) => answer.kind === 'handoff')?.answer;
  const farewell = rule?.kind === 'handoff' ? rule.text : undefined;
  return {
    ...nothing,
    decision: 'handed-off',
    reason: why,
    handoff: { reason: 'asked', ...(farewell !== undefined && { farewell }) },
    understood: true,
    flow: null,
    nlu,
  };
}

/** The engine's own goodbye is said; ours would be a second one. */
function personNeeded(turn: CustomerTurn, why: string, nlu: NluResult): Verdict {
  const spoke = nlu.replies.length > 0;
  return {
    ...nothing,
    decision: 'handed-off',
    reason: nlu.handoff?.note ? `${why}: ${nlu.handoff.note}` : why,
    replies: nlu.replies,
    answeredBy: spoke ? { kind: 'engine', engine: askedEngine(turn) } : nothing.answeredBy,
    handoff: { reason: 'engine', ...(spoke && { farewell: '' }) },
    understood: true,
  };
}

/** Answers an understood utterance: by rule when one is configured, else in the engine's own words. */
async function answer(turn: CustomerTurn, why: string, nlu: NluResult): Promise<Verdict> {
  if (nlu.silent) return { ...nothing, decision: 'silent', reason: why, nlu };
  const byRule = await answerByRule(turn, why, nlu);
  if (byRule) return byRule;
  if (nlu.replies.length === 0) return answeredNothing(turn, nlu);
  const resolve = nlu.ended?.resolve === true;
  return {
    decision: 'answered',
    reason: why,
    replies: nlu.replies,
    actions: resolve ? [{ kind: 'resolve' }] : [],
    answeredBy: { kind: 'engine', engine: askedEngine(turn) },
    understood: true,
    nlu,
  };
}

export async function answerByRule(
  turn: CustomerTurn,
  why: string,
  nlu: NluResult,
): Promise<Verdict | undefined> {
  const intent = nlu.intent?.name;
  const rules = intent === undefined ? undefined : turn.policy.intents.get(intent);
  if (intent === undefined) return undefined;
  const barred = await barAtGate(turn, { intent }, (flow) => askForCode(turn, flow));
  if (barred) return { ...barred, nlu };
  if (!rules || nlu.expectsAnswer) return undefined;
  const chosen = chooseRule(turn, matchRules(rules, nlu.entities), nlu);
  switch (chosen?.kind) {
    case undefined:
      return undefined;
    case 'replies':
      return {
        ...sayAnswer(turn, chosen, nlu),
        decision: 'answered',
        reason: why,
        answeredBy: { kind: 'mapping', intent },
        understood: true,
        nlu,
      };
    case 'flow':
      return beginFlow(turn, chosen.flow, nlu);
    case 'handoff':
      return {
        ...nothing,
        decision: 'handed-off',
        reason: `intent ${named(nlu.intent)} is configured to go to people`,
        handoff: { reason: 'rule', ...(chosen.text !== undefined && { farewell: chosen.text }) },
        understood: true,
        nlu,
      };
  }
}

function answeredNothing(turn: CustomerTurn, nlu: NluResult): Verdict {
  if (nlu.repliesFollow) {
    const reason = 'the engine answers in its own time';
    const answeredBy = { kind: 'engine', engine: askedEngine(turn) } as const;
    return { ...nothing, decision: 'answered', reason, answeredBy, understood: true, nlu };
  }
  if (nlu.ended) {
    return {
      ...nothing,
      decision: 'answered',
      reason: 'the engine ended the dialogue without a word',
      actions: nlu.ended.resolve ? [{ kind: 'resolve' }] : [],
      understood: true,
      nlu,
    };
  }
  const title = nlu.intent ? intentTitle(turn.policy, nlu.intent.name) : 'unnamed';
  return missed(turn, `there is no answer for intent "${title}"`, 'empty', nlu);
}

/** The platform asks for an e-mail address by itself: the answer is no question to the bot. */
function isUnaskedForm({ content, state }: CustomerTurn): boolean {
  return content.kind === 'form' && !state.awaitsForm;
}

const unaskedForm: Verdict = {
  ...nothing,
  decision: 'silent',
  reason: 'a form was answered that the bot did not ask for',
};

function isUnreadable({ content }: CustomerTurn): boolean {
  if (content.kind === 'text') return content.text.trim() === '';
  return content.kind === 'attachment' && !content.caption?.trim();
}
