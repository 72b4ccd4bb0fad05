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
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'object' || value === null) return inShort(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${inShort(part)}`)
    .join(', ');
}
