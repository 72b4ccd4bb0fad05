import { html } from '../html.js';

/**
 * One bubble. `from` is spoken by screen readers and decides side and colour.
 * @param {{from: 'visitor' | 'bot' | 'person', name?: string, children?: unknown}} props
 */
export function Bubble({ from, name, children }) {
  const speaker = from === 'visitor' ? 'You' : (name ?? (from === 'bot' ? 'Bot' : 'Agent'));
  return html`
    <div class="row" data-from=${from}>
      ${from !== 'visitor' && html`<${Avatar} from=${from} name=${speaker} />`}
      <div class="bubble" data-from=${from}>
        <span class="visually-hidden">${speaker}: </span>
        ${children}
      </div>
    </div>
  `;
}

/** @param {{from: string, name: string}} props */
export function Avatar({ from, name }) {
  return html`<span class="avatar" data-from=${from} title=${name} aria-hidden="true">${name.charAt(0).toUpperCase()}</span>`;
}
