import { useEffect, useRef } from 'preact/hooks';
import { html } from '../html.js';

const NEAR_END_PX = 160;

/**
 * Keeps the newest message in sight as the log grows (also when a picture arrives late), unless the reader has
 * scrolled up to read.
 * @param {{label: string, children?: unknown}} props
 */
export function MessageLog({ label, children }) {
  const log = useRef(/** @type {HTMLDivElement | null} */ (null));
  const content = useRef(/** @type {HTMLDivElement | null} */ (null));
  const reading = useRef(false);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (log.current && !reading.current) log.current.scrollTop = log.current.scrollHeight;
    });
    if (content.current) observer.observe(content.current);
    if (log.current) observer.observe(log.current);
    return () => observer.disconnect();
  }, []);
  function noteReading() {
    const element = log.current;
    if (!element) return;
    reading.current = element.scrollHeight - element.scrollTop - element.clientHeight > NEAR_END_PX;
  }
  return html`
    <div class="log" ref=${log} role="log" aria-live="polite" aria-label=${label} tabindex="0" onScroll=${noteReading}>
      <div class="log-content" ref=${content}>${children}</div>
    </div>
  `;
}
