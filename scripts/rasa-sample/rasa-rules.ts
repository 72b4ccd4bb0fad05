import { answering, FORM } from './rasa-domain.ts';
import { answers, responseName } from './rasa-words.ts';

type Step = Readonly<Record<string, unknown>>;

interface Rule {
  readonly rule: string;
  readonly condition?: readonly Step[];
  readonly steps: readonly Step[];
}

/** These end the form. After the others the form goes on asking. */
const ending = new Set(['cancel', 'bye']);

const inForm: readonly Step[] = [{ active_loop: FORM }];
/** Without it the general rule would contradict the one for the form, and training would stop. */
const outsideForm: readonly Step[] = [{ active_loop: null }];
const leaveForm: readonly Step[] = [{ action: 'action_deactivate_loop' }, { active_loop: null }];
const backToForm: readonly Step[] = [{ action: FORM }, { active_loop: FORM }];

const REPHRASE = 'utter_please_rephrase';

/** data/rules.yml. Rasa asks the form first: the rules for it are about what answers none of its questions. */
export function rasaRules(intents: readonly string[]): object {
  const answered = intents.filter((intent) => intent in answers);
  const rules = [
    ...answered.flatMap((intent) => rulesFor(intent, responseName(intent))),
    ...rulesFor('nlu_fallback', REPHRASE),
    ...handoffRules,
    ...bookingRules,
  ];
  return { version: '3.1', rules };
}

function rulesFor(intent: string, response: string): readonly Rule[] {
  const heard = { intent };
  const said = { action: response };
  const saidInForm = answering.has(intent) ? { action: REPHRASE } : said;
  const steps = ending.has(intent) ? [heard, ...leaveForm, said] : [heard, saidInForm, ...backToForm];
  return [
    { rule: intent, condition: outsideForm, steps: [heard, said] },
    { rule: `${intent} while booking`, condition: inForm, steps },
  ];
}

const asked = { intent: 'talk_to_human' };
const handedOver = { action: 'utter_handoff' };

const handoffRules: readonly Rule[] = [
  { rule: 'talk_to_human', condition: outsideForm, steps: [asked, handedOver] },
  { rule: 'talk_to_human while booking', condition: inForm, steps: [asked, ...leaveForm, handedOver] },
];

const bookingRules: readonly Rule[] = [
  { rule: 'book_hotel opens the form', steps: [{ intent: 'book_hotel' }, ...backToForm] },
  {
    rule: 'the form is complete',
    condition: inForm,
    steps: [
      { action: FORM },
      { active_loop: null },
      { slot_was_set: [{ requested_slot: null }] },
      { action: 'utter_submit' },
    ],
  },
];
