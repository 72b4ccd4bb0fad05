/** What does the customer's answer mean at a step that waits? Nothing is changed here. */
import type { NluResult } from '../model/nlu-result.ts';
import { type UtteranceContent, utteranceText } from '../model/utterance.ts';
import { type FlowRun, optionsOf } from './flow-run.ts';
import type { Candidate } from './hear-entities.ts';
import { hearAtMenu, hearText } from './hear-text.ts';
import {
  type HeardAnswer,
  menuChoices,
  missingSlots,
  nothing,
  sure,
  type WaitingStep,
} from './heard-answer.ts';

export function hearAnswer(
  run: FlowRun,
  step: WaitingStep,
  asking: string | undefined,
  content: UtteranceContent,
  nlu: NluResult,
): HeardAnswer {
  switch (content.kind) {
    case 'choice':
      return hearChoice(run, step, asking, content);
    case 'form':
      return hearForm(run, step, content.values);
    case 'text':
    case 'attachment': {
      const text = utteranceText(content).trim();
      if (text === '') return nothing;
      return step.kind === 'ask' ? hearText(run, step, asking, text, nlu) : hearAtMenu(run, step, text, nlu);
    }
    case 'opened':
    case 'event':
      return nothing;
  }
}

type Choice = Extract<UtteranceContent, { kind: 'choice' }>;

/** A click on the open question, on an older one (a correction), or on a button that stands for typed words. */
function hearChoice(
  run: FlowRun,
  step: WaitingStep,
  asking: string | undefined,
  choice: Choice,
): HeardAnswer {
  if (step.kind === 'menu') {
    const option = menuChoices(run, step).find(({ value }) => value === choice.value);
    if (option) return { kind: 'option', option, sure: true };
  }
  const awaited = step.kind === 'ask' ? missingSlots(run, step, asking)[0] : undefined;
  const choosable = [...(awaited ? [awaited] : []), ...run.flow.slots.values()];
  const slot = choosable.find((one) => optionsOf(run, one).some(({ value }) => value === choice.value));
  if (slot) return sure([{ slot: slot.name, value: choice.value, source: 'value' }]);
  if (!awaited || awaited.type === 'choice') return nothing;
  return sure([{ slot: awaited.name, value: choice.value, source: 'typed' }]);
}

/** An e-mail box answers `{email}`, whatever the slot is called. */
function hearForm(run: FlowRun, step: WaitingStep, values: Readonly<Record<string, string>>): HeardAnswer {
  const asked = step.kind === 'ask' ? missingSlots(run, step) : [];
  const candidates = Object.entries(values).flatMap(([field, value]): Candidate[] => {
    const slot = run.flow.slots.get(field) ?? asked.find(({ type }) => type === field);
    return slot && slot.type !== 'data' ? [{ slot: slot.name, value, source: 'typed' }] : [];
  });
  return candidates.length > 0 ? sure(candidates) : nothing;
}
