import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { safeAddress } from '../safe-address.js';

/** @typedef {import('../types.d.ts').CardItem} CardItem */

/** @param {{items: CardItem[]}} props */
export function Cards({ items }) {
  return html`
    <ul class="cards">
      ${items.map((item, index) => html`<li key=${index}><${Card} item=${item} /></li>`)}
    </ul>
  `;
}

/** @param {{item: CardItem}} props */
function Card({ item }) {
  return html`
    <article class="card">
      ${item.media_url && html`<img class="card-image" src=${item.media_url} alt="" />`}
      <div class="card-body">
        <h3>${item.title}</h3>
        ${item.description && html`<p>${item.description}</p>`}
        ${(item.actions ?? []).map((action, index) => html`<${CardAction} key=${index} action=${action} />`)}
      </div>
    </article>
  `;
}

/** @param {{action: NonNullable<CardItem['actions']>[number]}} props */
function CardAction({ action }) {
  if (action.type === 'link') {
    return html`
      <a class="card-action" href=${safeAddress(action.uri)} target="_blank" rel="noopener noreferrer">
        ${action.text}<span class="visually-hidden"> (opens a new tab)</span>
      </a>
    `;
  }
  return html`<${Postback} text=${action.text} payload=${action.payload} />`;
}

/**
 * A postback goes to the page around the widget and no further: Chatwoot's server and the bot never see it.
 * @param {{text: string, payload?: string}} props
 */
function Postback({ text, payload }) {
  const [sent, setSent] = useState(false);
  function send() {
    window.dispatchEvent(new CustomEvent('chatwoot:postback', { detail: { payload } }));
    setSent(true);
  }
  return html`
    <button type="button" class="card-action" onClick=${send}>${text}</button>
    ${sent && html`<p class="card-hint" role="status">Told the page around the widget; a bot never receives postbacks.</p>`}
  `;
}
