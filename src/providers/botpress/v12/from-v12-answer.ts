import { z } from 'zod';
import type { Json, JsonObject } from '../../../core/model/json.ts';
import type { NluResult, Warning } from '../../../core/model/nlu-result.ts';
import { collectSpeech, type EngineSpeech } from '../../shared/engine-speech.ts';
import { partsOfItem } from './from-v12-item.ts';
import { understandingFromV12 } from './from-v12-nlu.ts';
import type { V12Answer } from './v12-exchange.ts';
import { findV12Handoff } from './v12-handoff.ts';
import { type V12Session, writeV12Session } from './v12-session.ts';
import type { BotpressV12HandoffSettings, BotpressV12Settings } from './v12-settings.ts';
import type { V12Converse } from './v12-wire.ts';

/** The question that the answer belongs to. */
export interface V12Question {
  /** The customer's own words, when the message was made of them. */
  readonly words?: string;
  /** An option was chosen: no model has to understand it. */
  readonly chosen: boolean;
  readonly session: V12Session;
}

export function speechFromV12(
  responses: readonly JsonObject[],
  handoff: BotpressV12HandoffSettings,
): EngineSpeech {
  return collectSpeech(responses.flatMap((item) => partsOfItem(item, handoff)));
}

export function resultFromV12(
  { converse, renewals, warnings }: V12Answer,
  question: V12Question,
  settings: BotpressV12Settings,
): NluResult {
  const speech = speechFromV12(converse.responses, settings.handoff);
  const { fallback, ...understood } = understandingFromV12(
    converse.nlu,
    settings.fallback_intents,
    question.words,
  );
  const waiting = Boolean(converse.state?.context?.currentFlow);
  const signal = findV12Handoff(converse, settings.handoff);
  const handoff = speech.handoff ?? (signal === undefined ? undefined : { note: signal });
  const expected = waiting || question.session.waiting || question.chosen || isQuestionAnswered(converse);
  return {
    ...understood,
    replies: speech.replies,
    ...(fallback && !expected ? { fallback: true } : {}),
    ...(handoff ? { handoff } : {}),
    ...(speech.resolve || speech.ended ? { ended: { resolve: speech.resolve } } : {}),
    ...(waiting ? { expectsAnswer: true } : {}),
    ...slotsOf(converse),
    session: writeV12Session({ renewals, waiting }),
    warnings: [
      ...warnings,
      ...understood.warnings,
      ...speech.warnings,
      ...(converse.responses.length === 0 ? [saidNothing] : []),
    ],
  };
}

/** Questions and answers (module qna) are found beside the intents. */
function isQuestionAnswered({ decision }: V12Converse): boolean {
  return decision?.source === 'qna';
}

const saidNothing: Warning = {
  code: 'empty-answer',
  detail: 'The flow said nothing, or it failed and its error flow said nothing.',
};

const slotSchema = z.object({ value: z.json() });

/** Slots live in the session across turns; other keys of `session.slots` are counters. */
function slotsOf({ state }: V12Converse): Pick<NluResult, 'slots'> {
  const raw = state?.session?.['slots'];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return {};
  const slots: Record<string, Json> = {};
  for (const [name, slot] of Object.entries(raw)) {
    const read = slotSchema.safeParse(slot);
    if (read.success && read.data.value !== null) slots[name] = read.data.value;
  }
  return Object.keys(slots).length > 0 ? { slots } : {};
}
