import { useRef, useState } from 'preact/hooks';
import { html } from '../html.js';

/**
 * The visitor's message box. Enter sends, Shift+Enter makes a new line.
 * @param {{
 *   fieldRef: {current: HTMLTextAreaElement | null},
 *   ready: boolean,
 *   onSend: (text: string) => Promise<void>,
 *   onAttach: (file: File) => Promise<void>,
 * }} props
 */
export function Composer({ fieldRef, ready, onSend, onAttach }) {
  const [text, setText] = useState('');
  /** @param {Event} [event] */
  function send(event) {
    event?.preventDefault();
    const content = text.trim();
    if (content === '' || !ready) return;
    setText('');
    void onSend(content);
    fieldRef.current?.focus();
  }
  /** @param {KeyboardEvent} event */
  function sendOnEnter(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
  }
  return html`
    <form class="composer" onSubmit=${send}>
      <${AttachButton} onAttach=${onAttach} />
      <textarea
        ref=${fieldRef}
        rows="1"
        aria-label="Your message"
        placeholder="Type your message"
        value=${text}
        onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}
        onKeyDown=${sendOnEnter}
      ></textarea>
      <button type="submit" class="icon-button send" aria-label="Send message" disabled=${text.trim() === '' || !ready}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12 20 4l-4 16-4.5-6z" /><path d="M20 4 11.5 14" /></svg>
      </button>
    </form>
  `;
}

/** @param {{onAttach: (file: File) => Promise<void>}} props */
function AttachButton({ onAttach }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  function attach() {
    const field = input.current;
    const file = field?.files?.[0];
    if (file) void onAttach(file);
    if (field) field.value = '';
  }
  return html`
    <button type="button" class="icon-button" aria-label="Attach a file" onClick=${() => input.current?.click()}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m20 11-8.5 8.5a5 5 0 0 1-7-7l9-9a3.3 3.3 0 0 1 4.7 4.7l-9 9a1.6 1.6 0 0 1-2.3-2.3L15 7" />
      </svg>
    </button>
    <input ref=${input} type="file" class="visually-hidden" tabindex="-1" aria-label="File to attach" onChange=${attach} />
  `;
}
