import type { Reply } from '../model/reply.ts';

/** Puts the reason why an answer will not do in front of the question: in the same message where there is room. */
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
    case 'article':
    case 'media':
    case 'pause':
    case undefined:
      return [{ kind: 'text', text: reason }, ...question];
  }
}
