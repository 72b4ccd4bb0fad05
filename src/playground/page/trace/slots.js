import { inShort } from '../format.js';
import { html } from '../html.js';

/** @param {{slots: Record<string, unknown>}} props */
export function Slots({ slots }) {
  const filled = Object.entries(slots).filter(([, value]) => value !== null);
  if (filled.length === 0) return null;
  return html`
    <h4>Slots</h4>
    <dl class="slots">
      ${filled.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${valueInWords(value)}</dd></div>`)}
    </dl>
  `;
}

/** @param {unknown} value */
function valueInWords(value) {
  if (value === '') return '(empty)';
  return Array.isArray(value) ? `a list of ${value.length}` : inShort(value);
}
