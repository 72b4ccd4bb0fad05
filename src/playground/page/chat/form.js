import { useId, useState } from 'preact/hooks';
import { html } from '../html.js';
import { FormField } from './form-field.js';

/** @typedef {import('../types.d.ts').FormItem} FormItem */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * The widget's form. As there, every field must be filled before it can be sent, and `pattern` counts for text
 * fields only.
 * @param {{
 *   items: FormItem[],
 *   buttonLabel?: string,
 *   onSubmit: (values: Record<string, string>) => Promise<void>,
 * }} props
 */
export function Form({ items, buttonLabel, onSubmit }) {
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}));
  const id = useId();
  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const fields = items.map((item) => ({ item, control: controlOf(form, item.name) }));
    const found = Object.fromEntries(fields.map(({ item, control }) => [item.name, errorOf(item, control)]));
    setErrors(found);
    const firstWrong = fields.find(({ item }) => found[item.name] !== '');
    if (firstWrong) return firstWrong.control.focus();
    void onSubmit(Object.fromEntries(fields.map(({ item, control }) => [item.name, control.value])));
  }
  return html`
    <form class="form" noValidate aria-label="Form" onSubmit=${submit}>
      ${items.map(
        (item) =>
          html`<${FormField} key=${item.name} id=${`${id}-${item.name}`} item=${item} error=${errors[item.name]} />`,
      )}
      <button type="submit" class="button button-primary">${buttonLabel || 'Submit'}</button>
    </form>
  `;
}

/**
 * @param {HTMLFormElement} form @param {string} name
 * @returns {Control}
 */
function controlOf(form, name) {
  return /** @type {Control} */ (form.elements.namedItem(name));
}

/** @param {FormItem} item @param {Control} control */
function errorOf(item, control) {
  if (control.value.trim() === '') return `${item.label || item.name} is required.`;
  if (control.validity.valid) return '';
  if (item.type === 'email') return 'Please give a valid e-mail address.';
  return item.pattern_error || 'This does not look right.';
}
