import { z } from 'zod';
import type { SeenMessage } from '../../playground/stand-in/customer-view.ts';

const itemSchema = z.object({
  title: z.string().nullish(),
  description: z.string().nullish(),
  link: z.string().nullish(),
  media_url: z.string().nullish(),
  actions: z.array(z.object({ text: z.string(), uri: z.string().nullish() })).nullish(),
});

type Item = z.output<typeof itemSchema>;

/** A message as lines of text. Options are numbered from `firstNumber`, so that a number can choose. */
export function showSeen(message: SeenMessage, firstNumber: number): readonly string[] {
  const said = message.text === '' ? [] : message.text.split('\n');
  const [first = `(${message.shows})`, ...rest] = [
    ...said,
    ...showItems(message),
    ...message.attachments.map(({ kind, url }) => `[${kind}] ${url}`),
  ];
  const options = message.options.map(({ title }, index) => `  ${firstNumber + index}. ${title}`);
  return [`${message.from}: ${first}`, ...rest.map((line) => `  ${line}`), ...options];
}

function showItems(message: SeenMessage): readonly string[] {
  if (message.shows !== 'cards' && message.shows !== 'article') return [];
  return message.items.flatMap((item) => {
    const read = itemSchema.safeParse(item).data;
    return read ? showItem(read) : [];
  });
}

function showItem({ title, description, link, media_url, actions }: Item): readonly string[] {
  const lines = [`▪ ${title ?? ''}`, description, link, media_url];
  const links = (actions ?? []).map(({ text, uri }) => (uri ? `→ ${text}: ${uri}` : `→ ${text}`));
  return [...lines.filter((line) => line !== undefined && line !== null && line !== ''), ...links].filter(
    (line) => typeof line === 'string',
  );
}
