import { useState } from 'preact/hooks';
import { html } from '../html.js';

/**
 * The pill buttons of an `input_select`. They vanish when the answer comes back with the message.
 * @param {{
 *   question: string | null,
 *   items: import('../types.d.ts').SelectItem[],
 *   onChoose: (item: import('../types.d.ts').SelectItem) => Promise<void>,
 * }} props
 */
export function Choices({ question, items, onChoose }) {
  const [busy, setBusy] = useState(false);
  /** @param {import('../types.d.ts').SelectItem} item */
  async function choose(item) {
    if (busy) return;
    setBusy(true);
    await onChoose(item);
    setBusy(false);
  }
  return html`
    <div class="choices" role="group" aria-label=${question ?? 'Choices'}>
      ${items.map(
        (item) => html`
          <button key=${item.value} type="button" class="pill" aria-disabled=${busy} onClick=${() => choose(item)}>
            ${item.title}
          </button>
        `,
      )}
    </div>
  `;
}
