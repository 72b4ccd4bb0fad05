import { html } from '../html.js';
import { safeAddress } from '../safe-address.js';

/** @typedef {import('../types.d.ts').Attachment} Attachment */

/** @param {{attachments: Attachment[], from: string}} props */
export function Attachments({ attachments, from }) {
  return attachments.map(
    (attachment) => html`
      <div key=${attachment.id} class="row" data-from=${from}>
        <div class="attachment" data-kind=${attachment.file_type}><${Content} attachment=${attachment} /></div>
      </div>
    `,
  );
}

/** @param {{attachment: Attachment}} props */
function Content({ attachment }) {
  const name = fileName(attachment);
  switch (attachment.file_type) {
    case 'image':
      return html`<img src=${attachment.data_url} alt=${name} />`;
    case 'audio':
      return html`<audio controls src=${attachment.data_url} aria-label=${name}></audio>`;
    case 'video':
      return html`<video controls src=${attachment.data_url} aria-label=${name}></video>`;
    default:
      return html`<a href=${safeAddress(attachment.data_url)} target="_blank" rel="noopener noreferrer">${name}</a>`;
  }
}

/** @param {Attachment} attachment */
function fileName({ data_url, fallback_title }) {
  const last = data_url?.split(/[?#]/)[0]?.split('/').pop();
  return fallback_title || (last && safeDecode(last)) || 'Attachment';
}

/** @param {string} text */
function safeDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
