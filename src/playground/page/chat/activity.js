import { html } from '../html.js';

/** @param {{text: string}} props */
export function Activity({ text }) {
  return html`<p class="activity">${text}</p>`;
}
