import type { Reply } from '../core/model/reply.ts';
import { type CallDraft, messageDraft } from './call-draft.ts';
import type { ChannelProfile } from './channel-profiles.ts';
import { formItem } from './form-fields.ts';
import { isLinkAddress } from './link-address.ts';
import { articleAsText, fieldsAsText, joinLines } from './plain-text.ts';
import { planCards } from './plan-cards.ts';
import { planChoices } from './plan-choices.ts';
import { planMedia } from './plan-media.ts';
import { planText } from './plan-text.ts';

/** A bot that thinks longer than this looks broken, not human. */
const MAX_PAUSE_MS = 5_000;

/** What the bot says, as messages of this channel, in order. */
export function planReplies(replies: readonly Reply[], profile: ChannelProfile): readonly CallDraft[] {
  const drafts: CallDraft[] = [];
  let pauseMs = 0;
  let nextNumber = 1;
  for (const reply of replies) {
    if (reply.kind === 'pause') {
      pauseMs = Math.min(pauseMs + reply.milliseconds, MAX_PAUSE_MS);
      continue;
    }
    const [first, ...others] = planReply(reply, profile, nextNumber);
    nextNumber += countOptions(reply);
    if (!first) continue;
    drafts.push(pauseMs > 0 ? { ...first, pauseBeforeMs: pauseMs } : first, ...others);
    pauseMs = 0;
  }
  return drafts;
}

/** Options are counted through all replies of a turn, as they are remembered: "4" must mean one thing. */
function countOptions(reply: Reply): number {
  if (reply.kind === 'choices') return reply.options.length;
  if (reply.kind !== 'cards') return 0;
  return reply.cards.flatMap(({ actions }) => actions.filter(({ kind }) => kind === 'choice')).length;
}

function planReply(
  reply: Exclude<Reply, { kind: 'pause' }>,
  profile: ChannelProfile,
  firstNumber: number,
): readonly CallDraft[] {
  switch (reply.kind) {
    case 'text':
      return planText(reply.text, profile);
    case 'choices':
      return planChoices(reply, profile, firstNumber);
    case 'cards':
      return planCards(reply, profile, firstNumber);
    case 'form':
      return planForm(reply, profile);
    case 'article':
      return planArticle(reply, profile);
    case 'ask-email':
      return planEmailBox(reply.text, profile);
    case 'media':
      return planMedia(reply, profile);
  }
}

/** The widget does not show the content of a form, so its text goes ahead; agents read the labels. */
function planForm(reply: Extract<Reply, { kind: 'form' }>, profile: ChannelProfile): readonly CallDraft[] {
  const labels = fieldsAsText(reply.fields);
  if (!profile.form || reply.fields.length === 0) return planText(joinLines([reply.text, labels]), profile);
  const attributes = {
    items: reply.fields.map(formItem),
    ...(reply.submitLabel && { button_label: reply.submitLabel }),
  };
  const form = messageDraft({ content: labels, contentType: 'form', attributes, plain: labels });
  return [...planText(reply.text, profile), form];
}

/** As with forms: the text goes ahead, and the content tells agents what the links are. */
function planArticle(
  reply: Extract<Reply, { kind: 'article' }>,
  profile: ChannelProfile,
): readonly CallDraft[] {
  const links = articleAsText(reply.items);
  const drawable = reply.items.every(({ url }) => isLinkAddress(url));
  if (!profile.article || !drawable || reply.items.length === 0)
    return planText(joinLines([reply.text, links]), profile);
  const items = reply.items.map(({ title, description, url }) => ({
    title,
    description: description ?? '',
    link: url,
  }));
  const article = messageDraft({
    content: links,
    contentType: 'article',
    attributes: { items },
    plain: links,
  });
  return [...planText(reply.text, profile), article];
}

function planEmailBox(text: string, profile: ChannelProfile): readonly CallDraft[] {
  if (!profile.emailBox || text.trim() === '') return planText(text, profile);
  return [messageDraft({ content: text, contentType: 'input_email', plain: text })];
}
