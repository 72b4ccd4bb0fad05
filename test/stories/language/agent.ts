import { expect } from 'vitest';
import type { Stage } from './stage.ts';

/** Whatever an agent does has arrived when the promise resolves. */
export interface Agent {
  replies(text: string): Promise<void>;
  /** In the app of the channel, past Chatwoot. */
  repliesFromThePhone(text: string): Promise<void>;
  /** Assigned and open. */
  takesOver(): Promise<void>;
  /** Assigned, and nothing else. */
  isAssigned(): Promise<void>;
  isUnassigned(): Promise<void>;
  /** Gives the conversation back to the bot: pending. */
  pushesBack(): Promise<void>;
  resolves(): Promise<void>;
  putsAside(): Promise<void>;
  /** Writes a private note. */
  notes(text: string): Promise<void>;
  /** Reads this in a note of the bot. */
  reads(...parts: readonly (string | RegExp)[]): Promise<void>;
  /** Reads no note, once all is calm. */
  readsNothing(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function castAgent({ house, id, botNotes, calm }: Stage): Agent {
  const { standIn } = house;
  const arrives = (act: () => unknown) => {
    act();
    return calm();
  };
  return {
    replies: (text) => arrives(() => standIn.agentReplies(id, text)),
    repliesFromThePhone: (text) => arrives(() => standIn.repliesFromPhone(id, text)),
    takesOver: () => arrives(() => standIn.agentTakesOver(id)),
    isAssigned: () => arrives(() => standIn.assign(id, 'Dana Ortiz')),
    isUnassigned: () => arrives(() => standIn.assign(id, null)),
    pushesBack: () => arrives(() => standIn.setStatus(id, 'pending')),
    resolves: () => arrives(() => standIn.resolve(id)),
    putsAside: () => arrives(() => standIn.setStatus(id, 'snoozed', standIn.now() + DAY_MS)),
    notes: (text) => arrives(() => standIn.agentNotes(id, text)),
    async reads(...parts) {
      await calm();
      for (const part of parts) expect(botNotes().join('\n\n')).toMatch(part);
    },
    async readsNothing() {
      await calm();
      expect(botNotes()).toEqual([]);
    },
  };
}
