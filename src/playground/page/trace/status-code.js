import { html } from '../html.js';

/** @param {{status: number | null}} props an HTTP status; null when there was no answer */
export function StatusCode({ status }) {
  const good = status !== null && status < 300;
  return html`<span class="status-code" data-tone=${good ? 'good' : 'bad'}>${status ?? 'failed'}</span>`;
}
