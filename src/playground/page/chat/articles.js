import { html } from '../html.js';
import { safeAddress } from '../safe-address.js';

/** @param {{items: import('../types.d.ts').ArticleItem[]}} props */
export function Articles({ items }) {
  return html`
    <ul class="articles">
      ${items.map(
        (item, index) => html`
          <li key=${index}>
            <a href=${safeAddress(item.link)} target="_blank" rel="noopener noreferrer">
              <strong>${item.title}</strong>
              ${item.description && html`<span>${item.description}</span>`}
              <span class="visually-hidden"> (opens a new tab)</span>
            </a>
          </li>
        `,
      )}
    </ul>
  `;
}
