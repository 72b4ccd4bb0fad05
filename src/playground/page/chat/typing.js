import { html } from '../html.js';
import { Avatar } from './bubble.js';

/** @param {{on: boolean, name: string}} props */
export function Typing({ on, name }) {
  if (!on) return null;
  return html`
    <div class="row" data-from="bot">
      <${Avatar} from="bot" name=${name} />
      <div class="bubble typing" data-from="bot">
        <span class="visually-hidden">${name} is typing</span>
        <span aria-hidden="true"></span><span aria-hidden="true"></span><span aria-hidden="true"></span>
      </div>
    </div>
  `;
}
