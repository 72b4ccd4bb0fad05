import { formatScore } from '../format.js';
import { html } from '../html.js';

const ALTERNATIVES_SHOWN = 3;

/**
 * The intent and its closest rivals, as bars.
 * @param {{
 *   intent?: import('../types.d.ts').ScoredIntent,
 *   alternatives: readonly import('../types.d.ts').ScoredIntent[],
 * }} props
 */
export function IntentBars({ intent, alternatives }) {
  if (!intent && alternatives.length === 0) return null;
  return html`
    <div>
      <h4>Intent</h4>
      <ul class="bars">
        ${intent ? html`<${Bar} intent=${intent} best=${true} />` : html`<li class="bar-none">None chosen</li>`}
        ${alternatives.slice(0, ALTERNATIVES_SHOWN).map((rival) => html`<${Bar} key=${rival.name} intent=${rival} best=${false} />`)}
      </ul>
    </div>
  `;
}

/** @param {{intent: import('../types.d.ts').ScoredIntent, best: boolean}} props */
function Bar({ intent, best }) {
  return html`
    <li class="bar" data-best=${best}>
      <span class="bar-name">${intent.name}</span>
      <span class="bar-score">${formatScore(intent.score)}</span>
      <svg class="bar-track" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-rest" width="100" height="4" />
        <rect class="bar-fill" width=${(intent.score ?? 0) * 100} height="4" />
      </svg>
    </li>
  `;
}
