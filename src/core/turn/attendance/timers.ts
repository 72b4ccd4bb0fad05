/** The timers of a conversation. Every turn sets and forgets them; one that is due comes back as an event. */
import { type AttendanceState, type TimerName, timerNames } from '../../model/attendance.ts';
import type { Outcome, TimerChange } from '../../model/turn.ts';
import { concludeSilently } from '../conclude-turn.ts';
import type { Turn, TurnInput } from '../turn.ts';
import { attend } from './attend.ts';
import { feedbackTimer } from './feedback.ts';
import { idleTimer } from './idle.ts';
import { quietTimer } from './quiet-return.ts';
import type { Moment, TimerDue, TimerKind } from './timer-wish.ts';
import { isUntimed, watchdogTimer } from './watchdog.ts';

const kinds: Readonly<Record<TimerName, TimerKind>> = {
  quiet: quietTimer,
  idle: idleTimer,
  feedback: feedbackTimer,
  watchdog: watchdogTimer,
};

/** What a timer that is due leads to. One that was set anew or forgotten while it waited in line leads to nothing. */
export function answerTimer(turn: Turn, event: TimerDue, silent: string | undefined): Outcome {
  const name = timerNames.find((known) => known === event.name);
  if (name === undefined) return concludeSilently(turn, `no use for timer ${event.name}`);
  const due = turn.state.attended?.timers?.[name];
  if (!isUntimed(event) && due !== event.at) {
    return concludeSilently(turn, `timer ${name} was overtaken by another turn`);
  }
  return kinds[name].due(
    { ...turn, state: attend(turn.state, { timers: withoutDue(turn, name) }) },
    event,
    silent,
  );
}

function withoutDue({ state }: Turn, name: TimerName): NonNullable<AttendanceState['timers']> {
  const { [name]: _due, ...others } = state.attended?.timers ?? {};
  return others;
}

/** The outcome with its timers, and with what they need to remember. Only timers that change cost the store anything. */
export function withTimers(input: TurnInput, outcome: Outcome, now: number): Outcome {
  // Nobody but a visitor is there yet: the conversation that begins has timers of its own.
  if (input.event.conversation.begins) return outcome;
  const heard = withHeard(input, outcome);
  const moment: Moment = { event: input.event, policy: input.policy, outcome: heard, now };
  const changes = [...outcome.timers, ...timerNames.flatMap((name) => changeOf(moment, name))];
  if (changes.length === 0) return heard;
  return { ...heard, timers: changes, state: attend(heard.state, { timers: setAfter(heard, changes) }) };
}

/** A timer that the turn itself changed is left as the turn wants it. */
function changeOf(moment: Moment, name: TimerName): readonly TimerChange[] {
  if (moment.outcome.timers.some((change) => change.name === name)) return [];
  const isSet = moment.outcome.state.attended?.timers?.[name] !== undefined;
  const wish = kinds[name].wish(moment);
  if (wish === 'keep') return [];
  if (wish === 'forget') return isSet ? [{ name }] : [];
  return [{ name, ...wish }];
}

function setAfter(
  { state }: Outcome,
  changes: readonly TimerChange[],
): NonNullable<AttendanceState['timers']> {
  const due = { ...state.attended?.timers };
  for (const name of timerNames) {
    const change = changes.find((candidate) => candidate.name === name);
    if (change?.at !== undefined) due[name] = change.at;
    else if (change) delete due[name];
  }
  return due;
}

/** The customer's newest message, and what belongs to an engine session that is over. */
function withHeard({ event, state: before }: TurnInput, outcome: Outcome): Outcome {
  const renewed = before !== undefined && before.session.id !== outcome.state.session.id;
  const speaks = event.kind === 'customer-spoke' && event.utterance.content.kind !== 'opened';
  if (!renewed && !speaks) return outcome;
  const { feedback, ...attended } = outcome.state.attended ?? {};
  const { messageId, at } = speaks ? event.utterance : {};
  return {
    ...outcome,
    state: {
      ...outcome.state,
      attended: {
        ...attended,
        ...(feedback && !renewed && { feedback }),
        ...(messageId !== undefined && at !== undefined && { heard: { messageId, at } }),
      },
    },
  };
}
