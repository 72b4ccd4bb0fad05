import type { Reply } from '../../core/model/reply.ts';
import type { LexAnswer } from './lex-wire.ts';

const KENDRA = 'x-amz-lex:kendra-search-response-';

/** Answers of a search, the surest first: QnAIntent, then Kendra's answer to a known question, then one from a document. */
const answers = [
  'x-amz-lex:qnA-search-response',
  `${KENDRA}question_answer-answer-1`,
  `${KENDRA}answer-1`,
] as const;

/**
 * The built-in search intents leave their findings in request attributes, and a bot need not repeat them in its messages.
 * Read only when it said nothing.
 */
export function repliesFromSearch({ requestAttributes }: LexAnswer): readonly Reply[] {
  const found = requestAttributes ?? {};
  const text = answers.map((name) => found[name]?.trim()).find(Boolean);
  if (text) return [{ kind: 'text', text }];
  return documentReply(found[`${KENDRA}document-1`]?.trim(), found[`${KENDRA}document-link-1`]?.trim());
}

function documentReply(excerpt: string | undefined, link: string | undefined): readonly Reply[] {
  if (!excerpt) return [];
  if (!link || !URL.canParse(link)) return [{ kind: 'text', text: excerpt }];
  return [{ kind: 'article', text: excerpt, items: [{ title: new URL(link).hostname, url: link }] }];
}
