import type { AttendanceState } from '../../model/attendance.ts';
import type { ConversationState } from '../../model/state.ts';

/** The state with something more remembered of how the bot attends the conversation. */
export function attend(state: ConversationState, change: AttendanceState): ConversationState {
  return { ...state, attended: { ...state.attended, ...change } };
}
