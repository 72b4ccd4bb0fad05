import { html } from '../html.js';

/** Chatwoot's status in the words of the gateway. */
const statuses = /** @type {const} */ ({
  pending: { word: 'bot', hint: 'Chatwoot status: pending. The bot answers.' },
  open: { word: 'people', hint: 'Chatwoot status: open. People answer.' },
  snoozed: { word: 'paused', hint: 'Chatwoot status: snoozed. Put aside until later.' },
  resolved: { word: 'closed', hint: 'Chatwoot status: resolved. Finished until the visitor writes again.' },
});

/**
 * @param {{
 *   conversation: import('../types.d.ts').ConversationSummary | null,
 *   gatewayState: import('../types.d.ts').ConversationState | null,
 * }} props
 */
export function StatusBadge({ conversation, gatewayState }) {
  if (!conversation?.status) return html`<p class="status-line" role="status"></p>`;
  const status = statuses[conversation.status];
  return html`
    <p class="status-line" role="status">
      <span class="status-badge" data-status=${status.word} title=${status.hint}>
        <span class="visually-hidden">The conversation is with: </span>${status.word}
      </span>
      <span class="owner">${ownerInWords(conversation, gatewayState)}</span>
    </p>
  `;
}

/**
 * @param {import('../types.d.ts').ConversationSummary} conversation
 * @param {import('../types.d.ts').ConversationState | null} gatewayState
 */
function ownerInWords({ assignee, status }, gatewayState) {
  const assigned = assignee?.name ? `assigned to ${assignee.name}` : 'nobody assigned';
  if (status === 'resolved') return `Finished, ${assigned}`;
  if (status === 'pending' && gatewayState?.owner !== 'people') return `The bot owns it, ${assigned}`;
  const reason = gatewayState?.ownerReason ? ` (${gatewayState.ownerReason.replaceAll('-', ' ')})` : '';
  return `People own it${reason}, ${assigned}`;
}
