import { expect } from 'vitest';
import type { Stage } from './stage.ts';

export interface Bot {
  /** It says exactly this next: one text per message, each as a whole. */
  answers(...texts: readonly string[]): Promise<void>;
  /** It asks this next, with these options. */
  asks(text: string, ...options: readonly string[]): Promise<void>;
  /** When all is calm it has said nothing since it was last listened to. */
  isSilent(): Promise<void>;
  /** The customer sees it typing. */
  types(): Promise<void>;
  stopsTyping(): Promise<void>;
  /** The customer reads `farewell` next, the conversation is open, and a note says why. */
  handsOver(farewell: string, why: string | RegExp): Promise<void>;
}

export function castBot(stage: Stage): Bot {
  const { house, id, botSaid, botNotes, calm } = stage;
  const { standIn } = house;
  let listened = 0;

  async function next(count: number): Promise<readonly string[]> {
    const from = listened;
    await standIn.waitFor(() => botSaid().length >= from + count, PATIENCE_MS).catch(() => {});
    listened = from + count;
    return botSaid().slice(from, listened);
  }

  return {
    async answers(...texts) {
      expect(await next(texts.length)).toEqual(texts);
    },
    async asks(text, ...options) {
      const [asked] = await next(1);
      expect(asked).toContain(text);
      const shown = standIn.customerView(id).findLast(({ from }) => from === 'bot');
      expect(shown?.options.map(({ title }) => title)).toEqual(options);
    },
    async isSilent() {
      await calm();
      expect(botSaid().slice(listened)).toEqual([]);
    },
    types: () => standIn.waitFor(() => standIn.isTyping(id)).then(() => {}),
    stopsTyping: () => standIn.waitFor(() => !standIn.isTyping(id)).then(() => {}),
    async handsOver(farewell, why) {
      await standIn.waitFor(() => standIn.conversation(id).status === 'open', PATIENCE_MS);
      expect(await next(1)).toEqual([farewell]);
      await calm();
      const note = botNotes().find((text) => text.startsWith('**Handed over by the bot'));
      expect(note).toMatch(why);
    },
  };
}

/** For what the product promises within a minute, and does at once on an idle machine. */
const PATIENCE_MS = 15_000;
