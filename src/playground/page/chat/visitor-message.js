import { html } from '../html.js';
import { renderMarkdown } from '../markdown.js';
import { Activity } from './activity.js';
import { Articles } from './articles.js';
import { Attachments } from './attachments.js';
import { Bubble } from './bubble.js';
import { Cards } from './cards.js';
import { Choices } from './choices.js';
import { EmailBox } from './email-box.js';
import { Form } from './form.js';

/** @typedef {import('../types.d.ts').ChatMessage} ChatMessage */
/** @typedef {Pick<import('../types.d.ts').Playground, 'choose' | 'submitForm' | 'submitEmail'>} Answers */

/**
 * One message as the website widget shows it. As there, a message without content and attachments shows
 * nothing, whatever its type, and private notes never reach the visitor.
 * @param {{message: ChatMessage, answers: Answers}} props
 */
export function VisitorMessage({ message, answers }) {
  if (message.private) return null;
  if (message.message_type === 'activity') return html`<${Activity} text=${message.content ?? ''} />`;
  if (!message.content && message.attachments.length === 0) return null;
  if (message.message_type === 'incoming') return html`<${VisitorBubbles} message=${message} />`;
  return html`<${BotMessage} message=${message} answers=${answers} />`;
}

/** @param {{message: ChatMessage}} props */
function VisitorBubbles({ message }) {
  return html`
    ${message.content && html`<${Bubble} from="visitor">${renderMarkdown(message.content)}<//>`}
    <${Attachments} attachments=${message.attachments} from="visitor" />
  `;
}

/** @param {{message: ChatMessage, answers: Answers}} props */
function BotMessage({ message, answers }) {
  const from = message.sender?.type === 'user' ? 'person' : 'bot';
  const said = html`<${Bubble} from=${from} name=${message.sender?.name}>${renderMarkdown(message.content ?? '')}<//>`;
  const given = givenAnswers(message);
  const answered = given.map((text, index) => html`<${Bubble} key=${index} from="visitor">${text}<//>`);
  const items = /** @type {any[]} */ (message.content_attributes.items ?? []);
  switch (message.content_type) {
    case 'input_select':
      if (given.length > 0) return html`${said}${answered}`;
      return html`${said}<${Choices} question=${message.content} items=${items} onChoose=${(/** @type {any} */ item) => answers.choose(message.id, item)} />`;
    case 'form':
      if (given.length > 0) return answered;
      return html`<${Form} items=${items} buttonLabel=${message.content_attributes.button_label} onSubmit=${(/** @type {any} */ values) => answers.submitForm(message.id, values)} />`;
    case 'input_email':
      if (given.length > 0) return html`${said}${answered}`;
      return html`${said}<${EmailBox} onSubmit=${(/** @type {string} */ email) => answers.submitEmail(message.id, email)} />`;
    case 'cards':
      return html`<${Cards} items=${items} />`;
    case 'article':
      return html`<${Articles} items=${items} />`;
    default:
      return html`${message.content && said}<${Attachments} attachments=${message.attachments} from=${from} />`;
  }
}

/**
 * What the visitor answered, as the widget shows it: the title of a choice, each value of a form.
 * @param {ChatMessage} message
 */
export function givenAnswers({ content_attributes: { submitted_values, submitted_email } }) {
  if (submitted_email) return [submitted_email];
  return Array.isArray(submitted_values) ? submitted_values.map(({ title, value }) => title ?? value) : [];
}
