import { Activity } from '../chat/activity.js';
import { Attachments } from '../chat/attachments.js';
import { givenAnswers } from '../chat/visitor-message.js';
import { html } from '../html.js';
import { renderMarkdown } from '../markdown.js';

/** Types whose answer the dashboard shows under the question. */
const asksSomething = new Set(['input_select', 'form', 'input_email']);

/**
 * One message as Chatwoot's dashboard shows it: only `content` of cards and articles, the chosen answer of a
 * question or "No response", private notes on yellow.
 * @param {{message: import('../types.d.ts').ChatMessage}} props
 */
export function AgentMessage({ message }) {
  if (message.message_type === 'activity') return html`<${Activity} text=${message.content ?? ''} />`;
  if (!message.content && message.attachments.length === 0) return null;
  const side = message.message_type === 'incoming' ? 'contact' : message.private ? 'note' : 'team';
  return html`
    <div class="desk-message" data-side=${side}>
      <p class="desk-sender">${senderInWords(message)}</p>
      ${message.content && html`<div class="desk-text">${renderMarkdown(message.content)}</div>`}
      ${asksSomething.has(message.content_type) && html`<${Answer} given=${givenAnswers(message)} />`}
      <${Attachments} attachments=${message.attachments} from="desk" />
    </div>
  `;
}

/** @param {import('../types.d.ts').ChatMessage} message */
function senderInWords({ message_type, sender, private: isPrivate }) {
  if (message_type === 'incoming') return sender?.name || 'Visitor';
  return `${sender?.name || 'Chatwoot'}${isPrivate ? ' · private note' : ''}`;
}

/** @param {{given: string[]}} props */
function Answer({ given }) {
  if (given.length === 0) return html`<p class="desk-answer">No response</p>`;
  return html`<p class="desk-answer"><strong>${given.join(', ')}</strong></p>`;
}
