import type { GatewayHouse } from '../../support/gateway-house.ts';
import { settled } from '../../support/settled.ts';

/** Where one conversation is played. */
export interface Stage {
  readonly house: GatewayHouse;
  /** Conversation. */
  readonly id: number;
  /** What the bot said to the customer, oldest first. */
  botSaid(): readonly string[];
  /** Private notes of the bot, oldest first. */
  botNotes(): readonly string[];
  /** Resolves when nothing is on its way any more; while the engine thinks, when no webhook is. */
  calm(): Promise<void>;
}

export function createStage(house: GatewayHouse, id: number): Stage {
  const { standIn, engine } = house;
  return {
    house,
    id,
    botSaid: () =>
      standIn
        .customerView(id)
        .filter(({ from }) => from === 'bot')
        .map(({ text }) => text.replaceAll('\u202f', ' ')),
    botNotes: () =>
      standIn
        .messages(id)
        .filter((message) => message.private && message.sender?.type === 'agent_bot')
        .map(({ content }) => content ?? ''),
    calm: () => (engine.isHeld() ? standIn.webhooksDone() : settled(house)),
  };
}
