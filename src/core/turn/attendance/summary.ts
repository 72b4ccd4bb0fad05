import type { Json } from '../../model/json.ts';
import type { Turn } from '../turn.ts';

/** What the bot knows of the conversation, for a private note. Markdown. */
export function summarize({ state, conversation }: Turn): string {
  const { flow, recent } = state;
  const slots = Object.entries(flow?.slots ?? {}).filter(([, value]) => value !== null);
  return [
    '**What the bot knows**',
    `- Owner: ${state.owner === 'bot' ? 'the bot' : `people (${state.ownerReason ?? 'handed over'})`}`,
    ...(conversation.contact.name ? [`- Customer: ${conversation.contact.name}`] : []),
    `- Turns served: ${state.turns}`,
    ...(flow ? [`- Dialogue: ${flow.flow}, at "${flow.step}"`] : []),
    ...(slots.length > 0 ? [`- Collected: ${slots.map(named).join(', ')}`] : []),
    ...(recent.length > 0 ? ['- Said last:'] : []),
    ...recent.flatMap(({ customer, bot, intent }) => [
      `  - Customer: ${oneLine(customer)}${intent === undefined ? '' : ` (${intent})`}`,
      `  - Bot: ${oneLine(bot)}`,
    ]),
  ].join('\n');
}

function named([name, value]: readonly [string, Json]): string {
  return `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? '(nothing readable)' : line;
}
