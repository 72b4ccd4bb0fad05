import { html } from '../html.js';

/** @param {{text: string | null, onDismiss: () => void}} props */
export function Problem({ text, onDismiss }) {
  return html`
    <div role="alert" class="problem-place">
      ${
        text &&
        html`<div class="problem">
          <span>${text}</span>
          <button type="button" class="button button-small" onClick=${onDismiss}>Dismiss</button>
        </div>`
      }
    </div>
  `;
}
