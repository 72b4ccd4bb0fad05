/**
 * A house for stories: gateway, Chatwoot stand-in and a scripted engine in one process, over real HTTP, with one clock
 * that the story may set. A story reads as what a customer, an agent and the clock do.
 */
import type { StoredTrace } from '../../src/core/ports/store.ts';
import type { ConversationSummary } from '../../src/playground/stand-in/show-message.ts';
import type { ConversationOptions } from '../../src/playground/stand-in/stand-in-control.ts';
import { type RunningGateway, type RunningGatewayOptions, startRunningGateway } from './running-gateway.ts';
import { type ScoredEngine, startScoredEngine } from './scored-engine.ts';

export interface Customer {
  readonly id: number;
  says(text: string): void;
  /** Taps an option of the newest question. */
  taps(title: string): void;
  /** Resolves when the customer has read this, as a whole or as a part of a message. */
  reads(text: string): Promise<unknown>;
  /** Everything that the bot and people said, oldest first. */
  saw(): readonly string[];
  /** Options of the newest question. */
  options(): readonly string[];
  /** The conversation as agents see it. */
  shown(): ConversationSummary;
  becomes(status: ConversationSummary['status']): Promise<unknown>;
  /** Resolves with the newest private note for agents. */
  note(): Promise<string>;
  notes(): readonly string[];
  /** What the gateway did to the conversation, in order: the last part of each path. */
  calls(): readonly string[];
  /** Resolves with the trace of the newest turn for which this holds. */
  traced(wanted: (trace: StoredTrace['trace']) => boolean): Promise<StoredTrace['trace']>;
}

export interface GatewayHouse extends RunningGateway {
  readonly engine: ScoredEngine;
  customer(options?: ConversationOptions): Customer;
  /**
   * Sets the clock of gateway and stand-in, once no webhook is on its way (signed long ago, it would be refused). Only
   * forward, once conversations have begun.
   */
  travelTo(at: number): Promise<void>;
}

export interface HouseOptions extends RunningGatewayOptions {
  /** What sentences mean to the engine, see `startScoredEngine`. */
  readonly phrases?: Readonly<Record<string, string>>;
}

/** `bot`: YAML of the bot's keys without `chatwoot:` and without an engine. */
export async function startGatewayHouse(bot: string, options: HouseOptions = {}): Promise<GatewayHouse> {
  const engine = await startScoredEngine(options.phrases);
  let aheadMs = 0;
  const running = await startRunningGateway(
    `provider: rasa
rasa: { url: "${engine.url}", mode: nlu, timeout_ms: 2000 }
${bot}`,
    { ...options, clock: () => Date.now() + aheadMs },
  );
  return {
    ...running,
    engine,
    customer: (who) => createCustomer(running, running.standIn.createConversation(who).id),
    async travelTo(at) {
      await running.standIn.webhooksDone();
      const further = at - running.standIn.now();
      aheadMs += further;
      running.advance(further);
    },
    async close() {
      await running.close();
      await engine.close();
    },
  };
}

function createCustomer(running: RunningGateway, id: number): Customer {
  const { standIn } = running;
  const notes = () =>
    standIn
      .messages(id)
      .filter((message) => message.private && message.sender?.type === 'agent_bot')
      .map(({ content }) => content ?? '');
  const question = () => standIn.customerView(id).findLast(({ options }) => options.length > 0);
  return {
    id,
    says: (text) => void standIn.customerSays(id, text),
    taps(title) {
      const asked = question();
      const option = asked?.options.find((offered) => offered.title === title);
      if (!asked || !option) throw new Error(`There is no option "${title}".`);
      standIn.chooseOption(asked.id, option.value);
    },
    reads: (text) => standIn.waitFor(() => running.said(id).some((said) => said.includes(text))),
    saw: () => running.said(id),
    options: () => question()?.options.map(({ title }) => title) ?? [],
    shown: () => standIn.conversation(id),
    becomes: (status) => standIn.waitFor(() => standIn.conversation(id).status === status),
    note: () => standIn.waitFor(() => notes().at(-1)),
    notes,
    calls: () =>
      standIn.requests
        .filter(({ conversationId, method, path }) => conversationId === id && isCall(method, path))
        .map(({ path }) => path.split('/').at(-1) ?? ''),
    traced: (wanted) => running.traced(id, wanted),
  };
}

function isCall(method: string, path: string): boolean {
  return method === 'POST' && path.startsWith('/api/') && !path.endsWith('toggle_typing_status');
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A Monday to come, at a time of day in UTC such as `10:00`. */
export function comingMonday(time: string): number {
  const today = new Date(new Date().toISOString().slice(0, 10)).getTime();
  const days = 14 - ((new Date(today).getUTCDay() + 6) % 7);
  return Date.parse(`${new Date(today + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00Z`);
}
