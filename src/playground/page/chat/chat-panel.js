import { useRef, useState } from 'preact/hooks';
import { AgentActions } from '../agent/agent-actions.js';
import { AgentComposer } from '../agent/agent-composer.js';
import { AgentMessage } from '../agent/agent-message.js';
import { html } from '../html.js';
import { Segments } from '../segments.js';
import { Composer } from './composer.js';
import { MessageLog } from './message-log.js';
import { ResolvedNotice } from './resolved-notice.js';
import { Suggestions } from './suggestions.js';
import { Typing } from './typing.js';
import { VisitorMessage } from './visitor-message.js';

const seats = [
  { value: 'visitor', label: 'Visitor' },
  { value: 'agent', label: 'Act as agent' },
];

/**
 * The conversation from either side of the desk: the website widget, or the dashboard of an agent.
 * @param {{state: import('../types.d.ts').PlaygroundState, playground: import('../types.d.ts').Playground}} props
 */
export function ChatPanel({ state, playground }) {
  const [seat, setSeat] = useState(/** @type {'visitor' | 'agent'} */ ('visitor'));
  return html`
    <section class="panel chat-panel" data-seat=${seat} aria-label="Conversation">
      <div class="chat-head">
        <div class="chat-title">
          <h2>${seat === 'visitor' ? 'Website chat' : 'Agent’s desk'}</h2>
          <p>${seat === 'visitor' ? 'As in Chatwoot’s widget' : 'As in the dashboard'}</p>
        </div>
        <${Segments} label="Seat" options=${seats} value=${seat} onChange=${setSeat} />
      </div>
      ${
        seat === 'visitor'
          ? html`<${VisitorSeat} state=${state} playground=${playground} />`
          : html`<${AgentSeat} state=${state} playground=${playground} />`
      }
    </section>
  `;
}

/** @param {{state: import('../types.d.ts').PlaygroundState, playground: import('../types.d.ts').Playground}} props */
function VisitorSeat({ state, playground }) {
  const composer = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  /**
   * The control that was used is about to vanish: the keyboard goes on at the message box.
   * @param {Promise<void>} action
   */
  function thenFocusComposer(action) {
    composer.current?.focus();
    return action;
  }
  const answers = {
    /** @type {import('../types.d.ts').Playground['choose']} */
    choose: (id, item) => thenFocusComposer(playground.choose(id, item)),
    /** @type {import('../types.d.ts').Playground['submitForm']} */
    submitForm: (id, values) => thenFocusComposer(playground.submitForm(id, values)),
    /** @type {import('../types.d.ts').Playground['submitEmail']} */
    submitEmail: (id, email) => thenFocusComposer(playground.submitEmail(id, email)),
  };
  const silent = !state.messages.some((message) => message.message_type === 'incoming');
  return html`
    <${MessageLog} label="Messages">
      ${silent && html`<${Suggestions} onPick=${(/** @type {string} */ text) => thenFocusComposer(playground.say(text))} />`}
      ${state.messages.map((message) => html`<${VisitorMessage} key=${message.id} message=${message} answers=${answers} />`)}
      <${Typing} on=${state.typing} name=${botName(state.messages)} />
    <//>
    <${ResolvedNotice} status=${state.conversation?.status} onNew=${() => playground.newConversation()} />
    <${Composer} fieldRef=${composer} ready=${state.phase === 'ready'} onSend=${playground.say} onAttach=${playground.attach} />
  `;
}

/** @param {{state: import('../types.d.ts').PlaygroundState, playground: import('../types.d.ts').Playground}} props */
function AgentSeat({ state, playground }) {
  return html`
    <${AgentActions} status=${state.conversation?.status} onAct=${playground.actAsAgent} />
    <${MessageLog} label="Messages as the agent sees them">
      ${state.messages.map((message) => html`<${AgentMessage} key=${message.id} message=${message} />`)}
    <//>
    <${AgentComposer} onAct=${playground.actAsAgent} />
  `;
}

/** @param {import('../types.d.ts').ChatMessage[]} messages */
function botName(messages) {
  return messages.findLast(({ sender }) => sender?.type === 'agent_bot')?.sender?.name ?? 'Bot';
}
