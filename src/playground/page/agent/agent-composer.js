import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { Segments } from '../segments.js';

const modes = [
  { value: 'reply', label: 'Reply' },
  { value: 'note', label: 'Private note' },
];

/** @param {{onAct: import('../types.d.ts').Playground['actAsAgent']}} props */
export function AgentComposer({ onAct }) {
  const [mode, setMode] = useState(/** @type {'reply' | 'note'} */ ('reply'));
  const [text, setText] = useState('');
  /** @param {Event} event */
  function send(event) {
    event.preventDefault();
    const content = text.trim();
    if (content === '') return;
    setText('');
    void onAct(mode, content);
  }
  /** @param {KeyboardEvent} event */
  function sendOnEnter(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
  }
  const label = mode === 'reply' ? 'Reply to the visitor' : 'Note that only agents see';
  return html`
    <form class="composer agent-composer" data-mode=${mode} onSubmit=${send}>
      <${Segments} label="Kind of message" options=${modes} value=${mode} onChange=${setMode} />
      <div class="agent-field">
        <textarea
          rows="2"
          aria-label=${label}
          placeholder=${label}
          value=${text}
          onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}
          onKeyDown=${sendOnEnter}
        ></textarea>
        <button type="submit" class="button button-primary" disabled=${text.trim() === ''}>
          ${mode === 'reply' ? 'Send' : 'Add note'}
        </button>
      </div>
    </form>
  `;
}
