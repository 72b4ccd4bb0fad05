import { html } from '../html.js';

/** @param {{on: boolean}} props */
export function Typing({ on }) {
  if (!on) return null;
  return html`
    <div class="row" data-from="bot">
      <span class="avatar" data-from="bot" aria-hidden="true">B</span>
      <div class="bubble typing" data-from="bot">
        <span class="visually-hidden">The bot is typing</span>
        <span aria-hidden="true"></span><span aria-hidden="true"></span><span aria-hidden="true"></span>
      </div>
    </div>
  `;
}
