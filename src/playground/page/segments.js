import { html } from './html.js';

/**
 * A row of buttons of which one is on.
 * @param {{
 *   label: string,
 *   options: {value: string, label: string}[],
 *   value: string,
 *   onChange: (value: any) => void,
 *   class?: string,
 * }} props
 */
export function Segments({ label, options, value, onChange, class: extraClass = '' }) {
  return html`
    <div class=${`segments ${extraClass}`} role="group" aria-label=${label}>
      ${options.map(
        (option) => html`
          <button
            key=${option.value}
            type="button"
            class="segment"
            aria-pressed=${option.value === value ? 'true' : 'false'}
            onClick=${() => onChange(option.value)}
          >
            ${option.label}
          </button>
        `,
      )}
    </div>
  `;
}
