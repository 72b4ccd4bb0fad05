import { inShort } from '../format.js';
import { html } from '../html.js';

/** @param {{entities: readonly import('../types.d.ts').Entity[]}} props */
export function Entities({ entities }) {
  if (entities.length === 0) return null;
  return html`
    <h4>Entities</h4>
    <ul class="chips">
      ${entities.map(
        (entity, index) => html`
          <li key=${index} class="chip" title=${entity.text ? `from “${entity.text}”` : undefined}>
            <span class="chip-name">${entity.name}</span> ${inShort(entity.value)}
          </li>
        `,
      )}
    </ul>
  `;
}
