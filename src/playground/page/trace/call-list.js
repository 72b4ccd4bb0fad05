import { html } from '../html.js';
import { Fold } from './fold.js';
import { JsonBlock } from './json-block.js';
import { StatusCode } from './status-code.js';

/**
 * What went to Chatwoot in this turn, exactly as it arrived there, with its answer; then planned calls that
 * have not arrived, with the reason.
 * @param {{
 *   calls: import('../types.d.ts').StoredTrace['calls'],
 *   requests: import('../types.d.ts').RequestRecord[],
 * }} props
 */
export function CallList({ calls, requests }) {
  const unsent = calls.filter(({ end }) => end?.kind !== 'sent');
  if (requests.length === 0 && unsent.length === 0) return null;
  return html`
    <div>
    <h4>Posted to Chatwoot</h4>
    <ul class="calls">
      ${requests.map((request) => html`<li key=${request.id}><${Request} request=${request} /></li>`)}
      ${unsent.map((stored) => html`<li key=${stored.call.id}><${Unsent} stored=${stored} /></li>`)}
    </ul>
    </div>
  `;
}

/** @param {{request: import('../types.d.ts').RequestRecord}} props */
function Request({ request }) {
  const { answer, body, method, path, status } = request;
  const summary = html`
    <${StatusCode} status=${status} />
    <span class="call-what">${whatIsPosted(request)}</span>
    <span class="call-gist">${gistOf(body)}</span>
  `;
  const details = () => html`
    <p class="call-path"><b>${method}</b> ${path}</p>
    ${isPresent(body) && html`<${JsonBlock} label="request body" value=${body} />`}
    ${isPresent(answer) && html`<${Answer} status=${status} answer=${answer} />`}
  `;
  return html`<${Fold} class="call" summary=${summary}>${details}<//>`;
}

/** @param {{status: number, answer: unknown}} props */
function Answer({ status, answer }) {
  return html`<${Fold} class="answer" summary=${`Answer ${status}`}>${() => html`<${JsonBlock} label="answer" value=${answer} />`}<//>`;
}

/** @param {{stored: import('../types.d.ts').StoredTrace['calls'][number]}} props */
function Unsent({ stored: { call, end, attempts } }) {
  const state = end?.kind ?? (attempts > 0 ? `tried ${attempts} ×` : 'waiting');
  const summary = html`
    <span class="status-code" data-tone=${end ? 'bad' : 'wait'}>${state}</span>
    <span class="call-what">${call.name}</span>
    <span class="call-gist">${end && 'error' in end ? end.error : 'planned, not sent yet'}</span>
  `;
  return html`
    <${Fold} class="call" summary=${summary}>
      ${() => html`<${JsonBlock} label="planned request" value=${call.request} />`}
    <//>
  `;
}

/** @param {import('../types.d.ts').RequestRecord} request */
function whatIsPosted({ path, body }) {
  const message = /** @type {{content_type?: string, private?: unknown} | null} */ (body);
  if (message?.private === true || message?.private === 'true') return 'private note';
  const resource = path.split(/[/?]/).findLast((part) => /[a-z]/.test(part)) ?? path;
  return message?.content_type ?? (resource === 'messages' ? 'text' : resource);
}

/** @param {unknown} body */
function gistOf(body) {
  const message = /** @type {{content?: unknown, status?: unknown, typing_status?: unknown} | null} */ (body);
  return String(message?.content ?? message?.status ?? message?.typing_status ?? '');
}

/** @param {unknown} value */
function isPresent(value) {
  return value !== null && value !== undefined && value !== '';
}
