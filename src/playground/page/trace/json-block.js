import { useState } from 'preact/hooks';
import { html } from '../html.js';

const COPIED_SHOWN_MS = 1500;
const tokenPattern =
  /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;

/** @param {{label: string, value: unknown}} props */
export function JsonBlock({ label, value }) {
  const text = JSON.stringify(value, null, 2) ?? '';
  return html`
    <div class="json">
      <${CopyButton} label=${label} text=${text} />
      <pre tabindex="0" aria-label=${label}><code>${colour(text)}</code></pre>
    </div>
  `;
}

/** @param {{label: string, text: string}} props */
function CopyButton({ label, text }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
  }
  return html`
    <button type="button" class="button button-small copy" aria-label=${`Copy ${label}`} onClick=${copy}>
      ${copied ? 'Copied' : 'Copy'}
    </button>
  `;
}

/**
 * JSON text as coloured pieces.
 * @param {string} text
 */
function colour(text) {
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(tokenPattern)) {
    pieces.push(
      text.slice(end, match.index),
      html`<span class=${`json-${kindOf(match)}`}>${match[0]}</span>`,
    );
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)];
}

/** @param {RegExpMatchArray} match */
function kindOf([, string, colon]) {
  if (string === undefined) return 'literal';
  return colon === undefined ? 'string' : 'key';
}
