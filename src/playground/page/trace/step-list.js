import { formatDuration, inShort } from '../format.js';
import { html } from '../html.js';
import { Fold } from './fold.js';

/** @param {{steps: readonly import('../types.d.ts').TraceStep[], startedAt: number}} props */
export function StepList({ steps, startedAt }) {
  if (steps.length === 0) return null;
  const summary = html`Steps <span class="count">${steps.length}</span>`;
  const list = () => html`
    <ol class="steps">
      ${steps.map((step, index) => html`<${Step} key=${index} step=${step} startedAt=${startedAt} />`)}
    </ol>
  `;
  return html`<${Fold} summary=${summary}>${list}<//>`;
}

/** @param {{step: import('../types.d.ts').TraceStep, startedAt: number}} props */
function Step({ step: { at, step, detail }, startedAt }) {
  return html`
    <li>
      <span class="step-at">+${formatDuration(Math.max(0, at - startedAt))}</span>
      <span class="step-name">${step}</span>
      <${Detail} detail=${detail} />
    </li>
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
