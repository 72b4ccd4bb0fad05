/**
 * Suggestions to the people who own a conversation: what the customer probably wants, and what the bot would have said.
 * The engine is only asked what it understands, and nothing that the conversation remembers changes but the time.
 */
import { intentTitle } from '../../model/bot.ts';
import { asGatewayError } from '../../model/gateway-error.ts';
import type { NluResult, ScoredIntent } from '../../model/nlu-result.ts';
import { replyAsText } from '../../model/reply.ts';
import type { Outcome } from '../../model/turn.ts';
import { utteranceText } from '../../model/utterance.ts';
import { askEngine } from '../ask-engine.ts';
import { concludeSilently } from '../conclude-turn.ts';
import { matchRules } from '../match-rule.ts';
import { chooseRule, sayAnswer } from '../say-rule.ts';
import type { CustomerTurn } from '../turn.ts';
import { attend } from './attend.ts';

/** The silent outcome of a customer's turn, with a private note when there is something to suggest. */
export async function suggest(turn: CustomerTurn, silent: string): Promise<Outcome> {
  const outcome = concludeSilently(turn, silent);
  if (!mayAssist(turn)) return outcome;
  const nlu = await understand(turn);
  const text = nlu && writeSuggestion(turn, nlu);
  if (text === undefined) return outcome;
  turn.trace.step('suggested', { intent: nlu?.intent?.name ?? '' });
  return {
    ...concludeSilently(turn, `${silent}; suggested an answer to them`),
    state: attend(turn.state, { assistedAt: turn.input.acceptedAt }),
    actions: [{ kind: 'note', text }],
  };
}

function mayAssist({ policy, conversation, state, content, ports, input }: CustomerTurn): boolean {
  const { assist } = policy;
  const last = state.attended?.assistedAt;
  if (!assist || (last !== undefined && input.acceptedAt - last < assist.everyMs)) return false;
  const { status, contact, assignee } = conversation;
  const peoples = status !== 'closed' && !contact.blocked && assignee?.kind !== 'other-bot';
  return peoples && ports.provider.capabilities.understands && utteranceText(content).trim() !== '';
}

/** People are there: an engine that fails is not worth a second try. */
async function understand(turn: CustomerTurn): Promise<NluResult | undefined> {
  try {
    const understanding = await askEngine(turn, 'understand');
    return understanding.kind === 'answered' ? understanding.nlu : undefined;
  } catch (thrown) {
    if (asGatewayError(thrown, 'ENGINE_FAILED').code === 'ENGINE_ABORTED') throw thrown;
    return undefined;
  }
}

function writeSuggestion(turn: CustomerTurn, nlu: NluResult): string | undefined {
  const { intent } = nlu;
  const { assist } = turn.policy;
  if (!intent || nlu.fallback || !assist || (intent.score ?? 1) < assist.minScore) return undefined;
  const said = wouldSay(turn, intent, nlu);
  return [
    '**Suggestion of the bot**',
    `- The customer probably means: ${intentTitle(turn.policy, intent.name)} (${scored(intent)})`,
    ...said,
  ].join('\n');
}

/** Only words of our own: asking the engine for its words would move its dialogue. */
function wouldSay(turn: CustomerTurn, intent: ScoredIntent, nlu: NluResult): readonly string[] {
  const rules = matchRules(turn.policy.intents.get(intent.name) ?? [], nlu.entities);
  const answer = chooseRule(turn, rules, nlu);
  switch (answer?.kind) {
    case undefined:
      return [];
    case 'flow':
      return [`- The bot would have begun the dialogue "${answer.flow}".`];
    case 'handoff':
      return ['- The bot would have passed the customer on.'];
    case 'replies': {
      const text = sayAnswer(turn, answer, nlu).replies.map(replyAsText).join('\n\n');
      return ['- The bot would have said:', '', ...text.split('\n').map((line) => `> ${line}`)];
    }
  }
}

function scored({ name, score }: ScoredIntent): string {
  return score === undefined ? name : `${name}, ${score.toFixed(2)}`;
}
