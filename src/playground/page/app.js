import { useEffect, useState } from 'preact/hooks';
import { ChatPanel } from './chat/chat-panel.js';
import { html } from './html.js';
import { Problem } from './top/problem.js';
import { TopBar } from './top/top-bar.js';
import { ViewSwitch } from './top/view-switch.js';
import { TracePanel } from './trace/trace-panel.js';
import { usePlayground } from './use-playground.js';

/** @param {{playground: import('./types.d.ts').Playground}} props */
export function App({ playground }) {
  const state = usePlayground(playground);
  /** On a narrow screen one of the two is shown; a wide one shows both. */
  const [view, setView] = useState(/** @type {'chat' | 'trace'} */ ('chat'));
  useEffect(() => closeOnEscape(() => setView('chat')), []);
  return html`
    <${TopBar} state=${state} playground=${playground} />
    <${Problem} text=${state.problem} onDismiss=${playground.dismissProblem} />
    <${ViewSwitch} view=${view} onChange=${setView} turns=${state.traces.length} />
    <main class="stage" data-view=${view}>
      <${ChatPanel} state=${state} playground=${playground} />
      <${TracePanel} state=${state} />
    </main>
  `;
}

/**
 * Escape closes the details at hand; with none open it leads back to the chat.
 * @param {() => void} toChat
 */
function closeOnEscape(toChat) {
  /** @param {KeyboardEvent} event */
  function listen(event) {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const details = document.activeElement?.closest('details[open]');
    if (details instanceof HTMLDetailsElement) {
      details.open = false;
      details.querySelector('summary')?.focus();
    } else {
      toChat();
    }
  }
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}
