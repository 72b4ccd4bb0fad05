import { html } from '../html.js';

/** @type {{action: import('../types.d.ts').AgentAction, label: string, hint: string, hidesAt: string}[]} */
const actions = [
  {
    action: 'take-over',
    label: 'Take over',
    hint: 'Assign yourself and open the conversation',
    hidesAt: 'none',
  },
  {
    action: 'set-pending',
    label: 'Set pending',
    hint: 'Give the conversation back to the bot',
    hidesAt: 'pending',
  },
  { action: 'open', label: 'Open', hint: 'Give the conversation to people', hidesAt: 'open' },
  {
    action: 'snooze',
    label: 'Snooze',
    hint: 'Put the conversation aside until the visitor writes',
    hidesAt: 'snoozed',
  },
  { action: 'resolve', label: 'Resolve', hint: 'Finish the conversation', hidesAt: 'resolved' },
];

/** @param {{status: string | undefined, onAct: import('../types.d.ts').Playground['actAsAgent']}} props */
export function AgentActions({ status, onAct }) {
  return html`
    <div class="agent-actions" role="group" aria-label="Agent actions">
      ${actions.map(
        ({ action, label, hint, hidesAt }) => html`
          <button
            key=${action}
            type="button"
            class="button button-small"
            title=${hint}
            disabled=${status === undefined || status === hidesAt}
            onClick=${() => onAct(action)}
          >
            ${label}
          </button>
        `,
      )}
    </div>
  `;
}
