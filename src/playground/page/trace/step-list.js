import { formatDuration, inShort } from '../format.js';
import { html } from '../html.js';

/** @param {{steps: readonly import('../types.d.ts').TraceStep[], startedAt: number}} props */
export function StepList({ steps, startedAt }) {
  if (steps.length === 0) return null;
  return html`
    <details class="fold">
      <summary>Steps <span class="count">${steps.length}</span></summary>
      <ol class="steps">
        ${steps.map(
          ({ at, step, detail }, index) => html`
            <li key=${index}>
              <span class="step-at">+${formatDuration(Math.max(0, at - startedAt))}</span>
              <span class="step-name">${step}</span>
              <${Detail} detail=${detail} />
            </li>
          `,
        )}
      </ol>
    </details>
  `;
}

/** @param {{detail: Record<string, unknown>}} props */
function Detail({ detail }) {
  const entries = Object.entries(detail);
  if (entries.length === 0) return null;
  return html`
    <span class="step-detail">
      ${entries.map(([name, value]) => html`<span key=${name}><b>${name}</b> ${inShort(value)}</span>`)}
    </span>
  `;
}
