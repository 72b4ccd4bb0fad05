import { useState } from 'preact/hooks';
import { html } from '../html.js';

/** The widget's box for `input_email`. */
/** @param {{onSubmit: (email: string) => Promise<void>}} props */
export function EmailBox({ onSubmit }) {
  const [wrong, setWrong] = useState(false);
  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const field = form.querySelector('input');
    setWrong(!form.checkValidity());
    if (!field || !form.checkValidity()) return field?.focus();
    void onSubmit(field.value);
  }
  return html`
    <form class="email-box" noValidate onSubmit=${submit}>
      <input
        type="email"
        required
        aria-label="Your e-mail address"
        placeholder="name@example.org"
        autocomplete="email"
        aria-invalid=${wrong}
        aria-describedby=${wrong ? 'email-box-error' : undefined}
      />
      <button type="submit" class="icon-button send" aria-label="Send e-mail address">
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 5 7 7-7 7" /></svg>
      </button>
      ${wrong && html`<p class="field-error" id="email-box-error">Please give a valid e-mail address.</p>`}
    </form>
  `;
}
