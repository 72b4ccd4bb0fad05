import { html } from '../html.js';
import { matchRequests } from './match-requests.js';
import { TurnCard } from './turn-card.js';

/** @param {{state: import('../types.d.ts').PlaygroundState}} props newest turn first */
export function TurnList({ state: { traces, requests, gatewayState } }) {
  if (traces.length === 0) {
    return html`
      <div class="empty">
        <p>Nothing yet. Send a message, and every step of the turn appears here:</p>
        <ol>
          <li>what the engine understood, with scores and alternatives,</li>
          <li>what the gateway decided, and why,</li>
          <li>the exact JSON that was posted to Chatwoot.</li>
        </ol>
      </div>
    `;
  }
  const matched = matchRequests(traces, requests);
  // A change of status follows a handoff at once; what the customer said is still what the reader looks for.
  const inFocus = traces.find(({ trace }) => trace.utterance) ?? traces[0];
  return traces.map(
    (stored, index) => html`
      <${TurnCard}
        key=${stored.trace.id}
        number=${traces.length - index}
        stored=${stored}
        requests=${matched.get(stored.trace.id) ?? []}
        slots=${slotsOf(stored, index === 0 ? gatewayState : null)}
        inFocus=${stored === inFocus}
      />
    `,
  );
}

/**
 * Slots as the turn left them: from its own steps, or for the newest turn from the gateway's state.
 * @param {import('../types.d.ts').StoredTrace} stored
 * @param {import('../types.d.ts').ConversationState | null} gatewayState
 */
function slotsOf({ trace }, gatewayState) {
  const noted = trace.steps.findLast(({ detail }) => isObject(detail['slots']))?.detail['slots'];
  return /** @type {Record<string, unknown>} */ (noted ?? gatewayState?.flow?.slots ?? {});
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
