import { html } from '../html.js';

/** @param {{status: string | undefined, onNew: () => void}} props */
export function ResolvedNotice({ status, onNew }) {
  if (status !== 'resolved') return null;
  return html`
    <p class="resolved-notice">
      This conversation is resolved. Writing reopens it, or
      <button type="button" class="link-button" onClick=${onNew}>start a new one</button>.
    </p>
  `;
}
