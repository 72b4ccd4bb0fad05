import type { Reply } from '../model/reply.ts';
import type { Option } from '../model/utterance.ts';

/** The question again, with the reason why the answer will not do: in the same message where that is possible. */
export function withReason(reason: string, question: readonly Reply[]): readonly Reply[] {
  const [first, ...rest] = question;
  if (reason === '') return question;
  switch (first?.kind) {
    case 'text':
    case 'choices':
    case 'ask-email':
      return [{ ...first, text: `${reason}\n${first.text}` }, ...rest];
    case 'cards':
    case 'form':
      // What there is to do is in plain sight; its first greeting would sound odd a second time.
      return [{ ...first, text: reason }, ...rest];
    case 'article':
    case 'media':
    case 'pause':
    case undefined:
      return [{ kind: 'text', text: reason }, ...question];
  }
}

/** A question in plain text is shown with the options of its slot, unless another reply shows them. */
export function withOptions(replies: readonly Reply[], options: readonly Option[]): readonly Reply[] {
  const last = replies.findLast((reply) => reply.kind === 'text');
  if (options.length === 0 || !last || replies.some(showsOptions)) return replies;
  return replies.map((reply) => (reply === last ? { kind: 'choices', text: last.text, options } : reply));
}

function showsOptions(reply: Reply): boolean {
  if (reply.kind === 'cards') {
    return reply.cards.some(({ actions }) => actions.some(({ kind }) => kind === 'choice'));
  }
  return reply.kind === 'choices' || reply.kind === 'form';
}
