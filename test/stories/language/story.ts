/**
 * The language of the stories: a customer, the bot, an agent and what may happen to them, each with a few verbs. Behind
 * them stand a gateway, Chatwoot's stand-in and an engine, over real HTTP. Nothing is waited for by the clock.
 */
import { onTestFinished } from 'vitest';
import type { ConversationOptions } from '../../../src/playground/stand-in/stand-in-control.ts';
import { type HouseOptions, startGatewayHouse } from '../../support/gateway-house.ts';
import { type Agent, castAgent } from './agent.ts';
import { type Bot, castBot } from './bot.ts';
import type { Chatwoot } from './chatwoots.ts';
import { ADMIN_TOKEN, type Conversation, castConversation } from './conversation.ts';
import { type Customer, castCustomer } from './customer.ts';
import { type BotKeys, flowFiles, writeBot } from './hotel-bot.ts';
import { phrases } from './phrases.ts';
import { createStage } from './stage.ts';
import { castWorld, type World } from './world.ts';

export interface Talk {
  readonly customer: Customer;
  readonly bot: Bot;
  readonly agent: Agent;
  readonly conversation: Conversation;
}

export interface Story extends Talk, World {
  /** Somebody else, with a conversation of their own. */
  another(who?: ConversationOptions): Talk;
}

export interface StoryOptions extends HouseOptions {
  /** Who writes. */
  readonly who?: ConversationOptions;
  /** When the story begins, epoch milliseconds. Default: now. */
  readonly at?: number;
}

/** Opens the house for one story; it is closed when the test is over. `keys`: what this bot has beside `hotel-bot.ts`. */
export async function begin(
  { version }: Chatwoot,
  keys: BotKeys = {},
  { who, at, ...options }: StoryOptions = {},
): Promise<Story> {
  const files = { ...flowFiles, ...options.files };
  const http = `admin_token: ${ADMIN_TOKEN}`;
  const house = await startGatewayHouse(writeBot(keys), { phrases, version, http, ...options, files });
  onTestFinished(() => house.close());
  if (at !== undefined) await house.travelTo(at);
  const meet = (person?: ConversationOptions): Talk => {
    const stage = createStage(house, house.standIn.createConversation(person).id);
    return {
      customer: castCustomer(stage),
      bot: castBot(stage),
      agent: castAgent(stage),
      conversation: castConversation(stage),
    };
  };
  return { ...meet(who), ...castWorld(house), another: meet };
}
