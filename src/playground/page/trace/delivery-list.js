import { formatDuration, formatTime } from '../format.js';
import { html } from '../html.js';
import { Fold } from './fold.js';
import { JsonBlock } from './json-block.js';
import { StatusCode } from './status-code.js';

/** @param {{deliveries: import('../types.d.ts').DeliveryRecord[]}} props oldest first */
export function DeliveryList({ deliveries }) {
  if (deliveries.length === 0)
    return html`<p class="empty">No webhook has been sent for this conversation yet.</p>`;
  return html`
    <p class="explanation">Every webhook that Chatwoot sent to the gateway, newest first, with what the gateway answered.</p>
    <ul class="calls">
      ${deliveries.toReversed().map((delivery) => html`<li key=${delivery.id}><${Delivery} delivery=${delivery} /></li>`)}
    </ul>
  `;
}

/** @param {{delivery: import('../types.d.ts').DeliveryRecord}} props */
function Delivery({ delivery }) {
  const { at, attempt, body, durationMs, error, event, status } = delivery;
  const summary = html`
    <${StatusCode} status=${status} />
    <span class="call-what">${event}</span>
    <span class="call-gist">${error ?? (attempt > 1 ? `attempt ${attempt}` : '')}</span>
    <span class="call-time">${formatDuration(durationMs)} · ${formatTime(at)}</span>
  `;
  return html`
    <${Fold} class="call" summary=${summary}>
      ${() => html`<${JsonBlock} label="webhook body" value=${body} />`}
    <//>
  `;
}
