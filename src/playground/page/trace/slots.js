import { inShort } from '../format.js';
import { html } from '../html.js';

/** @param {{slots: Record<string, unknown>}} props */
export function Slots({ slots }) {
  const filled = Object.entries(slots).filter(([, value]) => value !== null);
  if (filled.length === 0) return null;
  return html`
    <h4>Slots</h4>
    <dl class="slots">
      ${filled.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${inShort(value)}</dd></div>`)}
    </dl>
  `;
}
