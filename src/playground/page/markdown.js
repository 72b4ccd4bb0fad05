import { lexer } from 'marked';
import { html } from './html.js';
import { safeAddress } from './safe-address.js';

/** @typedef {import('marked').Token} Token */

/**
 * Markdown as the widget shows it: no raw HTML, links found by themselves, single newlines kept. Tokens become
 * elements directly, so no string is ever parsed as HTML.
 * @param {string} text
 */
export function renderMarkdown(text) {
  return lexer(text, { gfm: true, breaks: true }).map(renderToken);
}

/** @param {Token[] | undefined} tokens */
function renderAll(tokens) {
  return (tokens ?? []).map(renderToken);
}

/**
 * @param {any} token
 * @returns {any}
 */
function renderToken(token) {
  switch (token.type) {
    case 'paragraph':
      return html`<p>${renderAll(token.tokens)}</p>`;
    case 'heading':
      return html`<p><strong>${renderAll(token.tokens)}</strong></p>`;
    case 'strong':
      return html`<strong>${renderAll(token.tokens)}</strong>`;
    case 'em':
      return html`<em>${renderAll(token.tokens)}</em>`;
    case 'del':
      return html`<del>${renderAll(token.tokens)}</del>`;
    case 'codespan':
      return html`<code>${token.text}</code>`;
    case 'code':
      return html`<pre><code>${token.text}</code></pre>`;
    case 'blockquote':
      return html`<blockquote>${renderAll(token.tokens)}</blockquote>`;
    case 'br':
      return html`<br />`;
    case 'hr':
      return html`<hr />`;
    case 'list':
      return renderList(token);
    case 'link':
      return renderLink(token);
    case 'image':
      return renderLink({ href: token.href, tokens: [{ type: 'text', text: token.text || token.href }] });
    case 'space':
      return null;
    case 'table':
      return html`<p class="as-written">${token.raw}</p>`;
    default:
      return token.tokens ? renderAll(token.tokens) : (token.text ?? token.raw);
  }
}

/** @param {any} token */
function renderList(token) {
  const items = token.items.map((/** @type {any} */ item) => html`<li>${renderAll(item.tokens)}</li>`);
  return token.ordered ? html`<ol start=${token.start || 1}>${items}</ol>` : html`<ul>${items}</ul>`;
}

/** @param {any} token */
function renderLink(token) {
  const label = renderAll(token.tokens);
  const address = safeAddress(token.href);
  if (!address) return label;
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${label}</a>`;
}
