import { emptyNluResult, type NluResult, type Warning } from '../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import type { DialogflowAnswer } from './dialogflow-answer.ts';
import {
  type DialogflowSession,
  readDialogflowSession,
  writeDialogflowSession,
} from './dialogflow-session.ts';
import type { DialogflowSettings } from './dialogflow-settings.ts';
import { mergeAnswers } from './merge-answers.ts';
import {
  type DialogflowInput,
  type DialogflowPlan,
  planDialogflowInput,
  type Welcome,
} from './to-dialogflow.ts';

/** One question to either engine. */
export type AskDialogflow = (
  input: DialogflowInput,
  plan: DialogflowPlan,
  request: ProviderRequest,
) => Promise<DialogflowAnswer>;

type ConverseSettings = DialogflowSettings & { readonly welcome: Welcome };

/** One turn: what the customer did goes out as one input or several, and the answers become one result. */
export async function converse(
  settings: ConverseSettings,
  request: ProviderRequest,
  ask: AskDialogflow,
): Promise<NluResult> {
  const session = readDialogflowSession(request.session);
  const plan = planDialogflowInput(request.content, settings, settings.welcome, session);
  const answers: DialogflowAnswer[] = [];
  for (const input of plan.inputs) {
    const answer = await ask(input, plan, request);
    answers.push(answer);
    // People take over, or the dialogue is closed: the rest of a long text would open it again.
    if (answer.speech.handoff || answer.speech.ended) break;
  }
  const merged = mergeAnswers(answers);
  return merged ? resultOf(merged, plan, session, settings, request) : unasked(plan, request);
}

function resultOf(
  { speech, ...understood }: DialogflowAnswer,
  plan: DialogflowPlan,
  session: DialogflowSession,
  { on_end }: DialogflowSettings,
  { purpose, session: before }: ProviderRequest,
): NluResult {
  const warnings: readonly Warning[] = [...plan.warnings, ...understood.warnings, ...speech.warnings];
  if (purpose === 'understand') {
    const { expectsAnswer: _, slots: __, ...meaning } = understood;
    return {
      ...meaning,
      replies: [],
      ...(before === undefined ? {} : { session: before }),
      warnings: plan.warnings,
    };
  }
  const next = writeDialogflowSession(session, speech.events, speech.replies);
  const ended = speech.resolve || speech.ended;
  return {
    ...understood,
    replies: speech.replies,
    ...(speech.handoff ? { handoff: speech.handoff } : {}),
    // A handoff is often sent together with the end: then people go on.
    ...(ended && !speech.handoff ? { ended: { resolve: speech.resolve || on_end === 'resolve' } } : {}),
    ...(next === undefined ? {} : { session: next }),
    warnings,
  };
}

function unasked({ tooLong, warnings }: DialogflowPlan, { session }: ProviderRequest): NluResult {
  return {
    ...emptyNluResult,
    ...(tooLong ? { handoff: { note: 'the message is longer than the bot can read' } } : {}),
    ...(session === undefined ? {} : { session }),
    warnings,
  };
}
