import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { Segments } from '../segments.js';
import { DeliveryList } from './delivery-list.js';
import { JsonBlock } from './json-block.js';
import { TurnList } from './turn-list.js';

/**
 * The gateway's side of the conversation: its turns, the webhooks that reached it, what it remembers.
 * @param {{state: import('../types.d.ts').PlaygroundState}} props
 */
export function TracePanel({ state }) {
  const [shown, setShown] = useState(/** @type {'turns' | 'webhooks' | 'memory'} */ ('turns'));
  const options = [
    { value: 'turns', label: withCount('Turns', state.traces.length) },
    { value: 'webhooks', label: withCount('Webhooks', state.deliveries.length) },
    { value: 'memory', label: 'Memory' },
  ];
  return html`
    <section class="panel trace-panel" aria-label="What happened">
      <div class="trace-head">
        <h2>What happened</h2>
        <${Segments} label="Show" options=${options} value=${shown} onChange=${setShown} />
      </div>
      <div class="trace-body" tabindex="0" role="region" aria-label="Details">
        ${shown === 'turns' && html`<${TurnList} state=${state} />`}
        ${shown === 'webhooks' && html`<${DeliveryList} deliveries=${state.deliveries} />`}
        ${shown === 'memory' && html`<${Memory} gatewayState=${state.gatewayState} />`}
      </div>
    </section>
  `;
}

/** @param {string} label @param {number} count */
function withCount(label, count) {
  return count > 0 ? `${label} ${count}` : label;
}

/** @param {{gatewayState: import('../types.d.ts').ConversationState | null}} props */
function Memory({ gatewayState }) {
  if (!gatewayState)
    return html`<p class="empty">The gateway remembers nothing of this conversation yet.</p>`;
  return html`
    <p class="explanation">What the gateway keeps of this conversation between two turns, stored with the turn itself.</p>
    <${JsonBlock} label="state" value=${gatewayState} />
  `;
}
