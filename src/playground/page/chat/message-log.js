import { useLayoutEffect, useRef } from 'preact/hooks';
import { html } from '../html.js';

const NEAR_END_PX = 160;

/**
 * Scrolls to the newest message, unless the reader has scrolled up to read.
 * @param {{label: string, count: number, typing: boolean, children?: unknown}} props
 */
export function MessageLog({ label, count, typing, children }) {
  const log = useRef(/** @type {HTMLDivElement | null} */ (null));
  const reading = useRef(false);
  useLayoutEffect(() => {
    const element = log.current;
    if (element && !reading.current) element.scrollTop = element.scrollHeight;
  }, [count, typing]);
  function noteReading() {
    const element = log.current;
    if (!element) return;
    reading.current = element.scrollHeight - element.scrollTop - element.clientHeight > NEAR_END_PX;
  }
  return html`
    <div class="log" ref=${log} role="log" aria-live="polite" aria-label=${label} tabindex="0" onScroll=${noteReading}>
      ${children}
    </div>
  `;
}
