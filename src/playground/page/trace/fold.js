import { useState } from 'preact/hooks';
import { html } from '../html.js';

/**
 * Details that are built only when they are opened: a conversation has hundreds of them.
 * @param {{summary: unknown, class?: string, children: () => unknown}} props
 */
export function Fold({ summary, class: extraClass = '', children }) {
  const [open, setOpen] = useState(false);
  /** @param {Event} event */
  function noteOpen(event) {
    setOpen(/** @type {HTMLDetailsElement} */ (event.currentTarget).open);
  }
  return html`
    <details class=${`fold ${extraClass}`} onToggle=${noteOpen}>
      <summary>${summary}</summary>
      ${open && children()}
    </details>
  `;
}
