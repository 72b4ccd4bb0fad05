import type { DialogflowAnswer } from './dialogflow-answer.ts';

/**
 * Answers to the pieces of one long text as one. The piece that was understood best names the intent; what was said to
 * pieces that were not understood is left out, unless none was.
 */
export function mergeAnswers(answers: readonly DialogflowAnswer[]): DialogflowAnswer | undefined {
  const last = answers.at(-1);
  if (!last || answers.length === 1) return last;
  const understood = answers.filter(({ fallback }) => !fallback);
  const best = understood.toSorted((one, other) => scoreOf(other) - scoreOf(one))[0];
  const heard = understood.length > 0 ? understood : [last];
  const { fallback: _, expectsAnswer: __, ...meaning } = best ?? last;
  return {
    ...meaning,
    ...(best ? {} : { fallback: true }),
    // Only the last question is still open.
    ...(last.expectsAnswer ? { expectsAnswer: true } : {}),
    alternatives: [],
    entities: answers.flatMap(({ entities }) => entities),
    slots: Object.assign({}, ...answers.map(({ slots }) => slots)),
    speech: {
      ...last.speech,
      replies: heard.flatMap(({ speech }) => speech.replies),
      resolve: answers.some(({ speech }) => speech.resolve),
      events: Object.assign({}, ...answers.map(({ speech }) => speech.events)),
      warnings: answers.flatMap(({ speech }) => speech.warnings),
    },
    warnings: answers.flatMap(({ warnings }) => warnings),
  };
}

function scoreOf({ intent }: DialogflowAnswer): number {
  return intent ? (intent.score ?? 1) : -1;
}
