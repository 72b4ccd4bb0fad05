import { html } from '../html.js';
import { EngineSwitch } from './engine-switch.js';
import { InboxSwitch } from './inbox-switch.js';
import { StatusBadge } from './status-badge.js';

/** @param {{state: import('../types.d.ts').PlaygroundState, playground: import('../types.d.ts').Playground}} props */
export function TopBar({ state, playground }) {
  const resolved = state.conversation?.status === 'resolved';
  return html`
    <header class="top-bar">
      <div class="brand">
        <img src="/playground/assets/icon.svg" alt="" width="28" height="28" />
        <h1>Playground<span class="brand-product"> · Chatwoot NLU gateway</span></h1>
      </div>
      <${StatusBadge} conversation=${state.conversation} gatewayState=${state.gatewayState} />
      <div class="top-actions">
        <${InboxSwitch} state=${state} playground=${playground} />
        <${EngineSwitch} state=${state} playground=${playground} />
        ${
          resolved &&
          html`<button
            type="button"
            class="button"
            title="Writes “Hello again” as the visitor; Chatwoot then gives the conversation back to the bot"
            onClick=${() => playground.reopen()}
          >
            Reopen
          </button>`
        }
        <button type="button" class="button button-primary" onClick=${() => playground.newConversation()}>
          New conversation
        </button>
      </div>
    </header>
  `;
}
