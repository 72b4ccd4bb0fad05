import { html } from '../html.js';

/**
 * With several bots there is an inbox for each; choosing one begins a conversation there.
 * @param {{state: import('../types.d.ts').PlaygroundState, playground: import('../types.d.ts').Playground}} props
 */
export function InboxSwitch({ state: { conversation, inboxes }, playground }) {
  if (inboxes.length < 2) return null;
  /** @param {Event} event */
  function change(event) {
    const select = /** @type {HTMLSelectElement} */ (event.currentTarget);
    void playground.newConversation(select.value);
  }
  return html`
    <label class="labelled-select">
      <span>Inbox</span>
      <select class="select" value=${conversation?.inbox} onChange=${change}>
        ${inboxes.map(
          (inbox) =>
            html`<option key=${inbox} value=${inbox} selected=${inbox === conversation?.inbox}>${inbox}</option>`,
        )}
      </select>
    </label>
  `;
}
