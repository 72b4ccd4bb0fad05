/** The smallest bot that understands something: four intents, the embedded engine, answers of our own. */
import { type RunningGateway, type RunningGatewayOptions, startRunningGateway } from './running-gateway.ts';
import { settled } from './settled.ts';

const nlu = `version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - hi
      - hi there
      - good morning
      - hello everybody
      - hey
  - intent: ask_price
    examples: |
      - what does a room cost
      - how much is a double room
      - what are your prices
      - how expensive is it
      - price of a room please
      - what do I pay per night
  - intent: talk_to_human
    examples: |
      - I want to talk to a person
      - give me a human
      - can I speak to an agent
      - let me talk to somebody real
      - a human please
  - intent: bye
    examples: |
      - bye
      - goodbye
      - see you
      - that was all, bye
      - bye bye
`;

const bot = `
provider: embedded
embedded: { nlu: ./nlu.yml }
intents:
  greet: { text: "Hello!" }
  ask_price: { text: "Rooms cost 90 €." }
  bye: { text: "See you!", resolve: true }
`;

export interface SmallBot extends RunningGateway {
  /** What stands in private notes, oldest first. */
  notes(conversation: number): readonly string[];
  status(conversation: number): string;
  /** Resolves when the conversation has this status. */
  becomes(conversation: number, status: string): Promise<unknown>;
  /** Resolves when everything that is on its way has arrived and been worked on. */
  settled(): Promise<void>;
  /** A new conversation in which the customer wrote this and read the answer. */
  talk(text: string, answer: string): Promise<number>;
}

/** `more`: further keys of the bot, YAML. The handoff intent is in there already unless it names `handoff`. */
export async function startSmallBot(more: string, options: RunningGatewayOptions = {}): Promise<SmallBot> {
  const handoff = /^handoff:/m.test(more)
    ? ''
    : 'handoff: { intents: [talk_to_human], farewell: "A colleague comes." }\n';
  const running = await startRunningGateway(`${bot}${handoff}${more}`, {
    // Tests let the gateway's clock run ahead.
    chatwoot: 'tolerance_seconds: 86400',
    ...options,
    files: { 'nlu.yml': nlu },
  });
  const { standIn } = running;
  const status = (conversation: number) => standIn.conversation(conversation).status;
  return {
    ...running,
    notes: (conversation) =>
      standIn
        .messages(conversation)
        .filter((message) => message.private)
        .map(({ content }) => content ?? ''),
    status,
    becomes: (conversation, wanted) => standIn.waitFor(() => status(conversation) === wanted),
    settled: () => settled(running),
    async talk(text, answer) {
      const { id } = standIn.createConversation();
      standIn.customerSays(id, text);
      await running.heard(id, answer);
      return id;
    },
  };
}
