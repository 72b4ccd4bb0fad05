import { html } from '../html.js';

/** @typedef {import('../types.d.ts').FormItem} FormItem */

/** @param {{id: string, item: FormItem, error?: string}} props */
export function FormField({ id, item, error }) {
  const errorId = `${id}-error`;
  const common = {
    id,
    name: item.name,
    required: true,
    placeholder: item.placeholder,
    title: item.title,
    'aria-invalid': Boolean(error),
    'aria-describedby': error ? errorId : undefined,
  };
  return html`
    <div class="field">
      <label for=${id}>${item.label || item.name}</label>
      <${Control} item=${item} common=${common} />
      ${error && html`<p class="field-error" id=${errorId}>${error}</p>`}
    </div>
  `;
}

/** @param {{item: FormItem, common: Record<string, unknown>}} props */
function Control({ item, common }) {
  switch (item.type) {
    case 'text_area':
      return html`<textarea ...${common} rows="3" defaultValue=${item.default}></textarea>`;
    case 'select':
      return html`
        <select class="select" ...${common}>
          <option value="">${item.placeholder || 'Please choose'}</option>
          ${(item.options ?? []).map(
            (option) => html`
              <option key=${option.value} value=${option.value} selected=${option.value === item.default}>
                ${option.label}
              </option>
            `,
          )}
        </select>
      `;
    case 'email':
      return html`<input type="email" ...${common} defaultValue=${item.default} autocomplete="email" />`;
    default:
      return html`<input type="text" ...${common} defaultValue=${item.default} pattern=${item.pattern} />`;
  }
}
